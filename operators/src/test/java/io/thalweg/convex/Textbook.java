package io.thalweg.convex;

/** What textbooks have, as they have it. */
final class Textbook {
  private Textbook() {}

  /** The factor L of H = L·L', both by the columns of their lower triangles. */
  static void factor(int n, double[] h, double[] l) {
    double[][] full = new double[n][n];
    int at = 0;
    for (int j = 0; j < n; j++) {
      for (int i = j; i < n; i++) {
        double element = h[at];
        for (int k = 0; k < j; k++) {
          element -= full[i][k] * full[j][k];
        }
        full[i][j] = i == j ? Math.sqrt(element) : element / full[j][j];
        l[at++] = full[i][j];
      }
    }
  }
}
