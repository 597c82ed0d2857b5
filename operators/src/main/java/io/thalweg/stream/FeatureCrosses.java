package io.thalweg.stream;

import io.thalweg.math.FeatureHash;
import io.thalweg.wire.ExampleBuffer;
import io.thalweg.wire.Reason;
import io.thalweg.wire.RejectedEventException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the products that a model's interactions ask for: two features a and b, each a name or a
 * name, {@code =} and a text, make the feature that is called {@code a*b}, is hashed by that name
 * like any other, and has the product of their values.
 *
 * <p>A pair of features makes one product, that of the first interaction in which it is found; a
 * stands first if it is of that interaction's first group, and where both are of both groups, if
 * its name comes first in the order of bytes. So neither position nor value depends on the order of
 * an event's features. Booleans that are false are no features; a feature makes a product with
 * itself only if it is a number.
 *
 * <p>Costs a look at each pattern per feature and a hash of the product's name per product;
 * allocates nothing once its scratch has grown.
 */
final class FeatureCrosses {
  /** The bits of the first groups; the bit left of each is that of its second group. */
  private static final long FIRSTS = 0x5555555555555555L;

  private final FeatureHash hash;
  private final NameListener names;
  private final int interactions;
  private final byte[][] patterns;
  private final boolean[] prefixes;
  private final long[] groupsOfPattern;
  private long[] groups = new long[64];
  private int[] first = new int[64];
  private int[] second = new int[64];
  private byte[] text = new byte[128];

  FeatureCrosses(List<Interaction> interactions, FeatureHash hash, NameListener names) {
    this.hash = hash;
    this.names = names;
    this.interactions = interactions.size();
    Map<String, Long> bits = new LinkedHashMap<>();
    for (int i = 0; i < interactions.size(); i++) {
      mark(bits, interactions.get(i).first(), 1L << (2 * i));
      mark(bits, interactions.get(i).second(), 2L << (2 * i));
    }
    List<String> all = List.copyOf(bits.keySet());
    patterns = all.stream().map(FeatureGroup::bytes).toArray(byte[][]::new);
    groupsOfPattern = all.stream().mapToLong(bits::get).toArray();
    prefixes = new boolean[patterns.length];
    for (int p = 0; p < prefixes.length; p++) {
      prefixes[p] = FeatureGroup.isPrefix(all.get(p));
    }
  }

  private static void mark(Map<String, Long> bits, FeatureGroup group, long bit) {
    for (String name : group.names()) {
      bits.merge(name, bit, (a, b) -> a | b);
    }
  }

  /**
   * Adds the products of {@code example}'s named features to {@code pairs}, which holds those
   * features.
   *
   * @param most how many features there may be with them
   * @throws RejectedEventException if there would be more, or one is no float
   */
  void add(ExampleBuffer example, FeaturePairs pairs, int most) throws RejectedEventException {
    sortIntoGroups(example);
    int features = pairs.count();
    for (int i = 0; i < interactions; i++) {
      long bit = 1L << (2 * i);
      int firsts = members(example, bit, first);
      int seconds = members(example, bit << 1, second);
      for (int a = 0; a < firsts; a++) {
        for (int b = 0; b < seconds; b++) {
          if (isDue(example, first[a], second[b], bit)) {
            if (pairs.count() == most) {
              throw new RejectedEventException(
                  Reason.TOO_MANY_FEATURES,
                  "features and their interactions must be at most %d: model=%s, features=%d"
                      .formatted(most, example.model(), features));
            }
            add(example, first[a], second[b], pairs);
          }
        }
      }
    }
  }

  private void sortIntoGroups(ExampleBuffer example) {
    int count = example.namedCount();
    if (groups.length < count) {
      groups = new long[2 * count];
      first = new int[2 * count];
      second = new int[2 * count];
    }
    for (int k = 0; k < count; k++) {
      groups[k] = example.kind(k) == ExampleBuffer.Kind.FALSE ? 0 : groups(example, k);
    }
  }

  private long groups(ExampleBuffer example, int k) {
    byte[] utf8 = example.text();
    int start = example.nameStart(k);
    int length = example.nameEnd(k) - start;
    long found = 0;
    for (int p = 0; p < patterns.length; p++) {
      byte[] pattern = patterns[p];
      if ((prefixes[p] ? length >= pattern.length : length == pattern.length)
          && Arrays.equals(pattern, 0, pattern.length, utf8, start, start + pattern.length)) {
        found |= groupsOfPattern[p];
      }
    }
    return found;
  }

  private int members(ExampleBuffer example, long bit, int[] into) {
    int count = 0;
    for (int k = 0; k < example.namedCount(); k++) {
      if ((groups[k] & bit) != 0) {
        into[count++] = k;
      }
    }
    return count;
  }

  /** Whether a, of an interaction's first group, and b, of its second, make a product there. */
  private boolean isDue(ExampleBuffer example, int a, int b, long bit) {
    long asFound = groups[a] & groups[b] >>> 1 & FIRSTS;
    long turned = groups[b] & groups[a] >>> 1 & FIRSTS;
    if (Long.lowestOneBit(asFound | turned) != bit) {
      return false;
    }
    if (a == b) {
      return example.kind(a) == ExampleBuffer.Kind.NUMBER;
    }
    return (turned & bit) == 0 || isBefore(example, a, b);
  }

  private static boolean isBefore(ExampleBuffer example, int a, int b) {
    byte[] utf8 = example.text();
    return Arrays.compareUnsigned(
            utf8,
            example.nameStart(a),
            example.nameEnd(a),
            utf8,
            example.nameStart(b),
            example.nameEnd(b))
        < 0;
  }

  private void add(ExampleBuffer example, int a, int b, FeaturePairs pairs)
      throws RejectedEventException {
    float product = value(example, a) * value(example, b);
    if (!Float.isFinite(product)) {
      throw new RejectedEventException(
          Reason.OUT_OF_RANGE,
          "an interaction must be finite: " + value(example, a) + " * " + value(example, b));
    }
    int most =
        example.textEnd(a) - example.nameStart(a) + example.textEnd(b) - example.nameStart(b);
    if (text.length < most + 3) {
      text = new byte[2 * most + 3];
    }
    int end = write(example, a, 0);
    text[end] = '*';
    end = write(example, b, end + 1);
    int hashed = hash.hash(text, 0, end);
    names.noteProduct(hashed, text, end);
    pairs.add(hash.index(hashed), hash.sign(hashed) * product);
  }

  private static float value(ExampleBuffer example, int k) {
    return example.kind(k) == ExampleBuffer.Kind.NUMBER ? (float) example.number(k) : 1;
  }

  /** Writes what feature k is called; returns where that ends. */
  private int write(ExampleBuffer example, int k, int at) {
    int name = example.nameStart(k);
    int length = example.nameEnd(k) - name;
    System.arraycopy(example.text(), name, text, at, length);
    if (example.kind(k) != ExampleBuffer.Kind.TEXT) {
      return at + length;
    }
    int end = at + length;
    text[end++] = '=';
    int textLength = example.textEnd(k) - example.textStart(k);
    System.arraycopy(example.text(), example.textStart(k), text, end, textLength);
    return end + textLength;
  }
}
