package io.thalweg.convex;

import java.util.List;
import java.util.stream.Collectors;

/**
 * {@link PerCoordinateDescent}, by its parts.
 *
 * @param steps one for each coordinate, a {@link Convex}'s bound being that of the coordinate; or
 *     one for all
 */
public record PerCoordinateSpec(Box domain, Hint hint, List<StepSize> steps)
    implements OptimizerSpec {
  /** Checks that there are steps. */
  public PerCoordinateSpec {
    Check.ownHint(hint);
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("there must be a step: steps=" + steps);
    }
  }

  /** With one step for all coordinates. */
  public PerCoordinateSpec(Box domain, Hint hint, StepSize step) {
    this(domain, hint, List.of(step));
  }

  @Override
  public PerCoordinateDescent optimizer(int dimension) {
    return new PerCoordinateDescent(this, dimension);
  }

  @Override
  public String canonical() {
    String all = steps.stream().map(StepSize::canonical).collect(Collectors.joining(","));
    return Word.of("per-coordinate", domain.canonical(), hint.canonical(), all);
  }
}
