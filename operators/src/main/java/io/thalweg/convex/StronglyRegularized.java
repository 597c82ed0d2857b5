package io.thalweg.convex;

/**
 * 1 / (λ·round), for convex losses met together with a regularizer r that is λ-strongly convex and
 * is handled exactly, as ridge regression is by {@link L2}: a quarter of {@link StronglyConvex}'s
 * constant, and the variation does not hold the regularizer. With a_t = |g_t − M_t|², g of the loss
 * alone, and any u of the domain, of diameter D,
 *
 * <pre>  Σ ⟨g, x − u⟩ + r(x) − r(u)  ≤  λD²/2 + Σ a_t / (λ(t + 1))</pre>
 *
 * @param curvature λ, at most that of the regularizer, in [1e-60, 1e60]
 */
public record StronglyRegularized(double curvature) implements StepRule {
  /** Checks the curvature. */
  public StronglyRegularized {
    Check.divisor("curvature", curvature);
  }

  @Override
  public double of(double diameter, double variation, long round) {
    return 1 / (curvature * round);
  }

  @Override
  public String canonical() {
    return Word.of("strongly-regularized", curvature);
  }
}
