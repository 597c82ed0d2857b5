package io.thalweg.convex;

/**
 * {@link ExponentialWeights}, by its parts.
 *
 * @param domain simplex or L1 ball
 * @param step its gradientBound bounds every coordinate of a gradient
 */
public record ExponentialWeightsSpec(Domain domain, Convex step, Hint hint)
    implements OptimizerSpec {
  /** Checks the domain. */
  public ExponentialWeightsSpec {
    if (!(domain instanceof Simplex || domain instanceof L1Ball)) {
      throw new IllegalArgumentException(
          "exponential weights must have a simplex or an L1 ball: domain=" + domain.canonical());
    }
    Check.ownHint(hint);
  }

  @Override
  public ExponentialWeights optimizer(int dimension) {
    return new ExponentialWeights(this, dimension);
  }

  @Override
  public String canonical() {
    return Word.of("exponential-weights", domain.canonical(), step.canonical(), hint.canonical());
  }
}
