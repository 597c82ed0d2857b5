package io.thalweg.mirror;

import io.thalweg.math.VectorTwin;

/**
 * What three experts do with the rows of one example's features, one pass each. A row holds, for
 * its feature,
 *
 * <pre>
 *   w0 w1 w2  the experts' weights
 *   N         events that had the feature
 *   q0 q1 q2  Σ g², of the experts' gradients g in it, the past forgotten
 *   p         Σ x², of its values x; the scale of the feature is a = √(p/N)
 * </pre>
 *
 * so that N and p are a fourth lane beside the experts' three. Whoever implements this gives the
 * same bits: sums run over the features from left to right, for each lane alone.
 *
 * <p>In all methods, {@code at} is where the row of each feature begins in {@code cells}, {@code x}
 * its value, which is not 0, and what is told or asked for each lane is a double[4].
 */
interface ExpertKernels {
  /** Experts: three, so that a row has eight cells. */
  int EXPERTS = 3;

  /** Lanes, the experts' first. */
  int LANES = 4;

  /** Where N stands in a row. */
  int COUNT = 3;

  /** Where q0 stands in a row. */
  int GRADIENTS = 4;

  /** Where p stands in a row. */
  int SQUARES = 7;

  /** Events after which a feature's scale counts as known. */
  double KNOWN = 16;

  /** margins ← ⟨w_k, x⟩, values being {@link #bounded}; the fourth lane is of no meaning. */
  void margins(double[] cells, int[] at, double[] x, int n, double[] margins);

  /**
   * Counts the example in, and finds how far each weight goes per unit of slope:
   *
   * <pre>  moves = reach·x / (a²·guard + a·√q) = reach·x·N / (p·guard + √(p·N·q))</pre>
   *
   * @param keep what is left of past gradients; 1 in the fourth lane
   * @param squares of the experts' slopes; 1 in the fourth lane
   * @param reach 0 in the fourth lane
   * @param guard above 0
   * @param moves double[≥ 4·n], written
   * @param curvatures written: Σ moves·x, how far the margins go per unit of slope
   */
  void prepare(
      double[] cells,
      int[] at,
      double[] x,
      int n,
      double[] keep,
      double[] squares,
      double[] reach,
      double[] guard,
      double[] moves,
      double[] curvatures);

  /**
   * w_k ← w_k − slopes·moves.
   *
   * @param slopes 0 in the fourth lane
   */
  void move(double[] cells, int[] at, int n, double[] moves, double[] slopes);

  /**
   * A value as it counts in a margin: at most N·√p in size while the feature's scale is hardly
   * known, since its weight says nothing about values far beyond those it was learned from.
   */
  static double bounded(double[] cells, int row, double value) {
    double count = cells[row + COUNT];
    double squares = cells[row + SQUARES];
    // Reading both ends of the row first has the whole of it fetched at once.
    return value * value <= count * count * squares || count >= KNOWN
        ? value
        : Math.copySign(count * Math.sqrt(squares), value);
  }

  /**
   * Shrinks the weights of features whose values are {@link #bounded}, so that they say of the
   * whole value what they said of the bounded one; before {@link #prepare}.
   */
  static void settle(double[] cells, int[] at, double[] x, int n) {
    for (int k = 0; k < n; k++) {
      int row = at[k];
      double bounded = bounded(cells, row, x[k]);
      if (bounded != x[k]) {
        double shrink = bounded / x[k];
        cells[row] *= shrink;
        cells[row + 1] *= shrink;
        cells[row + 2] *= shrink;
      }
    }
  }

  /** The fastest there are. */
  static ExpertKernels fastest() {
    return VectorTwin.orElse(ExpertKernels.class, "VectorExpertKernels", new Scalar());
  }

  /** Plain loops, a variable for each lane. */
  final class Scalar implements ExpertKernels {
    @Override
    public void margins(double[] cells, int[] at, double[] x, int n, double[] margins) {
      double m0 = 0;
      double m1 = 0;
      double m2 = 0;
      for (int k = 0; k < n; k++) {
        int row = at[k];
        double value = bounded(cells, row, x[k]);
        m0 += cells[row] * value;
        m1 += cells[row + 1] * value;
        m2 += cells[row + 2] * value;
      }
      margins[0] = m0;
      margins[1] = m1;
      margins[2] = m2;
    }

    @Override
    public void prepare(
        double[] cells,
        int[] at,
        double[] x,
        int n,
        double[] keep,
        double[] squares,
        double[] reach,
        double[] guard,
        double[] moves,
        double[] curvatures) {
      double c0 = 0;
      double c1 = 0;
      double c2 = 0;
      for (int k = 0; k < n; k++) {
        int row = at[k];
        double value = x[k];
        double square = value * value;
        double count = cells[row + COUNT] + 1;
        double p = cells[row + SQUARES] + square;
        double q0 = cells[row + GRADIENTS] * keep[0] + squares[0] * square;
        double q1 = cells[row + GRADIENTS + 1] * keep[1] + squares[1] * square;
        double q2 = cells[row + GRADIENTS + 2] * keep[2] + squares[2] * square;
        cells[row + COUNT] = count;
        cells[row + GRADIENTS] = q0;
        cells[row + GRADIENTS + 1] = q1;
        cells[row + GRADIENTS + 2] = q2;
        cells[row + SQUARES] = p;
        double scaled = count * value;
        double both = count * p;
        double d0 = reach[0] * scaled / (guard[0] * p + Math.sqrt(q0 * both));
        double d1 = reach[1] * scaled / (guard[1] * p + Math.sqrt(q1 * both));
        double d2 = reach[2] * scaled / (guard[2] * p + Math.sqrt(q2 * both));
        moves[LANES * k] = d0;
        moves[LANES * k + 1] = d1;
        moves[LANES * k + 2] = d2;
        c0 += d0 * value;
        c1 += d1 * value;
        c2 += d2 * value;
      }
      curvatures[0] = c0;
      curvatures[1] = c1;
      curvatures[2] = c2;
    }

    @Override
    public void move(double[] cells, int[] at, int n, double[] moves, double[] slopes) {
      for (int k = 0; k < n; k++) {
        int row = at[k];
        cells[row] -= slopes[0] * moves[LANES * k];
        cells[row + 1] -= slopes[1] * moves[LANES * k + 1];
        cells[row + 2] -= slopes[2] * moves[LANES * k + 2];
      }
    }
  }
}
