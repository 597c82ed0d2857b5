package io.thalweg.convex;

import io.thalweg.math.Kernels;

/**
 * Sums and updates over stretches of arrays of doubles, sums in the canonical order of {@link
 * Kernels}. A stretch is an array and where it begins.
 */
final class Vectors {
  private Vectors() {}

  /** ⟨a, b⟩. */
  static double dot(double[] a, int i, double[] b, int j, int n) {
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
      s0 += a[i + k] * b[j + k];
      s1 += a[i + k + 1] * b[j + k + 1];
      s2 += a[i + k + 2] * b[j + k + 2];
      s3 += a[i + k + 3] * b[j + k + 3];
      s4 += a[i + k + 4] * b[j + k + 4];
      s5 += a[i + k + 5] * b[j + k + 5];
      s6 += a[i + k + 6] * b[j + k + 6];
      s7 += a[i + k + 7] * b[j + k + 7];
    }
    for (; k < n; k++) {
      double product = a[i + k] * b[j + k];
      switch (k & 7) {
        case 0 -> s0 += product;
        case 1 -> s1 += product;
        case 2 -> s2 += product;
        case 3 -> s3 += product;
        case 4 -> s4 += product;
        case 5 -> s5 += product;
        default -> s6 += product;
      }
    }
    return Kernels.tree(s0, s1, s2, s3, s4, s5, s6, s7);
  }

  /** |a|². */
  static double square(double[] a, int i, int n) {
    return dot(a, i, a, i, n);
  }

  /** |a − b|². */
  static double squaredDistance(double[] a, int i, double[] b, int j, int n) {
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
      double e0 = a[i + k] - b[j + k];
      double e1 = a[i + k + 1] - b[j + k + 1];
      double e2 = a[i + k + 2] - b[j + k + 2];
      double e3 = a[i + k + 3] - b[j + k + 3];
      double e4 = a[i + k + 4] - b[j + k + 4];
      double e5 = a[i + k + 5] - b[j + k + 5];
      double e6 = a[i + k + 6] - b[j + k + 6];
      double e7 = a[i + k + 7] - b[j + k + 7];
      s0 += e0 * e0;
      s1 += e1 * e1;
      s2 += e2 * e2;
      s3 += e3 * e3;
      s4 += e4 * e4;
      s5 += e5 * e5;
      s6 += e6 * e6;
      s7 += e7 * e7;
    }
    for (; k < n; k++) {
      double e = a[i + k] - b[j + k];
      double square = e * e;
      switch (k & 7) {
        case 0 -> s0 += square;
        case 1 -> s1 += square;
        case 2 -> s2 += square;
        case 3 -> s3 += square;
        case 4 -> s4 += square;
        case 5 -> s5 += square;
        default -> s6 += square;
      }
    }
    return Kernels.tree(s0, s1, s2, s3, s4, s5, s6, s7);
  }

  /** a ← a + factor·v. */
  static void add(double[] a, int i, double factor, double[] v, int j, int n) {
    for (int k = 0; k < n; k++) {
      a[i + k] += factor * v[j + k];
    }
  }

  /** y ← x − step·v. */
  static void step(double[] y, double[] x, int i, double step, double[] v, int j, int n) {
    for (int k = 0; k < n; k++) {
      y[k] = x[i + k] - step * v[j + k];
    }
  }

  /** a ← factor·a. */
  static void scale(double[] a, int i, double factor, int n) {
    for (int k = 0; k < n; k++) {
      a[i + k] *= factor;
    }
  }

  /** The largest element. */
  static double max(double[] a, int i, int n) {
    double max = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < n; k++) {
      max = Math.max(max, a[i + k]);
    }
    return max;
  }

  /** The elements' sum, in the canonical order. */
  static double sum(double[] a, int i, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    for (int k = 0; k < n; k++) {
      double element = a[i + k];
      switch (k & 7) {
        case 0 -> s0 += element;
        case 1 -> s1 += element;
        case 2 -> s2 += element;
        case 3 -> s3 += element;
        case 4 -> s4 += element;
        case 5 -> s5 += element;
        case 6 -> s6 += element;
        default -> s7 += element;
      }
    }
    return Kernels.tree(s0, s1, s2, s3, s4, s5, s6, s7);
  }
}
