package io.thalweg.jobs.cli;

import java.util.Locale;

/** Text for the console. */
final class Lines {
  private Lines() {}

  /** The text on one line. */
  static String one(String text) {
    return text == null ? "" : text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
  }

  /** What lies at the bottom of an error, on one line: its message, or its type without one. */
  static String rootCause(Throwable error) {
    Throwable cause = error;
    for (int depth = 0; cause.getCause() != null && depth < 100; depth++) {
      cause = cause.getCause();
    }
    String message = one(cause.getMessage());
    return message.isEmpty() ? cause.getClass().getSimpleName() : message;
  }

  static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }
}
