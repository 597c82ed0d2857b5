package io.thalweg.math;

/**
 * The 64-bit digest of the events that a model has learned, chained in their order: models of equal
 * specs and equal digests have folded the same events. It costs O(non-zeros) per event, allocates
 * nothing, and is the same on every machine for ever. It guards against mistakes, not against an
 * adversary who looks for collisions.
 *
 * <p>The algorithm: a word w is folded into a state h by
 *
 * <pre>   h ← (h xor w) · P;   h ← h xor (h &gt;&gt;&gt; 32)        P = 0x9E3779B97F4A7C15</pre>
 *
 * An event's state starts at P and folds the id's UTF-8 bytes (words of eight, little-endian, the
 * last one filled up with zeros), their number, the time, the bits of label and weight, twice the
 * number of stored features plus 1 if they are sparse, and four lanes. Lane j starts at j and folds
 * the features j, j+4, …, each as (position &lt;&lt; 32) | bits of the float. What comes out goes
 * through {@link #finish}, MurmurHash3's 64-bit finalizer. Dense and sparse forms of one event
 * differ on purpose: their margins may differ in the last bit.
 */
public final class EventDigest {
  private static final long P = 0x9E3779B97F4A7C15L;

  private EventDigest() {}

  /** The digest after {@code event} was learned; {@code digest} is that before, 0 at first. */
  public static long chain(long digest, long event) {
    return finish(digest * P + event);
  }

  /** The hash of an event whose id is a string; lone surrogates count as a question mark. */
  public static long event(
      String id, long time, double label, double weight, FeatureVector features) {
    return event(text(id), time, label, weight, features);
  }

  /** The hash of an event whose id lies in {@code bytes}, UTF-8; equal to that of the string. */
  public static long event(
      byte[] bytes,
      int offset,
      int length,
      long time,
      double label,
      double weight,
      FeatureVector features) {
    return event(text(bytes, offset, length), time, label, weight, features);
  }

  private static long event(
      long id, long time, double label, double weight, FeatureVector features) {
    long h = fold(id, time);
    h = fold(h, Double.doubleToLongBits(label));
    h = fold(h, Double.doubleToLongBits(weight));
    return finish(features(h, features));
  }

  private static long features(long start, FeatureVector x) {
    int n = x.size();
    float[] values = x.values();
    long h = fold(start, 2L * n + (x.isSparse() ? 1 : 0));
    long lane0 = 0;
    long lane1 = 1;
    long lane2 = 2;
    long lane3 = 3;
    int k = 0;
    for (; k <= n - 4; k += 4) {
      lane0 = fold(lane0, word(x.index(k), values[k]));
      lane1 = fold(lane1, word(x.index(k + 1), values[k + 1]));
      lane2 = fold(lane2, word(x.index(k + 2), values[k + 2]));
      lane3 = fold(lane3, word(x.index(k + 3), values[k + 3]));
    }
    if (k < n) {
      lane0 = fold(lane0, word(x.index(k), values[k]));
    }
    if (k + 1 < n) {
      lane1 = fold(lane1, word(x.index(k + 1), values[k + 1]));
    }
    if (k + 2 < n) {
      lane2 = fold(lane2, word(x.index(k + 2), values[k + 2]));
    }
    return fold(fold(fold(fold(h, lane0), lane1), lane2), lane3);
  }

  private static long word(int position, float value) {
    return ((long) position << 32) | (Float.floatToIntBits(value) & 0xFFFFFFFFL);
  }

  private static long text(byte[] bytes, int offset, int length) {
    long h = P;
    long word = 0;
    for (int i = 0; i < length; i++) {
      word |= (bytes[offset + i] & 0xFFL) << (8 * (i & 7));
      if ((i & 7) == 7) {
        h = fold(h, word);
        word = 0;
      }
    }
    return fold((length & 7) == 0 ? h : fold(h, word), length);
  }

  private static long text(String s) {
    long h = P;
    long word = 0;
    int length = 0;
    int i = 0;
    while (i < s.length()) {
      int point = s.codePointAt(i);
      i += Character.charCount(point);
      int utf8 = Utf8.encode(point);
      for (int size = Utf8.size(point); size > 0; size--) {
        word |= (utf8 & 0xFFL) << (8 * (length & 7));
        utf8 >>>= 8;
        if ((length++ & 7) == 7) {
          h = fold(h, word);
          word = 0;
        }
      }
    }
    return fold((length & 7) == 0 ? h : fold(h, word), length);
  }

  private static long fold(long h, long word) {
    long product = (h ^ word) * P;
    return product ^ (product >>> 32);
  }

  /** MurmurHash3's fmix64: every bit in moves every bit out. */
  static long finish(long h) {
    long x = (h ^ (h >>> 33)) * 0xFF51AFD7ED558CCDL;
    x = (x ^ (x >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return x ^ (x >>> 33);
  }

  /** UTF-8 of one code point, as Java's encoder has it, without allocating. */
  private static final class Utf8 {
    private static final int REPLACEMENT = '?';

    static int size(int point) {
      if (point < 0x80 || isLoneSurrogate(point)) {
        return 1;
      }
      return point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    }

    /** The bytes, the first one lowest. */
    static int encode(int point) {
      if (isLoneSurrogate(point)) {
        return REPLACEMENT;
      }
      return switch (size(point)) {
        case 1 -> point;
        case 2 -> (0xC0 | (point >>> 6)) | tail(point, 0) << 8;
        case 3 -> (0xE0 | (point >>> 12)) | tail(point, 6) << 8 | tail(point, 0) << 16;
        default ->
            (0xF0 | (point >>> 18))
                | tail(point, 12) << 8
                | tail(point, 6) << 16
                | tail(point, 0) << 24;
      };
    }

    private static int tail(int point, int shift) {
      return 0x80 | ((point >>> shift) & 0x3F);
    }

    private static boolean isLoneSurrogate(int point) {
      return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
  }
}
