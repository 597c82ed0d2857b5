package io.thalweg.convex;

import java.util.Objects;

/**
 * {@link OptimisticMirrorDescent}, by its parts.
 *
 * @param domain of finite diameter
 * @param step {@link ScaleFree} where nothing is known
 * @param regularizer paid beside the losses, handled exactly
 */
public record MirrorDescentSpec(Domain domain, StepRule step, Regularizer regularizer, Hint hint)
    implements OptimizerSpec {
  /** Checks that the domain is bounded and the step's curvature is the regularizer's. */
  public MirrorDescentSpec {
    Objects.requireNonNull(step, "step");
    Objects.requireNonNull(hint, "hint");
    if (domain instanceof WholeSpace) {
      throw new IllegalArgumentException(
          "mirror descent must have a bounded domain: domain=" + domain.canonical());
    }
    if (step instanceof StronglyRegularized strong
        && strong.curvature() > regularizer.curvature()) {
      throw new IllegalArgumentException(
          "the step's curvature must be at most the regularizer's: step="
              + step.canonical()
              + ", regularizer="
              + regularizer.canonical());
    }
  }

  /** Without a regularizer. */
  public MirrorDescentSpec(Domain domain, StepRule step, Hint hint) {
    this(domain, step, Regularizer.NONE, hint);
  }

  @Override
  public OptimisticMirrorDescent optimizer(int dimension) {
    return new OptimisticMirrorDescent(this, dimension);
  }

  @Override
  public String canonical() {
    return Word.of(
        "mirror-descent",
        domain.canonical(),
        step.canonical(),
        regularizer.canonical(),
        hint.canonical());
  }
}
