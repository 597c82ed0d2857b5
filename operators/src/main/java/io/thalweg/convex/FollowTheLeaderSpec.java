package io.thalweg.convex;

/**
 * {@link OptimisticFollowTheLeader}, by its parts.
 *
 * @param domain any, the whole space too
 * @param curvature μ: the losses' expectations are μ-strongly convex; in [1e-60, 1e60]
 */
public record FollowTheLeaderSpec(Domain domain, double curvature, Hint hint)
    implements OptimizerSpec {
  /** Checks the curvature. */
  public FollowTheLeaderSpec {
    Check.divisor("curvature", curvature);
    Check.ownHint(hint);
  }

  @Override
  public OptimisticFollowTheLeader optimizer(int dimension) {
    return new OptimisticFollowTheLeader(this, dimension);
  }

  @Override
  public String canonical() {
    return Word.of("follow-the-leader", domain.canonical(), curvature, hint.canonical());
  }
}
