package io.thalweg.convex;

/**
 * {@link OptimisticNewton}, by its parts. The metric begins at H = (regularity +
 * curvature/2·directionBound²)·I.
 *
 * @param domain a ball
 * @param directionBound the largest norm of a direction that the metric grows along: of a gradient,
 *     or of an example's features
 * @param curvature β of exp-concave losses ({@link #ofExpConcave}); or the least second derivative
 *     h of a generalized linear model's loss, 1 for squared loss; in [1e-60, 1e60]
 * @param regularity c₀, 1 in the paper; depends on the unit of x; in [1e-60, 1e60]
 */
public record NewtonSpec(
    Ball domain, double directionBound, double curvature, double regularity, Hint hint)
    implements OptimizerSpec {
  /** Checks all. */
  public NewtonSpec {
    Check.constant("directionBound", directionBound);
    Check.divisor("curvature", curvature);
    Check.divisor("regularity", regularity);
    Check.ownHint(hint);
  }

  /**
   * The paper's: β = min(1/(4GD), α)/2 for α-exp-concave losses with gradients of norms at most G,
   * c₀ = 1.
   */
  public static NewtonSpec ofExpConcave(
      Ball domain, double gradientBound, double concavity, Hint hint) {
    double curvature = Math.min(1 / (4 * gradientBound * domain.diameter(1)), concavity) / 2;
    return new NewtonSpec(domain, gradientBound, curvature, 1, hint);
  }

  @Override
  public OptimisticNewton optimizer(int dimension) {
    return new OptimisticNewton(this, dimension);
  }

  @Override
  public String canonical() {
    return Word.of(
        "newton", domain.canonical(), directionBound, curvature, regularity, hint.canonical());
  }
}
