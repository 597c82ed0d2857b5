package io.thalweg.benchmarks.peers;

import io.thalweg.math.FeatureHash;
import io.thalweg.math.FeatureVector;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects the named features of one event, hashed to 2^{@value #BITS} positions. */
final class HashedFeatures {
  static final int BITS = 18;

  private final FeatureHash hash = new FeatureHash(BITS);
  private final SortedMap<Integer, Float> values = new TreeMap<>();

  /** A number. */
  HashedFeatures number(String name, double value) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    add(hash.hash(bytes, 0, bytes.length), (float) value);
    return this;
  }

  /** A text. */
  HashedFeatures text(String name, String text) {
    byte[] names = name.getBytes(StandardCharsets.UTF_8);
    byte[] texts = text.getBytes(StandardCharsets.UTF_8);
    add(hash.hash(names, 0, names.length, texts, 0, texts.length), 1);
    return this;
  }

  private void add(int hashed, float value) {
    values.merge(hash.index(hashed), hash.sign(hashed) * value, Float::sum);
  }

  /** The features so far; begins the next event. */
  FeatureVector next() {
    values.values().removeIf(value -> value == 0);
    int[] indices = values.keySet().stream().mapToInt(index -> index).toArray();
    float[] all = new float[indices.length];
    int size = 0;
    for (float value : values.values()) {
      all[size++] = value;
    }
    values.clear();
    return new FeatureVector().sparse(indices, all, size);
  }
}
