package io.thalweg.math;

import java.util.Arrays;

/**
 * A feature vector that is read often and filled in place: dense ({@code values[i]} stands at
 * position i) or sparse ({@code values[k]} at position {@code indices[k]}, positions ascending and
 * distinct). The arrays may be longer than {@link #size()}; what lies behind is not part of it.
 *
 * <p>One owner fills it, by {@link #dense} or {@link #sparse}; learners only read it, and keep
 * nothing of it beyond the call.
 */
public final class FeatureVector {
  private static final int[] NO_INDICES = {};
  private static final float[] NO_VALUES = {};

  private int[] indices = NO_INDICES;
  private float[] values = NO_VALUES;
  private int size;
  private boolean sparse;
  private int changes;

  /** Whether the arrays were made here, and may be written to. */
  private boolean owned = true;

  /** Makes this the dense vector of the first {@code size} elements; the array is not copied. */
  public FeatureVector dense(float[] values, int size) {
    this.indices = NO_INDICES;
    this.values = values;
    this.size = size;
    this.sparse = false;
    this.owned = false;
    changes++;
    return this;
  }

  /** Makes this the sparse vector of the first {@code size} pairs; the arrays are not copied. */
  public FeatureVector sparse(int[] indices, float[] values, int size) {
    this.indices = indices;
    this.values = values;
    this.size = size;
    this.sparse = true;
    this.owned = false;
    changes++;
    return this;
  }

  /** Makes this hold a copy of {@code other}, in arrays of its own that grow as needed. */
  public FeatureVector copyFrom(FeatureVector other) {
    reserve(other.size, other.sparse);
    System.arraycopy(other.values, 0, values, 0, size);
    if (sparse) {
      System.arraycopy(other.indices, 0, indices, 0, size);
    }
    return this;
  }

  /** As {@link #copyFrom} of a sparse vector, and writes each value to its position in a table. */
  void copyFrom(FeatureVector other, float[] table) {
    reserve(other.size, true);
    int n = size;
    int[] fromIndices = other.indices;
    float[] fromValues = other.values;
    int[] toIndices = indices;
    float[] toValues = values;
    for (int k = 0; k < n; k++) {
      int index = fromIndices[k];
      float value = fromValues[k];
      toIndices[k] = index;
      toValues[k] = value;
      table[index] = value;
    }
  }

  private void reserve(int size, boolean sparse) {
    if (!owned) {
      indices = NO_INDICES;
      values = NO_VALUES;
      owned = true;
    }
    if (values.length < size) {
      values = new float[Math.max(size, 2 * values.length)];
    }
    if (sparse && indices.length < size) {
      indices = new int[values.length];
    }
    this.size = size;
    this.sparse = sparse;
    changes++;
  }

  public boolean isSparse() {
    return sparse;
  }

  /** Number of stored elements: the dimension of a dense vector, the non-zeros of a sparse one. */
  public int size() {
    return size;
  }

  /** Position of the k-th stored element. */
  public int index(int k) {
    return sparse ? indices[k] : k;
  }

  /** Positions, int[≥ size], ascending; meaningful for a sparse vector only. */
  public int[] indices() {
    return indices;
  }

  /** Values, float[≥ size]. */
  public float[] values() {
    return values;
  }

  /** ⟨weights, this⟩ in canonical order over the stored elements. */
  public double dot(double[] weights) {
    return sparse ? Gather.dot(weights, indices, values, size) : Kernels.dot(weights, values, size);
  }

  /** sums ← sums + factor · this. */
  public void addTo(double[] sums, double factor) {
    if (!sparse) {
      Kernels.add(sums, factor, values, size);
      return;
    }
    for (int k = 0; k < size; k++) {
      sums[indices[k]] += factor * values[k];
    }
  }

  /** |this|² in canonical order over the stored elements. */
  public double squaredNorm() {
    return Kernels.dot(values, values, size);
  }

  /** Counts how often this was filled; whoever remembers something about it looks here first. */
  int changes() {
    return changes;
  }

  @Override
  public String toString() {
    String v = Arrays.toString(Arrays.copyOf(values, size));
    return sparse ? Arrays.toString(Arrays.copyOf(indices, size)) + ":" + v : v;
  }
}
