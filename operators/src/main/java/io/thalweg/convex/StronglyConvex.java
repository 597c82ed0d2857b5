package io.thalweg.convex;

/**
 * 2 / (λ·round), for losses whose expectations are λ-strongly convex: no bound on gradients, no
 * smoothness, no horizon. With a_t = |g_t − M_t|² and any u of the domain, of diameter D,
 *
 * <pre>  Σ ⟨g, x − u⟩ − (λ/2)|x − u|²  ≤  λD²/4 + Σ (2 a_t / (λt))·(1 + 1/t)</pre>
 *
 * (Chen, Zhang, Tu, Zhao, Zhang, ICML 2023).
 *
 * @param curvature λ, of the losses, in [1e-60, 1e60]
 */
public record StronglyConvex(double curvature) implements StepRule {
  /** Checks the curvature. */
  public StronglyConvex {
    Check.divisor("curvature", curvature);
  }

  @Override
  public double of(double diameter, double variation, long round) {
    return 2 / (curvature * round);
  }

  @Override
  public String canonical() {
    return Word.of("strongly-convex", curvature);
  }
}
