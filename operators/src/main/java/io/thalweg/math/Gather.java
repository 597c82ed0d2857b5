package io.thalweg.math;

/** Sums over scattered elements, in the canonical order of {@link Kernels}. */
final class Gather {
  private Gather() {}

  /** The sum of v[at[k]] · x[k] over the first {@code n} k. */
  static double dot(double[] v, int[] at, float[] x, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int k = 0;
    for (; k <= n - 8; k += 8) {
      s0 += v[at[k]] * x[k];
      s1 += v[at[k + 1]] * x[k + 1];
      s2 += v[at[k + 2]] * x[k + 2];
      s3 += v[at[k + 3]] * x[k + 3];
      s4 += v[at[k + 4]] * x[k + 4];
      s5 += v[at[k + 5]] * x[k + 5];
      s6 += v[at[k + 6]] * x[k + 6];
      s7 += v[at[k + 7]] * x[k + 7];
    }
    if (k < n) {
      s0 += v[at[k]] * x[k];
    }
    if (k + 1 < n) {
      s1 += v[at[k + 1]] * x[k + 1];
    }
    if (k + 2 < n) {
      s2 += v[at[k + 2]] * x[k + 2];
    }
    if (k + 3 < n) {
      s3 += v[at[k + 3]] * x[k + 3];
    }
    if (k + 4 < n) {
      s4 += v[at[k + 4]] * x[k + 4];
    }
    if (k + 5 < n) {
      s5 += v[at[k + 5]] * x[k + 5];
    }
    if (k + 6 < n) {
      s6 += v[at[k + 6]] * x[k + 6];
    }
    return Kernels.tree(s0, s1, s2, s3, s4, s5, s6, s7);
  }

  /** The sum of v[at[k]] · x[k], in double, over the first {@code n} k. */
  static double dot(float[] v, int[] at, float[] x, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int k = 0;
    for (; k <= n - 8; k += 8) {
      s0 += v[at[k]] * (double) x[k];
      s1 += v[at[k + 1]] * (double) x[k + 1];
      s2 += v[at[k + 2]] * (double) x[k + 2];
      s3 += v[at[k + 3]] * (double) x[k + 3];
      s4 += v[at[k + 4]] * (double) x[k + 4];
      s5 += v[at[k + 5]] * (double) x[k + 5];
      s6 += v[at[k + 6]] * (double) x[k + 6];
      s7 += v[at[k + 7]] * (double) x[k + 7];
    }
    if (k < n) {
      s0 += v[at[k]] * (double) x[k];
    }
    if (k + 1 < n) {
      s1 += v[at[k + 1]] * (double) x[k + 1];
    }
    if (k + 2 < n) {
      s2 += v[at[k + 2]] * (double) x[k + 2];
    }
    if (k + 3 < n) {
      s3 += v[at[k + 3]] * (double) x[k + 3];
    }
    if (k + 4 < n) {
      s4 += v[at[k + 4]] * (double) x[k + 4];
    }
    if (k + 5 < n) {
      s5 += v[at[k + 5]] * (double) x[k + 5];
    }
    if (k + 6 < n) {
      s6 += v[at[k + 6]] * (double) x[k + 6];
    }
    return Kernels.tree(s0, s1, s2, s3, s4, s5, s6, s7);
  }
}
