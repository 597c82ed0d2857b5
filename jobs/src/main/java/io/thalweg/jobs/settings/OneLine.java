package io.thalweg.jobs.settings;

/** Text from outside, made fit to stand in a message of one line. */
final class OneLine {
  private static final int LONGEST_VALUE = 120;

  private OneLine() {}

  /** The text with every run of white space and control characters made one space. */
  static String of(String text) {
    return text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
  }

  /** The same for a value that may be of any length: what is too long is cut. */
  static String value(String text) {
    String line = of(text);
    return line.length() <= LONGEST_VALUE ? line : line.substring(0, LONGEST_VALUE) + "...";
  }
}
