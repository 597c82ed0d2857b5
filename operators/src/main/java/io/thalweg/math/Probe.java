package io.thalweg.math;

import java.util.Arrays;

/**
 * One example beside a vector v and beside the example z before it: the three sums that an
 * optimistic learner needs, in one pass, and the update of v. All sums are in the canonical order
 * of {@link Kernels} over the stored elements of the example, with z's value 0 where it has none.
 *
 * <p>Where the vector has at most {@value #LARGEST_TABLE} elements and the examples are sparse, z
 * is kept spread out in a table of the vector's length, so that meeting it costs one load per
 * element; longer vectors and dense examples go through {@link Overlap}. Which way is taken changes
 * no bit.
 *
 * <p>Protocol: {@link #take}, then any number of reads, then at most one {@link #add}, then at most
 * one {@link #remember}. One owner, one thread; any number of vectors of one length in turn.
 */
public final class Probe {
  private static final int LARGEST_TABLE = 1 << 20;

  private static final FeatureVector NOTHING =
      new FeatureVector().sparse(new int[0], new float[0], 0);

  private final Overlap overlap = new Overlap();

  /** The held example's values, each at its position, zeros elsewhere. */
  private float[] table = {};

  private FeatureVector held = NOTHING;
  private int heldChanges = NOTHING.changes();

  private PagedVector vector = new PagedVector(1);
  private FeatureVector x = NOTHING;
  private boolean gathered;
  private int[] scratch = {};
  private float[] aligned = {};
  private double product;
  private double hintProduct;
  private double squaredNorm;

  /** Looks at an example where there is none before it. */
  public void take(PagedVector vector, FeatureVector x) {
    take(vector, NOTHING, x);
  }

  /** Looks at an example; {@code last} is the one before it, z. */
  public void take(PagedVector vector, FeatureVector last, FeatureVector x) {
    this.vector = vector;
    this.x = x;
    int n = x.size();
    float[] values = x.values();
    gathered = x.isSparse() && last.isSparse() && vector.length() <= LARGEST_TABLE;
    if (!gathered) {
      product = vector.dot(x);
      squaredNorm = Kernels.dot(values, values, n);
      aligned = overlap.align(last, x);
      hintProduct = last == NOTHING ? 0 : Kernels.dot(aligned, values, n);
      return;
    }
    if (scratch.length < n) {
      scratch = new int[Math.max(n, 2 * scratch.length)];
    }
    int[] at = vector.positions(x.indices(), n, scratch);
    if (last != NOTHING) {
      hold(last);
      if (at == x.indices()) {
        gather(vector.slab(), table, at, values, n);
        return;
      }
    }
    product = Gather.dot(vector.slab(), at, values, n);
    squaredNorm = Kernels.dot(values, values, n);
    hintProduct = last == NOTHING ? 0 : Gather.dot(table, x.indices(), values, n);
  }

  /** ⟨v, x⟩. */
  public double product() {
    return product;
  }

  /** ⟨z, x⟩. */
  public double hintProduct() {
    return hintProduct;
  }

  /** |x|². */
  public double squaredNorm() {
    return squaredNorm;
  }

  /** The example. */
  public FeatureVector example() {
    return x;
  }

  /** z at the position of the example's k-th element; only where there is a z. */
  public float hint(int k) {
    return gathered ? table[x.index(k)] : aligned[k];
  }

  /** v ← v + factor · x. */
  public void add(double factor) {
    if (!gathered) {
      vector.add(factor, x);
      return;
    }
    int n = x.size();
    int[] indices = x.indices();
    float[] values = x.values();
    int[] at = vector.positionsToWrite(indices, n, scratch);
    double[] slab = vector.slab();
    byte[] dirty = vector.dirty();
    int shift = vector.shift();
    for (int k = 0; k < n; k++) {
      slab[at[k]] += factor * values[k];
      dirty[indices[k] >>> shift] = 1;
    }
  }

  /** Makes {@code last} a copy of the example: the z of the next one. */
  public void remember(FeatureVector last) {
    boolean holds = last == held && last.changes() == heldChanges;
    if (holds) {
      clear(last);
    }
    if (holds && gathered) {
      last.copyFrom(x, table);
      heldChanges = last.changes();
      return;
    }
    last.copyFrom(x);
    if (holds) {
      held = NOTHING;
      heldChanges = NOTHING.changes();
    }
  }

  private void hold(FeatureVector last) {
    if (last == held && last.changes() == heldChanges) {
      return;
    }
    if (held.changes() == heldChanges) {
      clear(held);
    } else {
      Arrays.fill(table, 0);
    }
    if (table.length < vector.length()) {
      table = new float[vector.length()];
    }
    held = last;
    spread(last);
  }

  private void spread(FeatureVector last) {
    int n = last.size();
    int[] indices = last.indices();
    float[] values = last.values();
    float[] table = this.table;
    for (int j = 0; j < n; j++) {
      table[indices[j]] = values[j];
    }
    heldChanges = last.changes();
  }

  private void clear(FeatureVector last) {
    int n = last.size();
    int[] indices = last.indices();
    float[] table = this.table;
    for (int j = 0; j < n; j++) {
      table[indices[j]] = 0;
    }
  }

  /** Three sums in one pass; by lanes as {@link Kernels} has them, written out for speed. */
  private void gather(double[] v, float[] z, int[] at, float[] x, int n) {
    double a0 = 0;
    double a1 = 0;
    double a2 = 0;
    double a3 = 0;
    double a4 = 0;
    double a5 = 0;
    double a6 = 0;
    double a7 = 0;
    double b0 = 0;
    double b1 = 0;
    double b2 = 0;
    double b3 = 0;
    double b4 = 0;
    double b5 = 0;
    double b6 = 0;
    double b7 = 0;
    double q0 = 0;
    double q1 = 0;
    double q2 = 0;
    double q3 = 0;
    double q4 = 0;
    double q5 = 0;
    double q6 = 0;
    double q7 = 0;
    int k = 0;
    for (; k <= n - 8; k += 8) {
      int i0 = at[k];
      double x0 = x[k];
      a0 += v[i0] * x0;
      b0 += z[i0] * x0;
      q0 += x0 * x0;
      int i1 = at[k + 1];
      double x1 = x[k + 1];
      a1 += v[i1] * x1;
      b1 += z[i1] * x1;
      q1 += x1 * x1;
      int i2 = at[k + 2];
      double x2 = x[k + 2];
      a2 += v[i2] * x2;
      b2 += z[i2] * x2;
      q2 += x2 * x2;
      int i3 = at[k + 3];
      double x3 = x[k + 3];
      a3 += v[i3] * x3;
      b3 += z[i3] * x3;
      q3 += x3 * x3;
      int i4 = at[k + 4];
      double x4 = x[k + 4];
      a4 += v[i4] * x4;
      b4 += z[i4] * x4;
      q4 += x4 * x4;
      int i5 = at[k + 5];
      double x5 = x[k + 5];
      a5 += v[i5] * x5;
      b5 += z[i5] * x5;
      q5 += x5 * x5;
      int i6 = at[k + 6];
      double x6 = x[k + 6];
      a6 += v[i6] * x6;
      b6 += z[i6] * x6;
      q6 += x6 * x6;
      int i7 = at[k + 7];
      double x7 = x[k + 7];
      a7 += v[i7] * x7;
      b7 += z[i7] * x7;
      q7 += x7 * x7;
    }
    if (k < n) {
      int i0 = at[k];
      double x0 = x[k];
      a0 += v[i0] * x0;
      b0 += z[i0] * x0;
      q0 += x0 * x0;
    }
    if (k + 1 < n) {
      int i1 = at[k + 1];
      double x1 = x[k + 1];
      a1 += v[i1] * x1;
      b1 += z[i1] * x1;
      q1 += x1 * x1;
    }
    if (k + 2 < n) {
      int i2 = at[k + 2];
      double x2 = x[k + 2];
      a2 += v[i2] * x2;
      b2 += z[i2] * x2;
      q2 += x2 * x2;
    }
    if (k + 3 < n) {
      int i3 = at[k + 3];
      double x3 = x[k + 3];
      a3 += v[i3] * x3;
      b3 += z[i3] * x3;
      q3 += x3 * x3;
    }
    if (k + 4 < n) {
      int i4 = at[k + 4];
      double x4 = x[k + 4];
      a4 += v[i4] * x4;
      b4 += z[i4] * x4;
      q4 += x4 * x4;
    }
    if (k + 5 < n) {
      int i5 = at[k + 5];
      double x5 = x[k + 5];
      a5 += v[i5] * x5;
      b5 += z[i5] * x5;
      q5 += x5 * x5;
    }
    if (k + 6 < n) {
      int i6 = at[k + 6];
      double x6 = x[k + 6];
      a6 += v[i6] * x6;
      b6 += z[i6] * x6;
      q6 += x6 * x6;
    }
    product = Kernels.tree(a0, a1, a2, a3, a4, a5, a6, a7);
    hintProduct = Kernels.tree(b0, b1, b2, b3, b4, b5, b6, b7);
    squaredNorm = Kernels.tree(q0, q1, q2, q3, q4, q5, q6, q7);
  }
}
