package io.thalweg.convex;

import java.util.Arrays;

/**
 * The factor L of a positive definite matrix H = L·L', n × n, kept in a stretch of n(n + 1)/2
 * doubles: the columns of the lower triangle one after another, each from its diagonal down, so
 * that every loop below runs along a column.
 */
final class Cholesky {
  private final int n;

  /** For matrices of n rows. */
  Cholesky(int n) {
    this.n = n;
  }

  /** Length of a factor's stretch. */
  int length() {
    return n * (n + 1) / 2;
  }

  /** Where the diagonal element of a column stands, in a stretch that begins at 0. */
  private int diagonal(int column) {
    return column * n - column * (column - 1) / 2;
  }

  /** H ← diagonal·I. */
  void scaledIdentity(double[] l, int at, double diagonal) {
    Arrays.fill(l, at, at + length(), 0);
    double root = Math.sqrt(diagonal);
    for (int k = 0; k < n; k++) {
      l[at + diagonal(k)] = root;
    }
  }

  /**
   * H ← H + w·w', by rotations of L's columns with w: as stable as a factorization from scratch,
   * and however unlike w and H are in size. O(n²).
   *
   * @param w double[n], overwritten
   */
  void update(double[] l, int at, double[] w) {
    rotate(l, at, w, 0);
  }

  /**
   * H ← H + shift·I. O(n³).
   *
   * @param w double[n], overwritten
   */
  void shift(double[] l, int at, double shift, double[] w) {
    double root = Math.sqrt(shift);
    for (int k = 0; k < n; k++) {
      Arrays.fill(w, 0);
      w[k] = root;
      rotate(l, at, w, k);
    }
  }

  /** {@link #update} for a w that is 0 before {@code first}. */
  private void rotate(double[] l, int at, double[] w, int first) {
    for (int k = first; k < n; k++) {
      if (w[k] == 0) {
        continue;
      }
      int column = at + diagonal(k) - k;
      double before = l[column + k];
      double after = Math.sqrt(before * before + w[k] * w[k]);
      double cosine = before / after;
      double sine = w[k] / after;
      l[column + k] = after;
      for (int i = k + 1; i < n; i++) {
        double element = l[column + i];
        l[column + i] = cosine * element + sine * w[i];
        w[i] = cosine * w[i] - sine * element;
      }
    }
  }

  /** b ← L⁻¹·b. O(n²). */
  void solveLower(double[] l, int at, double[] b) {
    for (int k = 0; k < n; k++) {
      int diagonal = at + diagonal(k);
      b[k] /= l[diagonal];
      Vectors.add(b, k + 1, -b[k], l, diagonal + 1, n - k - 1);
    }
  }

  /** b ← L'⁻¹·b; behind {@link #solveLower} that makes b ← H⁻¹·b. O(n²). */
  void solveUpper(double[] l, int at, double[] b) {
    for (int k = n - 1; k >= 0; k--) {
      int diagonal = at + diagonal(k);
      b[k] = (b[k] - Vectors.dot(l, diagonal + 1, b, k + 1, n - k - 1)) / l[diagonal];
    }
  }

  /** y ← H·x. O(n²). */
  void multiply(double[] l, int at, double[] x, double[] y) {
    Arrays.fill(y, 0);
    for (int k = 0; k < n; k++) {
      int diagonal = at + diagonal(k);
      double product = Vectors.dot(l, diagonal, x, k, n - k);
      Vectors.add(y, k, product, l, diagonal, n - k);
    }
  }
}
