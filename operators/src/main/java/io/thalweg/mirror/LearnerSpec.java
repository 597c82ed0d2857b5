package io.thalweg.mirror;

import io.thalweg.convex.Domain;
import io.thalweg.convex.Hint;
import io.thalweg.convex.StepSize;
import java.io.Serializable;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a linear learner is composed of; two learners of equal specs fold equal events into equal
 * bytes.
 *
 * @param dimension number of weights, at least 1
 */
public record LearnerSpec(Loss loss, Algorithm algorithm, int dimension) implements Serializable {
  private static final Pattern CANONICAL =
      Pattern.compile("linear loss=(\\S+) algorithm=(\\S+) dimension=(\\d{1,10})");

  /** Checks that nothing is missing and the dimension is positive. */
  public LearnerSpec {
    Objects.requireNonNull(loss, "loss");
    Objects.requireNonNull(algorithm, "algorithm");
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension must be at least 1: dimension=" + dimension);
    }
  }

  /** Lazy mirror descent, of its parts. */
  public LearnerSpec(Loss loss, Domain domain, StepSize stepSize, Hint hint, int dimension) {
    this(loss, new Algorithm.Lazy(domain, stepSize, hint), dimension);
  }

  /**
   * One line of ASCII that tells this spec from every other, the same for ever and on every Java
   * (numbers in hexadecimal): models carry its digest.
   */
  public String canonical() {
    return "linear loss="
        + loss.canonical()
        + " algorithm="
        + algorithm.canonical()
        + " dimension="
        + dimension;
  }

  /**
   * The spec that a {@link #canonical} line tells.
   *
   * @throws IllegalArgumentException if it is not, to the letter, the canonical line of a spec
   */
  public static LearnerSpec parse(String canonical) {
    Matcher parts = CANONICAL.matcher(canonical);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "a learner must be told by its canonical line: learner=" + canonical);
    }
    LearnerSpec spec =
        new LearnerSpec(
            Loss.parse(parts.group(1)),
            Algorithm.parse(parts.group(2)),
            Integer.parseInt(parts.group(3)));
    if (!spec.canonical().equals(canonical)) {
      throw new IllegalArgumentException(
          "a learner must be told by its canonical line: learner="
              + canonical
              + ", canonical="
              + spec.canonical());
    }
    return spec;
  }
}
