package io.thalweg.math;

import java.util.Arrays;

/**
 * The triangular factor R of a positive definite matrix A = RᵀR, packed by rows in an array that
 * the caller owns: row k holds R's elements k to n − 1. It is never factored anew: adding x·xᵀ to A
 * updates R in place (Gill, Golub, Murray, Saunders: Methods for Modifying Matrix Factorizations,
 * Mathematics of Computation 28, 1974), which keeps A positive definite whatever is rounded, where
 * an inverse kept by Sherman and Morrison's formula drifts and has to be refreshed.
 *
 * <p>Leading zeros of x cost nothing, and where A falls into blocks, only x's block costs.
 */
public final class Cholesky {
  private final int n;

  /** Matrices of order {@code n}. */
  public Cholesky(int n) {
    this.n = n;
  }

  /** Length of a factor: n(n+1)/2. */
  public int length() {
    return n * (n + 1) / 2;
  }

  private int row(int k) {
    return k * (2 * n - k + 1) / 2 - k;
  }

  /** R ← √diagonal · I, so that A = diagonal · I. */
  public void start(double[] factor, double diagonal) {
    Arrays.fill(factor, 0, length(), 0);
    for (int k = 0; k < n; k++) {
      factor[row(k) + k] = Math.sqrt(diagonal);
    }
  }

  /** A ← A + x·xᵀ; {@code x}, double[n], is destroyed. O(n²). */
  public void add(double[] factor, double[] x) {
    for (int k = 0; k < n; k++) {
      double xk = x[k];
      if (xk == 0) {
        continue;
      }
      int row = row(k);
      double old = factor[row + k];
      double diagonal = Math.sqrt(old * old + xk * xk);
      double c = old / diagonal;
      double s = xk / diagonal;
      factor[row + k] = diagonal;
      for (int i = k + 1; i < n; i++) {
        double r = factor[row + i];
        factor[row + i] = c * r + s * x[i];
        x[i] = c * x[i] - s * r;
      }
    }
  }

  /** x ← R⁻ᵀ·x, so that |x|² becomes xᵀA⁻¹x. O(n²). */
  public void solveTransposed(double[] factor, double[] x) {
    for (int k = 0; k < n; k++) {
      if (x[k] == 0) {
        continue;
      }
      int row = row(k);
      double xk = x[k] / factor[row + k];
      x[k] = xk;
      for (int i = k + 1; i < n; i++) {
        x[i] -= xk * factor[row + i];
      }
    }
  }

  /** x ← R⁻¹·x; of {@link #solveTransposed}'s result it makes A⁻¹x. O(n²). */
  public void solve(double[] factor, double[] x) {
    for (int k = n - 1; k >= 0; k--) {
      int row = row(k);
      x[k] = (x[k] - dot(factor, row, x, k + 1)) / factor[row + k];
    }
  }

  /** Σ factor[row + i] · x[i] from {@code from} to n − 1, in eight lanes. */
  private double dot(double[] factor, int row, double[] x, int from) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int i = from;
    for (; i <= n - 8; i += 8) {
      s0 += factor[row + i] * x[i];
      s1 += factor[row + i + 1] * x[i + 1];
      s2 += factor[row + i + 2] * x[i + 2];
      s3 += factor[row + i + 3] * x[i + 3];
      s4 += factor[row + i + 4] * x[i + 4];
      s5 += factor[row + i + 5] * x[i + 5];
      s6 += factor[row + i + 6] * x[i + 6];
      s7 += factor[row + i + 7] * x[i + 7];
    }
    for (; i < n; i++) {
      double product = factor[row + i] * x[i];
      switch ((i - from) & 7) {
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
}
