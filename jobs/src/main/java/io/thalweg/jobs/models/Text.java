package io.thalweg.jobs.models;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;

/** How names, numbers and times are shown. */
final class Text {
  private Text() {}

  /** The text without line breaks and control characters: names come out of events. */
  static String line(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "?");
  }

  static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  /** Six digits of a number; of a whole one all. */
  static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.6g", value);
  }

  static String digest(long digest) {
    return HexFormat.of().toHexDigits(digest);
  }

  /** An event time in UTC, or the word for none. */
  static String time(long millis) {
    return millis == io.thalweg.state.ModelProgress.NEVER
        ? "never"
        : Instant.ofEpochMilli(millis).toString();
  }
}
