package io.thalweg.wire;

import java.nio.charset.StandardCharsets;

/**
 * Shows people a bit of an event in an error message: bounded, on one line, and well-formed
 * whatever the event held.
 */
final class Excerpt {
  private static final int MOST_CHARS = 60;
  private static final int MOST_CHARS_OF_A_SENTENCE = 200;

  private Excerpt() {}

  /** The text in quotes, cut behind its first 60 chars. */
  static String quoted(CharSequence text) {
    return '"' + of(text) + '"';
  }

  /** The UTF-8 in bytes [from, to) in quotes, cut likewise. */
  static String quoted(byte[] utf8, int from, int to) {
    int length = Math.min(to - from, 4 * (MOST_CHARS + 1));
    return quoted(new String(utf8, from, length, StandardCharsets.UTF_8));
  }

  /** The text as it is, cut behind its first 60 chars. */
  static String of(CharSequence text) {
    return cut(text, MOST_CHARS);
  }

  /** A library's sentence about the event, which may quote from it, cut behind 200 chars. */
  static String longer(CharSequence sentence) {
    return cut(sentence, MOST_CHARS_OF_A_SENTENCE);
  }

  private static String cut(CharSequence text, int most) {
    int end = Math.min(text.length(), most);
    if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < end
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        shown.append(c).append(text.charAt(++i));
      } else if (Character.isSurrogate(c)) {
        shown.append('\uFFFD');
      } else if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
        shown.append(String.format("\\u%04x", (int) c));
      } else {
        shown.append(c);
      }
    }
    return end < text.length() ? shown.append('…').toString() : shown.toString();
  }
}
