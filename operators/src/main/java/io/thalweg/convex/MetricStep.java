package io.thalweg.convex;

/**
 * The step of Newton's kind on a ball: argmin ⟨v, x⟩ + (x − x̂)'H(x − x̂)/2 over |x| ≤ radius, for
 * an H told by its {@link Cholesky} factor.
 *
 * <p>Where the free minimum x̂ − H⁻¹v lies in the ball, that is all: O(n²). Else x = (H + μI)⁻¹b, b
 * = Hx̂ − v, for the μ that puts it on the sphere: Newton's method on 1/|x(μ)| = 1/radius, which is
 * concave in μ, so that it comes from the left and needs no safeguard; 3 to 7 factorizations of
 * O(n³) as a rule.
 */
final class MetricStep {
  private static final double TOLERANCE = 1e-14;
  private static final int MOST_ITERATIONS = 100;

  private final Cholesky cholesky;
  private final double radius;
  private final double[] b;
  private final double[] root;
  private final double[] matrix;
  private final double[] shifted;

  MetricStep(Cholesky cholesky, double radius, int n) {
    this.cholesky = cholesky;
    this.radius = radius;
    this.b = new double[n];
    this.root = new double[n];
    this.matrix = new double[cholesky.length()];
    this.shifted = new double[cholesky.length()];
  }

  /**
   * x ← the minimum.
   *
   * @param state holds the factor at {@code factorAt} and x̂ at {@code secondaryAt}
   * @return μ, 0 where the minimum is free
   */
  double minimize(double[] state, int factorAt, int secondaryAt, double[] v, int at, double[] x) {
    int n = x.length;
    System.arraycopy(v, at, x, 0, n);
    cholesky.solveLower(state, factorAt, x);
    cholesky.solveUpper(state, factorAt, x);
    for (int i = 0; i < n; i++) {
      x[i] = state[secondaryAt + i] - x[i];
    }
    double norm = Math.sqrt(Vectors.square(x, 0, n));
    if (norm <= radius) {
      return 0;
    }
    cholesky.multiply(state, factorAt, state, secondaryAt, b);
    Vectors.add(b, 0, -1, v, at, n);
    cholesky.square(state, factorAt, matrix);
    System.arraycopy(state, factorAt, shifted, 0, shifted.length);
    double multiplier = 0;
    for (int k = 0; k < MOST_ITERATIONS; k++) {
      System.arraycopy(x, 0, root, 0, n);
      cholesky.solveLower(shifted, 0, root);
      double slope = Vectors.square(root, 0, n);
      double move = norm * norm / slope * ((norm - radius) / radius);
      if (Math.abs(norm - radius) <= TOLERANCE * radius || move <= 0) {
        break;
      }
      multiplier += move;
      cholesky.factor(matrix, multiplier, shifted);
      System.arraycopy(b, 0, x, 0, n);
      cholesky.solveLower(shifted, 0, x);
      cholesky.solveUpper(shifted, 0, x);
      norm = Math.sqrt(Vectors.square(x, 0, n));
    }
    return multiplier;
  }
}
