package io.thalweg.convex;

/**
 * {@link DynamicEnsemble}, by its parts.
 *
 * @param domain of finite diameter
 * @param gradientBound G, the largest norm of a gradient, in [1e-60, 1e60]
 * @param smoothness L, of the losses' expectations, in [1e-60, 1e60]
 * @param horizon T, the most rounds that the theory holds for; a larger one costs bases, half of
 *     log₂ of it in all
 * @param largestStep of a base; 1/(8L) is the theory's, a larger one follows faster where there is
 *     little noise
 */
public record EnsembleSpec(
    Domain domain,
    double gradientBound,
    double smoothness,
    double horizon,
    double largestStep,
    Hint hint)
    implements OptimizerSpec {
  /** More rounds than any stream has. */
  public static final double UNKNOWN_HORIZON = 0x1p40;

  /** Checks all. */
  public EnsembleSpec {
    if (domain instanceof WholeSpace) {
      throw new IllegalArgumentException(
          "an ensemble must have a bounded domain: domain=" + domain.canonical());
    }
    Check.divisor("gradientBound", gradientBound);
    Check.divisor("smoothness", smoothness);
    Check.divisor("largestStep", largestStep);
    Check.ownHint(hint);
    if (!(horizon >= 1 && horizon <= UNKNOWN_HORIZON)) {
      throw new IllegalArgumentException(
          "horizon must be in [1, " + UNKNOWN_HORIZON + "]: horizon=" + horizon);
    }
  }

  /** The theory's, for a horizon that is not known. */
  public EnsembleSpec(Domain domain, double gradientBound, double smoothness) {
    this(domain, gradientBound, smoothness, UNKNOWN_HORIZON);
  }

  /** The theory's. */
  public EnsembleSpec(Domain domain, double gradientBound, double smoothness, double horizon) {
    this(domain, gradientBound, smoothness, horizon, 1 / (8 * smoothness), Hint.LAST_GRADIENT);
  }

  @Override
  public DynamicEnsemble optimizer(int dimension) {
    return new DynamicEnsemble(this, dimension);
  }

  @Override
  public String canonical() {
    return Word.of(
        "ensemble",
        domain.canonical(),
        gradientBound,
        smoothness,
        horizon,
        largestStep,
        hint.canonical());
  }
}
