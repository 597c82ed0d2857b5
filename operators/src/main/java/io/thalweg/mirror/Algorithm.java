package io.thalweg.mirror;

import io.thalweg.convex.Domain;
import io.thalweg.convex.Hint;
import io.thalweg.convex.OptimizerSpec;
import io.thalweg.convex.StepSize;
import io.thalweg.convex.Word;
import java.io.Serializable;

/** How a learner turns gradients into weights, with all that it is composed of. */
public sealed interface Algorithm extends Serializable
    permits Algorithm.Lazy, Algorithm.Dense, Adaptive {
  /** One word that says it all, the same for ever. */
  String canonical();

  /**
   * The learner of this algorithm.
   *
   * @throws IllegalArgumentException if loss, algorithm and dimension do not go together
   */
  Learner learner(LearnerSpec spec);

  /**
   * Optimistic mirror descent in its Euclidean two-sequence form, with one step size for all
   * coordinates, in O(non-zeros) per event: {@link MirrorDescent}.
   *
   * @param domain a ball or a box
   * @param hint zero or last-gradient
   */
  record Lazy(Domain domain, StepSize stepSize, Hint hint) implements Algorithm {
    /** Checks the hint. */
    public Lazy {
      if (!hint.equals(Hint.ZERO) && !hint.equals(Hint.LAST_GRADIENT)) {
        throw new IllegalArgumentException(
            "a lazy learner's hint must be zero or last-gradient: hint=" + hint.canonical());
      }
    }

    @Override
    public String canonical() {
      return Word.of("lazy", domain.canonical(), stepSize.canonical(), hint.canonical());
    }

    @Override
    public Learner learner(LearnerSpec spec) {
      return new MirrorDescent(spec, this);
    }
  }

  /** Any optimizer of gradients, in O(dimension) per event or more: {@link DenseLearner}. */
  record Dense(OptimizerSpec optimizer) implements Algorithm {
    @Override
    public String canonical() {
      return Word.of("dense", optimizer.canonical());
    }

    @Override
    public Learner learner(LearnerSpec spec) {
      return new DenseLearner(spec, optimizer);
    }
  }

  /**
   * The algorithm of a {@link #canonical} word.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Algorithm parse(String canonical) {
    Word word = Word.parse(canonical);
    if (word.is("lazy", 3)) {
      return new Lazy(
          Domain.parse(word.text(0)), StepSize.parse(word.text(1)), Hint.parse(word.text(2)));
    }
    if (word.is("dense", 1)) {
      return new Dense(OptimizerSpec.parse(word.text(0)));
    }
    if (word.is("adaptive", 5)) {
      return Adaptive.of(word);
    }
    throw new IllegalArgumentException("an algorithm must be a known one: algorithm=" + canonical);
  }
}
