package io.thalweg.jobs.settings;

import io.thalweg.convex.Ball;
import io.thalweg.convex.Box;
import io.thalweg.convex.Convex;
import io.thalweg.convex.EnsembleSpec;
import io.thalweg.convex.ExponentialWeightsSpec;
import io.thalweg.convex.FollowTheLeaderSpec;
import io.thalweg.convex.FtrlProximalSpec;
import io.thalweg.convex.GroupLasso;
import io.thalweg.convex.MirrorDescentSpec;
import io.thalweg.convex.NewtonSpec;
import io.thalweg.convex.OptimisticNewton;
import io.thalweg.convex.PerCoordinateSpec;
import io.thalweg.convex.Regularizer;
import io.thalweg.convex.ScaleFree;
import io.thalweg.convex.Simplex;
import io.thalweg.convex.StepRule;
import io.thalweg.convex.StepSize;
import io.thalweg.convex.StronglyConvex;
import io.thalweg.convex.StronglyRegularized;
import io.thalweg.convex.Word;
import io.thalweg.mirror.Adaptive;
import io.thalweg.mirror.Algorithm;
import io.thalweg.mirror.MarginLoss;
import java.util.Optional;

/**
 * Makes the algorithm that a section of the settings asks for, in its form that costs an event's
 * non-zeros only where there is one.
 */
final class Algorithms {
  private final Section s;
  private final LearnerParts parts;

  /**
   * Of one learner.
   *
   * @param s the section of the algorithm's own parameters
   */
  Algorithms(Section s, LearnerParts parts) {
    this.s = s;
    this.parts = parts;
  }

  Algorithm read(Method method) throws SettingsException {
    return switch (method) {
      case ADAPTIVE -> {
        double memory = s.get(AlgorithmOptions.MEMORY);
        double mixerMemory = s.get(AlgorithmOptions.MIXER_MEMORY);
        yield s.built(() -> new Adaptive(Adaptive.EXPERTS, memory, mixerMemory));
      }
      case SCALE_FREE -> mirrorDescent(scaleFree(AlgorithmOptions.MULTIPLIER));
      case CONVEX -> mirrorDescent(convex(AlgorithmOptions.GRADIENT_BOUND, AlgorithmOptions.DELTA));
      case STRONGLY_CONVEX -> {
        double curvature = s.get(AlgorithmOptions.CURVATURE);
        yield mirrorDescent(s.built(() -> new StronglyConvex(curvature)));
      }
      case STRONGLY_REGULARIZED -> stronglyRegularized();
      case FOLLOW_THE_LEADER -> {
        double curvature = s.get(AlgorithmOptions.LEADER_CURVATURE);
        yield s.built(
            () ->
                DenseForm.of(
                    new FollowTheLeaderSpec(parts.domain(), curvature, parts.hint()),
                    parts,
                    "follow-the-leader"));
      }
      case NEWTON -> newton();
      case CURVATURE_NEWTON -> curvatureNewton();
      case ENSEMBLE -> ensemble();
      case IMPLICIT -> {
        StepSize step = step(AlgorithmOptions.IMPLICIT_MULTIPLIER, AlgorithmOptions.IMPLICIT_BOUND);
        yield s.built(() -> new Algorithm.Implicit(parts.domain(), step));
      }
      case EXPONENTIAL_WEIGHTS -> exponentialWeights();
      case FTRL_PROXIMAL -> ftrlProximal();
      case PER_COORDINATE -> perCoordinate();
    };
  }

  private Algorithm mirrorDescent(StepRule step) throws SettingsException {
    refuseInexact();
    Optional<String> why = whyDense(step);
    return s.built(
        () ->
            why.isEmpty() && step instanceof StepSize size
                ? new Algorithm.Lazy(parts.domain(), size, parts.regularizer(), parts.hint())
                : DenseForm.of(
                    new MirrorDescentSpec(parts.domain(), step, parts.regularizer(), parts.hint()),
                    parts,
                    why.orElseThrow()));
  }

  /** What there is no form for that costs an event's non-zeros only. */
  private Optional<String> whyDense(StepRule step) {
    Regularizer regularizer = parts.regularizer();
    boolean box = parts.domain() instanceof Box;
    if (!(step instanceof StepSize)) {
      return Optional.of(s.name());
    }
    if (!parts.hasSparseHint()) {
      return Optional.of("a hint of " + name(parts.hint().canonical()));
    }
    if (!box && !(parts.domain() instanceof Ball)) {
      return Optional.of("a domain of " + name(parts.domain().canonical()));
    }
    if (!regularizer.equals(Regularizer.NONE)) {
      if (!box || regularizer instanceof GroupLasso) {
        return Optional.of(
            "a regularizer of %s on a %s"
                .formatted(name(regularizer.canonical()), name(parts.domain().canonical())));
      }
      return parts.ofSeveralClasses()
          ? Optional.of("a regularizer over several classes")
          : Optional.empty();
    }
    return box && parts.ofSeveralClasses()
        ? Optional.of("several classes on a box")
        : Optional.empty();
  }

  private void refuseInexact() throws SettingsException {
    Regularizer regularizer = parts.regularizer();
    if (regularizer instanceof GroupLasso && !(parts.domain() instanceof Ball)) {
      throw new SettingsException(
          learner() + ".regularizer",
          "group-lasso must go with a ball: over another domain its step is not exact");
    }
    if (parts.domain() instanceof Simplex
        && name(regularizer.canonical()).matches("l1|elastic-net")) {
      throw new SettingsException(
          learner() + ".regularizer",
          "l1 must not go with a simplex, where the weights' sizes always have one sum");
    }
  }

  private Algorithm stronglyRegularized() throws SettingsException {
    double of = parts.regularizer().curvature();
    if (of == 0) {
      throw new SettingsException(
          s.path(), "must go with a regularizer of l2 or elastic-net, whose curvature it knows");
    }
    double curvature = s.find(AlgorithmOptions.REGULARIZER_CURVATURE).orElse(of);
    if (curvature > of) {
      throw new SettingsException(
          s.key(AlgorithmOptions.REGULARIZER_CURVATURE),
          "must be at most the l2 of the regularizer (" + of + "): " + curvature);
    }
    return mirrorDescent(s.built(() -> new StronglyRegularized(curvature)));
  }

  private Algorithm newton() throws SettingsException {
    refuseManyFeatures();
    double bound = s.get(AlgorithmOptions.NEWTON_BOUND);
    double concavity = s.get(AlgorithmOptions.CONCAVITY);
    return s.built(
        () ->
            new Algorithm.Dense(
                NewtonSpec.ofExpConcave((Ball) parts.domain(), bound, concavity, parts.hint())));
  }

  private Algorithm curvatureNewton() throws SettingsException {
    refuseManyFeatures();
    double bound = s.get(AlgorithmOptions.FEATURE_BOUND);
    double regularity = s.get(AlgorithmOptions.REGULARITY);
    Ball ball = (Ball) parts.domain();
    if (((MarginLoss) parts.loss()).curvature(ball.radius() * bound) == 0) {
      throw new SettingsException(
          s.path(),
          "must go with a loss that is curved everywhere, such as squared or logistic: "
              + parts.loss().name());
    }
    return s.built(() -> new Algorithm.Newton(ball, bound, regularity, parts.hint()));
  }

  private void refuseManyFeatures() throws SettingsException {
    if (parts.weights() > OptimisticNewton.LARGEST_DIMENSION) {
      throw new SettingsException(
          s.path(),
          "a Newton step must be of at most %d weights, since an event costs their square: weights=%d"
              .formatted(OptimisticNewton.LARGEST_DIMENSION, parts.weights()));
    }
  }

  private Algorithm ensemble() throws SettingsException {
    double bound = s.get(AlgorithmOptions.ENSEMBLE_BOUND);
    double smoothness = s.get(AlgorithmOptions.SMOOTHNESS);
    double horizon = s.find(AlgorithmOptions.HORIZON).orElse(EnsembleSpec.UNKNOWN_HORIZON);
    double largest = s.find(AlgorithmOptions.LARGEST_STEP).orElse(1 / (8 * smoothness));
    return s.built(
        () ->
            DenseForm.of(
                new EnsembleSpec(parts.domain(), bound, smoothness, horizon, largest, parts.hint()),
                parts,
                "an ensemble"));
  }

  private Algorithm exponentialWeights() throws SettingsException {
    Convex step = convex(AlgorithmOptions.WEIGHTS_BOUND, AlgorithmOptions.WEIGHTS_DELTA);
    return s.built(
        () ->
            DenseForm.of(
                new ExponentialWeightsSpec(parts.domain(), step, parts.hint()),
                parts,
                "exponential-weights"));
  }

  private Algorithm ftrlProximal() throws SettingsException {
    double rate = s.get(AlgorithmOptions.RATE);
    double damping = s.get(AlgorithmOptions.DAMPING);
    double l1 = s.get(AlgorithmOptions.FTRL_L1);
    double l2 = s.get(AlgorithmOptions.FTRL_L2);
    return s.built(
        () -> {
          FtrlProximalSpec spec = new FtrlProximalSpec(rate, damping, l1, l2, parts.hint());
          return parts.hasSparseHint()
              ? new Algorithm.Sparse(spec)
              : DenseForm.of(spec, parts, "a hint of " + name(parts.hint().canonical()));
        });
  }

  private Algorithm perCoordinate() throws SettingsException {
    StepSize step = step(AlgorithmOptions.COORDINATE_MULTIPLIER, AlgorithmOptions.COORDINATE_BOUND);
    Box box = (Box) parts.domain();
    Optional<String> why =
        parts.hasSparseHint()
            ? Optional.of("per-coordinate of several classes").filter(w -> parts.ofSeveralClasses())
            : Optional.of("a hint of " + name(parts.hint().canonical()));
    return s.built(
        () ->
            why.isEmpty()
                ? new Algorithm.PerCoordinate(box, step, parts.hint())
                : DenseForm.of(
                    new PerCoordinateSpec(box, parts.hint(), step), parts, why.orElseThrow()));
  }

  private StepSize step(Setting<Double> multiplier, Setting<Double> bound)
      throws SettingsException {
    Optional<Double> known = s.find(bound);
    if (known.isEmpty()) {
      return scaleFree(multiplier);
    }
    if (s.has(multiplier.name())) {
      throw new SettingsException(
          s.path(), "must have one of multiplier and gradientBound, not both");
    }
    double size = known.get();
    return s.built(() -> new Convex(size, size * size));
  }

  private StepSize scaleFree(Setting<Double> multiplier) throws SettingsException {
    double factor = s.get(multiplier);
    return s.built(() -> new ScaleFree(factor));
  }

  private Convex convex(Setting<Double> gradientBound, Setting<Double> delta)
      throws SettingsException {
    double bound = s.get(gradientBound);
    double added = s.find(delta).orElse(bound * bound);
    return s.built(() -> new Convex(bound, added));
  }

  /** The key of the learner that all this is of. */
  private String learner() {
    return s.path().substring(0, s.path().indexOf(".algorithm"));
  }

  private static String name(String canonical) {
    return Word.parse(canonical).name();
  }
}
