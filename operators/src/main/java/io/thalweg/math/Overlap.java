package io.thalweg.math;

import java.util.Arrays;

/**
 * Looks up one feature vector at the stored elements of another: what two consecutive events share.
 * Short sparse vectors meet in a hash table that stays in the first-level cache, longer ones are
 * merged. One owner, one thread; what {@link #align} returns is valid until its next call.
 */
public final class Overlap {
  private static final int LARGEST_TABLE = 256;
  private static final int EMPTY = -1;

  private final int[] keys = new int[LARGEST_TABLE];
  private final float[] entries = new float[LARGEST_TABLE];
  private float[] aligned = {};

  /**
   * The values of {@code other} at the positions of {@code x}, 0 where it has none: float[≥
   * x.size()], element {@code k} belongs to the k-th stored element of {@code x}.
   */
  public float[] align(FeatureVector other, FeatureVector x) {
    if (!other.isSparse() && !x.isSparse()) {
      return other.values();
    }
    int n = x.size();
    if (aligned.length < n) {
      aligned = new float[Math.max(n, 2 * aligned.length)];
    }
    if (!x.isSparse()) {
      scatter(other, n);
    } else if (!other.isSparse()) {
      gather(other, x);
    } else if (n <= LARGEST_TABLE / 4 && other.size() <= LARGEST_TABLE / 4) {
      lookUp(other, x);
    } else {
      merge(other, x);
    }
    return aligned;
  }

  private void scatter(FeatureVector other, int n) {
    Arrays.fill(aligned, 0, n, 0f);
    for (int j = 0; j < other.size(); j++) {
      aligned[other.indices()[j]] = other.values()[j];
    }
  }

  private void gather(FeatureVector other, FeatureVector x) {
    for (int k = 0; k < x.size(); k++) {
      aligned[k] = other.values()[x.indices()[k]];
    }
  }

  private void lookUp(FeatureVector other, FeatureVector x) {
    int bits = 34 - Integer.numberOfLeadingZeros(Math.max(other.size(), 2) - 1);
    int shift = 32 - bits;
    int mask = (1 << bits) - 1;
    int[] keys = this.keys;
    float[] entries = this.entries;
    Arrays.fill(keys, 0, mask + 1, EMPTY);
    int[] otherIndices = other.indices();
    float[] otherValues = other.values();
    for (int j = 0; j < other.size(); j++) {
      int slot = (otherIndices[j] * 0x9E3779B9) >>> shift;
      while (keys[slot] != EMPTY) {
        slot = slot + 1 & mask;
      }
      keys[slot] = otherIndices[j];
      entries[slot] = otherValues[j];
    }
    int[] indices = x.indices();
    float[] aligned = this.aligned;
    for (int k = 0; k < x.size(); k++) {
      int index = indices[k];
      int slot = (index * 0x9E3779B9) >>> shift;
      int key = keys[slot];
      while (key != index && key != EMPTY) {
        slot = slot + 1 & mask;
        key = keys[slot];
      }
      aligned[k] = key == index ? entries[slot] : 0f;
    }
  }

  private void merge(FeatureVector other, FeatureVector x) {
    int j = 0;
    for (int k = 0; k < x.size(); k++) {
      int index = x.indices()[k];
      while (j < other.size() && other.indices()[j] < index) {
        j++;
      }
      aligned[k] = j < other.size() && other.indices()[j] == index ? other.values()[j] : 0f;
    }
  }
}
