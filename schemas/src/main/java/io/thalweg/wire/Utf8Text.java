package io.thalweg.wire;

/**
 * UTF-8 as the Unicode standard (table 3-7) has it, without the replacement characters of {@link
 * String}: overlong forms, surrogates and what lies above U+10FFFF are malformed.
 */
final class Utf8Text {
  private Utf8Text() {}

  /** Position of the first malformed sequence in bytes [from, to), or -1 where there is none. */
  static int malformed(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      int lead = bytes[i];
      if (lead >= 0) {
        i++;
        continue;
      }
      int length = sequenceLength(bytes, i, to);
      if (length == 0) {
        return i;
      }
      i += length;
    }
    return -1;
  }

  /**
   * Length of the well-formed sequence of two bytes or more at {@code i}; 0 where there is none.
   */
  private static int sequenceLength(byte[] bytes, int i, int to) {
    int lead = bytes[i] & 0xff;
    if (lead < 0xc2 || lead > 0xf4) {
      return 0;
    }
    int length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (length > to - i) {
      return 0;
    }
    int second = bytes[i + 1] & 0xff;
    int lowest = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    int highest = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    if (second < lowest || second > highest) {
      return 0;
    }
    for (int k = 2; k < length; k++) {
      if ((bytes[i + k] & 0xc0) != 0x80) {
        return 0;
      }
    }
    return length;
  }

  /**
   * Decodes all of {@code bytes}, which must be well-formed.
   *
   * @param into char[≥ bytes.length]
   * @return number of chars
   */
  static int decode(byte[] bytes, char[] into) {
    int n = 0;
    int i = 0;
    while (i < bytes.length) {
      int lead = bytes[i++];
      if (lead >= 0) {
        into[n++] = (char) lead;
      } else if (lead < (byte) 0xe0) {
        into[n++] = (char) (((lead & 0x1f) << 6) | low(bytes[i++]));
      } else if (lead < (byte) 0xf0) {
        int high = ((lead & 0x0f) << 12) | (low(bytes[i++]) << 6);
        into[n++] = (char) (high | low(bytes[i++]));
      } else {
        int point = ((lead & 0x07) << 18) | (low(bytes[i++]) << 12);
        point |= low(bytes[i++]) << 6;
        point |= low(bytes[i++]);
        into[n++] = Character.highSurrogate(point);
        into[n++] = Character.lowSurrogate(point);
      }
    }
    return n;
  }

  /** Bytes that {@code text} takes, or -1 where it holds half of a surrogate pair. */
  static int length(CharSequence text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes++;
      } else if (c < 0x800) {
        bytes += 2;
      } else if (!Character.isSurrogate(c)) {
        bytes += 3;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        bytes += 4;
        i++;
      } else {
        return -1;
      }
    }
    return bytes;
  }

  /**
   * Encodes chars [from, to).
   *
   * @param into bytes from {@code at} on, with room for three bytes per char
   * @return position behind the last byte, or -1 where the text holds half of a surrogate pair
   */
  static int encode(char[] text, int from, int to, byte[] into, int at) {
    int n = at;
    for (int i = from; i < to; i++) {
      char c = text[i];
      if (c < 0x80) {
        into[n++] = (byte) c;
      } else if (c < 0x800) {
        into[n++] = (byte) (0xc0 | (c >> 6));
        into[n++] = follower(c);
      } else if (!Character.isSurrogate(c)) {
        into[n++] = (byte) (0xe0 | (c >> 12));
        into[n++] = follower(c >> 6);
        into[n++] = follower(c);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < to
          && Character.isLowSurrogate(text[i + 1])) {
        int point = Character.toCodePoint(c, text[++i]);
        into[n++] = (byte) (0xf0 | (point >> 18));
        into[n++] = follower(point >> 12);
        into[n++] = follower(point >> 6);
        into[n++] = follower(point);
      } else {
        return -1;
      }
    }
    return n;
  }

  /** The six bits that a following byte carries. */
  private static int low(byte follower) {
    return follower & 0x3f;
  }

  /** The following byte that carries the six lowest bits. */
  private static byte follower(int bits) {
    return (byte) (0x80 | (bits & 0x3f));
  }
}
