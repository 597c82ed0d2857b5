package io.thalweg.mirror;

import io.thalweg.convex.Ball;
import io.thalweg.convex.Box;
import io.thalweg.convex.Domain;
import io.thalweg.convex.FtrlProximalSpec;
import io.thalweg.convex.GivenHint;
import io.thalweg.convex.GroupLasso;
import io.thalweg.convex.Hint;
import io.thalweg.convex.MirrorDescentSpec;
import io.thalweg.convex.NewtonSpec;
import io.thalweg.convex.OptimizerSpec;
import io.thalweg.convex.Regularizer;
import io.thalweg.convex.StepSize;
import io.thalweg.convex.Word;
import java.io.Serializable;

/** How a learner turns gradients into weights, with all that it is composed of. */
public sealed interface Algorithm extends Serializable
    permits Algorithm.Lazy,
        Algorithm.Implicit,
        Algorithm.Sparse,
        Algorithm.Newton,
        Algorithm.Dense,
        Algorithm.Normalized,
        Algorithm.PerCoordinate,
        Adaptive {
  /** One word that says it all, the same for ever. */
  String canonical();

  /**
   * The learner of this algorithm; its quantiles are for {@link Learner#of} to see to.
   *
   * @throws IllegalArgumentException if loss, algorithm and dimension do not go together
   */
  Learner learner(LearnerSpec spec);

  /**
   * Optimistic mirror descent in its Euclidean two-sequence form, with one step size for all
   * coordinates, in O(non-zeros) per event: {@link MirrorDescent}, {@link SoftmaxDescent} for
   * several classes, {@link RegularizedDescent} with a regularizer.
   *
   * @param domain a ball or a box; of several classes a ball, with a regularizer a box
   * @param regularizer none, L1, L2 or an elastic net
   * @param hint zero or last-gradient
   */
  record Lazy(Domain domain, StepSize stepSize, Regularizer regularizer, Hint hint)
      implements Algorithm {
    /** Checks the hint and the regularizer. */
    public Lazy {
      requireSparse(hint);
      if (regularizer instanceof GroupLasso) {
        throw new IllegalArgumentException(
            "a lazy learner's regularizer must not tie coordinates together:"
                + " dense(mirror-descent(...)) takes any: regularizer="
                + regularizer.canonical());
      }
      if (!regularizer.equals(Regularizer.NONE) && !(domain instanceof Box)) {
        throw new IllegalArgumentException(
            "a lazy learner's regularizer must go with a box, which alone moves each coordinate by"
                + " itself: dense(mirror-descent(...)) takes any domain: regularizer="
                + regularizer.canonical()
                + ", domain="
                + domain.canonical());
      }
    }

    /** Without a regularizer. */
    public Lazy(Domain domain, StepSize stepSize, Hint hint) {
      this(domain, stepSize, Regularizer.NONE, hint);
    }

    @Override
    public String canonical() {
      if (regularizer.equals(Regularizer.NONE)) {
        return Word.of("lazy", domain.canonical(), stepSize.canonical(), hint.canonical());
      }
      return Word.of(
          "lazy",
          domain.canonical(),
          stepSize.canonical(),
          regularizer.canonical(),
          hint.canonical());
    }

    @Override
    public Learner learner(LearnerSpec spec) {
      if (domain instanceof Box box && !regularizer.equals(Regularizer.NONE)) {
        return new RegularizedDescent(spec, this, box);
      }
      return spec.loss() instanceof SoftmaxLoss
          ? new SoftmaxDescent(spec, this)
          : new MirrorDescent(spec, this);
    }
  }

  /**
   * Optimistic mirror descent whose hint is the last example's whole loss instead of its gradient,
   * for losses with kinks, in O(non-zeros) per event: {@link ImplicitDescent}.
   *
   * @param domain a ball or a box
   */
  record Implicit(Domain domain, StepSize stepSize) implements Algorithm {
    @Override
    public String canonical() {
      return Word.of("implicit", domain.canonical(), stepSize.canonical());
    }

    @Override
    public Learner learner(LearnerSpec spec) {
      return new ImplicitDescent(spec, this);
    }
  }

  /**
   * FTRL-Proximal, where zeros matter: a rate for each coordinate, true zeros, in O(non-zeros) per
   * event: {@link SparseFtrlProximal}.
   *
   * @param optimizer with hint zero, the classic form, or last-gradient
   */
  record Sparse(FtrlProximalSpec optimizer) implements Algorithm {
    /** Checks the hint. */
    public Sparse {
      requireSparse(optimizer.hint());
    }

    @Override
    public String canonical() {
      return Word.of("sparse", optimizer.canonical());
    }

    @Override
    public Learner learner(LearnerSpec spec) {
      return new SparseFtrlProximal(spec, optimizer);
    }
  }

  /**
   * The optimistic Newton step by the loss's curvature, for squared loss first of all, in
   * O(dimension²) per event: {@link NewtonLearner}.
   *
   * @param featureBound the largest norm of an event's features
   * @param regularity c₀ of the metric's start, 1 in the paper; depends on the unit of the weights
   */
  record Newton(Ball domain, double featureBound, double regularity, Hint hint)
      implements Algorithm {
    /** Checks all but what depends on the loss. */
    public Newton {
      new NewtonSpec(domain, featureBound, 1, regularity, hint);
    }

    @Override
    public String canonical() {
      return Word.of("newton", domain.canonical(), featureBound, regularity, hint.canonical());
    }

    @Override
    public Learner learner(LearnerSpec spec) {
      return new NewtonLearner(spec, this);
    }
  }

  /**
   * Optimistic mirror descent on a box with a step size for each coordinate, in O(non-zeros) per
   * event: {@link PerCoordinateLearner}.
   *
   * @param stepSize of each coordinate; a {@link io.thalweg.convex.Convex}'s gradient bound is that
   *     of every single one
   * @param hint zero or last-gradient
   */
  record PerCoordinate(Box domain, StepSize stepSize, Hint hint) implements Algorithm {
    /** Checks the hint. */
    public PerCoordinate {
      requireSparse(hint);
    }

    @Override
    public String canonical() {
      return Word.of("per-coordinate", domain.canonical(), stepSize.canonical(), hint.canonical());
    }

    @Override
    public Learner learner(LearnerSpec spec) {
      return new PerCoordinateLearner(spec, this);
    }
  }

  /** Any optimizer of gradients, in O(dimension) per event or more: {@link DenseLearner}. */
  record Dense(OptimizerSpec optimizer) implements Algorithm {
    /** Refuses a hint that must be told before each round, since no event tells one. */
    public Dense {
      if (optimizer instanceof MirrorDescentSpec descent && descent.hint() instanceof GivenHint) {
        throw new IllegalArgumentException(
            "a learner's hint must be one that is kept from the events, not one that is given, which"
                + " would always be 0: optimizer="
                + optimizer.canonical());
      }
    }

    @Override
    public String canonical() {
      return Word.of("dense", optimizer.canonical());
    }

    @Override
    public Learner learner(LearnerSpec spec) {
      return new DenseLearner(spec, optimizer);
    }
  }

  /** Another algorithm that is shown features of sizes up to 1: {@link NormalizedLearner}. */
  record Normalized(Algorithm inner) implements Algorithm {
    /** Checks that it is another. */
    public Normalized {
      if (inner instanceof Normalized) {
        throw new IllegalArgumentException(
            "what is normalized must not be so already: algorithm=" + inner.canonical());
      }
    }

    @Override
    public String canonical() {
      return Word.of("normalized", inner.canonical());
    }

    @Override
    public Learner learner(LearnerSpec spec) {
      LearnerSpec within = new LearnerSpec(spec.loss(), inner, spec.dimension(), spec.quantiles());
      return new NormalizedLearner(spec, Learner.of(within));
    }
  }

  private static void requireSparse(Hint hint) {
    if (!hint.equals(Hint.ZERO) && !hint.equals(Hint.LAST_GRADIENT)) {
      throw new IllegalArgumentException(
          "a hint must be zero or last-gradient to touch only what events touch: hint="
              + hint.canonical());
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
    if (word.is("lazy", 4)) {
      return new Lazy(
          Domain.parse(word.text(0)),
          StepSize.parse(word.text(1)),
          Regularizer.parse(word.text(2)),
          Hint.parse(word.text(3)));
    }
    if (word.is("implicit", 2)) {
      return new Implicit(Domain.parse(word.text(0)), StepSize.parse(word.text(1)));
    }
    if (word.is("sparse", 1)
        && OptimizerSpec.parse(word.text(0)) instanceof FtrlProximalSpec optimizer) {
      return new Sparse(optimizer);
    }
    if (word.is("newton", 4) && Domain.parse(word.text(0)) instanceof Ball ball) {
      return new Newton(ball, word.number(1), word.number(2), Hint.parse(word.text(3)));
    }
    if (word.is("normalized", 1)) {
      return new Normalized(parse(word.text(0)));
    }
    if (word.is("dense", 1)) {
      return new Dense(OptimizerSpec.parse(word.text(0)));
    }
    if (word.is("per-coordinate", 3) && Domain.parse(word.text(0)) instanceof Box box) {
      return new PerCoordinate(box, StepSize.parse(word.text(1)), Hint.parse(word.text(2)));
    }
    if (word.is("adaptive", 5)) {
      return Adaptive.of(word);
    }
    throw new IllegalArgumentException("an algorithm must be a known one: algorithm=" + canonical);
  }
}
