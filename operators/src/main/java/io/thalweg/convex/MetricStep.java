package io.thalweg.convex;

/**
 * The step of Newton's kind on a ball: argmin ⟨v, x⟩ + (x − x̂)'H(x − x̂)/2 over |x| ≤ radius, for
 * an H told by its {@link Cholesky} factor.
 *
 * <p>Where the free minimum x̂ − H⁻¹v lies in the ball, that is all: O(n²). Else x = x̂ − (H +
 * μI)⁻¹(v + μx̂) for the μ that puts it on the sphere: Newton's method on 1/|x(μ)| = 1/radius,
 * which is concave in μ, so that it comes from the left and needs no safeguard; 3 to 7 iterations
 * of O(n³) as a rule.
 */
final class MetricStep {
  private static final double TOLERANCE = 1e-14;
  private static final int MOST_ITERATIONS = 100;

  private final Cholesky cholesky;
  private final double radius;
  private final double[] scratch;
  private final double[] shifted;

  MetricStep(Cholesky cholesky, double radius, int n) {
    this.cholesky = cholesky;
    this.radius = radius;
    this.scratch = new double[n];
    this.shifted = new double[cholesky.length()];
  }

  /**
   * x ← the minimum.
   *
   * @param state holds the factor at {@code factorAt} and x̂ at {@code secondaryAt}
   * @return μ, 0 where the minimum is free
   */
  double minimize(double[] state, int factorAt, int secondaryAt, double[] v, int at, double[] x) {
    solve(state, factorAt, state, secondaryAt, v, at, 0, x);
    double norm = Math.sqrt(Vectors.square(x, 0, x.length));
    if (norm <= radius) {
      return 0;
    }
    System.arraycopy(state, factorAt, shifted, 0, shifted.length);
    double multiplier = 0;
    for (int k = 0; k < MOST_ITERATIONS; k++) {
      System.arraycopy(x, 0, scratch, 0, x.length);
      cholesky.solveLower(shifted, 0, scratch);
      double slope = Vectors.square(scratch, 0, x.length);
      double move = norm * norm / slope * ((norm - radius) / radius);
      if (Math.abs(norm - radius) <= TOLERANCE * radius || move <= 0) {
        break;
      }
      multiplier += move;
      cholesky.shift(shifted, 0, move, scratch);
      solve(shifted, 0, state, secondaryAt, v, at, multiplier, x);
      norm = Math.sqrt(Vectors.square(x, 0, x.length));
    }
    return multiplier;
  }

  /** x ← x̂ − (L·L')⁻¹(v + multiplier·x̂). */
  private void solve(
      double[] l,
      int lAt,
      double[] state,
      int secondaryAt,
      double[] v,
      int at,
      double multiplier,
      double[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = v[at + i] + multiplier * state[secondaryAt + i];
    }
    cholesky.solveLower(l, lAt, x);
    cholesky.solveUpper(l, lAt, x);
    for (int i = 0; i < x.length; i++) {
      x[i] = state[secondaryAt + i] - x[i];
    }
  }
}
