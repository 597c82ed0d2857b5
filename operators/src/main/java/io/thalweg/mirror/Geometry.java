package io.thalweg.mirror;

import io.thalweg.convex.Ball;
import io.thalweg.convex.Box;
import io.thalweg.convex.Domain;
import io.thalweg.math.FeatureVector;
import io.thalweg.math.Probe;
import java.util.List;

/**
 * How a domain plays a point and takes a step, Euclidean projections both, touching only what the
 * features of the current and the last example touch. Its part of a model's numbers is laid out
 * here; the last gradient is {@code numbers[LAST_SLOPE]} times the remembered example z.
 */
sealed interface Geometry permits BallGeometry, BoxGeometry {
  /** c of x̂ = c·v, where v stands in the cells; 1 where the domain is not a ball. */
  int SCALE = 0;

  /** |v|²; 0 where the domain is not a ball. */
  int SQUARED_NORM = 1;

  /** V = Σ|g − M|². */
  int VARIATION = 2;

  /** Σ|g|². */
  int GRADIENT_SQUARES = 3;

  /** Weight times slope of the last gradient; 0: the hint is 0. */
  int LAST_SLOPE = 4;

  /** |z|² of the last example's features z. */
  int LAST_SQUARED_NORM = 5;

  /** ⟨x̂, z⟩; 0 where the domain is not a ball. */
  int LAST_PRODUCT = 6;

  /** Rounds whose gradient step left the domain. */
  int PROJECTED = 7;

  /** |x − x'|² of the iterates played next and last; NaN where it is not told. */
  int MOVEMENT = 8;

  /** How many numbers these are. */
  int NUMBERS = 9;

  static Geometry of(Domain domain) {
    if (domain instanceof Ball ball) {
      return new BallGeometry(ball.radius());
    }
    if (domain instanceof Box box) {
      return new BoxGeometry(box.lower(), box.upper());
    }
    throw new IllegalArgumentException(
        "a linear learner's domain must be ball or box: domain=" + domain.canonical());
  }

  /** x̂ = 0, whose scale is 1. */
  static LinearModel create(Layout layout) {
    LinearModel model = LinearModel.create(layout);
    model.numbers[SCALE] = 1;
    return model;
  }

  /** |g − M|² of the gradient g, a slope times the example in {@code probe}; at least 0. */
  static double surprise(double[] numbers, Probe probe, double slope) {
    double last = numbers[LAST_SLOPE];
    return Math.max(
        0,
        slope * slope * probe.squaredNorm()
            + last * last * numbers[LAST_SQUARED_NORM]
            - 2 * slope * last * probe.hintProduct());
  }

  /** How a learner stands whose next step is {@code stepSize}. */
  static Reading read(LinearModel model, double stepSize) {
    double[] numbers = model.numbers;
    return new Reading(
        stepSize,
        numbers[VARIATION],
        numbers[GRADIENT_SQUARES],
        numbers[PROJECTED],
        Math.sqrt(numbers[MOVEMENT]),
        List.of());
  }

  /** A coordinate of x̂. */
  static double weight(LinearModel model, int index) {
    return model.numbers[SCALE] * model.cells.get(index);
  }

  /** Takes an example into {@code probe}; the margin that a hint of this step size makes of it. */
  default double look(LinearModel model, Probe probe, FeatureVector features, double stepSize) {
    double slope = model.numbers[LAST_SLOPE];
    if (slope == 0) {
      probe.take(model.cells, features);
      return margin(model, probe, 0);
    }
    probe.take(model.cells, model.memory[0], features);
    return margin(model, probe, stepSize * slope);
  }

  /**
   * ⟨P[x̂ − hintStep·z], x⟩ with z the last example's features, for a step that may be 0; changes
   * nothing.
   */
  double margin(LinearModel model, Probe probe, double hintStep);

  /**
   * x̂ ← P[x̂ − step·x], for a step that may be 0; then ⟨x̂, x⟩ is kept where margins need it.
   * {@link #arrive} follows, and nothing but {@link #slide} in between.
   *
   * @param hintStep the step along z with which this round's iterate was played
   */
  void step(LinearModel model, Probe probe, double step, double hintStep);

  /**
   * Tells how far the next iterate to be played is from the last.
   *
   * @param hintStep the step along x with which the next one will be played
   */
  void arrive(LinearModel model, Probe probe, double hintStep);

  /**
   * Where x, just stepped along, would be answered with after one step more: ⟨P[x̂ − hintStep·x],
   * x⟩ and how fast that falls in the step.
   */
  void slide(LinearModel model, Probe probe, double hintStep, ImplicitHint into);

  /** Takes the rounding errors out of what is kept beside the iterate; called every 2^16 rounds. */
  void refresh(LinearModel model);
}
