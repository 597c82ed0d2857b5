package io.thalweg.mirror;

import java.io.Serializable;
import java.util.Objects;

/**
 * What a linear learner is composed of; two learners of equal specs fold equal events into equal
 * bytes.
 *
 * @param dimension number of weights, at least 1
 */
public record LearnerSpec(Loss loss, Domain domain, StepSize stepSize, Hint hint, int dimension)
    implements Serializable {
  /** Checks that nothing is missing and the dimension is positive. */
  public LearnerSpec {
    Objects.requireNonNull(loss, "loss");
    Objects.requireNonNull(domain, "domain");
    Objects.requireNonNull(stepSize, "stepSize");
    Objects.requireNonNull(hint, "hint");
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension must be at least 1: dimension=" + dimension);
    }
  }

  /**
   * One line of ASCII that tells this spec from every other, the same for ever and on every Java
   * (numbers in hexadecimal): models carry its digest.
   */
  public String canonical() {
    return "optimistic-mirror-descent loss="
        + loss.name()
        + " domain="
        + domain.canonical()
        + " step="
        + stepSize.canonical()
        + " hint="
        + hint.canonical()
        + " dimension="
        + dimension;
  }
}
