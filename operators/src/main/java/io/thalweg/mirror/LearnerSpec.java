package io.thalweg.mirror;

import io.thalweg.convex.Domain;
import io.thalweg.convex.Hint;
import io.thalweg.convex.StepSize;
import io.thalweg.convex.Word;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What a linear learner is composed of; two learners of equal specs fold equal events into equal
 * bytes.
 *
 * @param dimension number of weights of one margin, at least 1
 * @param quantiles levels in (0, 1), ascending, of the quantiles of the label that are answered
 *     beside the prediction: {@link IntervalLearner}; mostly none
 */
public record LearnerSpec(Loss loss, Algorithm algorithm, int dimension, List<Double> quantiles)
    implements Serializable {
  private static final Pattern CANONICAL =
      Pattern.compile(
          "linear loss=(\\S+) algorithm=(\\S+) dimension=(\\d{1,10})(?: quantiles=(\\(\\S+\\)))?");

  /** Checks that nothing is missing, the dimension is positive, and labels have quantiles. */
  public LearnerSpec {
    Objects.requireNonNull(loss, "loss");
    Objects.requireNonNull(algorithm, "algorithm");
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension must be at least 1: dimension=" + dimension);
    }
    quantiles = List.copyOf(quantiles);
    double below = 0;
    for (double level : quantiles) {
      if (!(level > below && level < 1)) {
        throw new IllegalArgumentException(
            "quantiles must ascend in (0, 1): quantiles=" + quantiles);
      }
      below = level;
    }
    if (loss.ofClasses() && !quantiles.isEmpty()) {
      throw new IllegalArgumentException(
          "quantiles must go with labels that are quantities, not classes: loss="
              + loss.canonical()
              + ", quantiles="
              + quantiles);
    }
  }

  /** Without quantiles. */
  public LearnerSpec(Loss loss, Algorithm algorithm, int dimension) {
    this(loss, algorithm, dimension, List.of());
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
        + dimension
        + (quantiles.isEmpty() ? "" : " quantiles=" + Word.of("", quantiles.toArray()));
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
            Integer.parseInt(parts.group(3)),
            parts.group(4) == null ? List.of() : levels(Word.parse(parts.group(4))));
    if (!spec.canonical().equals(canonical)) {
      throw new IllegalArgumentException(
          "a learner must be told by its canonical line: learner="
              + canonical
              + ", canonical="
              + spec.canonical());
    }
    return spec;
  }

  private static List<Double> levels(Word word) {
    return IntStream.range(0, word.arguments().size()).mapToObj(word::number).toList();
  }
}
