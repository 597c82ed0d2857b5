package io.thalweg.stream;

import io.thalweg.math.FeatureVector;
import io.thalweg.wire.Reason;
import io.thalweg.wire.RejectedEventException;
import java.util.Arrays;

/**
 * Positions and values in the order in which an event gives them, to be made a vector: ascending,
 * the values of one position added up in that order, so that equal bytes give equal vectors.
 *
 * <p>Protocol: {@link #clear}, {@link #add} any number of times, {@link #sort}, then the rest.
 * Allocates nothing but the vector once its arrays have grown.
 */
final class FeaturePairs {
  private static final int FEW = 48;

  private long[] order = new long[64];
  private float[] values = new float[64];
  private int count;

  void clear() {
    count = 0;
  }

  void add(int position, float value) {
    if (count == order.length) {
      order = Arrays.copyOf(order, 2 * count);
      values = Arrays.copyOf(values, 2 * count);
    }
    order[count] = (long) position << Integer.SIZE | count;
    values[count++] = value;
  }

  int count() {
    return count;
  }

  /** Sorts the pairs by position; few and mostly in order, or many. */
  void sort() {
    if (count > FEW) {
      Arrays.sort(order, 0, count);
      return;
    }
    for (int k = 1; k < count; k++) {
      long pair = order[k];
      int hole = k - 1;
      while (hole >= 0 && order[hole] > pair) {
        order[hole + 1] = order[hole];
        hole--;
      }
      order[hole + 1] = pair;
    }
  }

  /** The k-th position in ascending order. */
  int position(int k) {
    return (int) (order[k] >>> Integer.SIZE);
  }

  /** When the k-th position was added, from 0. */
  int origin(int k) {
    return (int) order[k];
  }

  /**
   * The vector, in arrays of its own.
   *
   * @param spec whether a bias stands behind the others, and where
   * @throws RejectedEventException if values of one position add up to no float
   */
  FeatureVector vector(FeatureSpec spec) throws RejectedEventException {
    int distinct = count == 0 ? 0 : 1;
    for (int k = 1; k < count; k++) {
      if (position(k) != position(k - 1)) {
        distinct++;
      }
    }
    int size = distinct + (spec.bias() ? 1 : 0);
    int[] indices = new int[size];
    float[] gathered = new float[size];
    int last = -1;
    for (int k = 0; k < count; k++) {
      if (k == 0 || position(k) != position(k - 1)) {
        indices[++last] = position(k);
      }
      gathered[last] += values[origin(k)];
      if (!Float.isFinite(gathered[last])) {
        throw new RejectedEventException(
            Reason.OUT_OF_RANGE,
            "features must have a finite sum where they share a position: position="
                + indices[last]);
      }
    }
    if (spec.bias()) {
      indices[distinct] = spec.positions();
      gathered[distinct] = 1;
    }
    return new FeatureVector().sparse(indices, gathered, size);
  }
}
