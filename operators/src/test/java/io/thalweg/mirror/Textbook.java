package io.thalweg.mirror;

import io.thalweg.convex.Ball;
import io.thalweg.convex.Box;
import io.thalweg.convex.Convex;
import io.thalweg.convex.Hint;
import io.thalweg.convex.ScaleFree;
import io.thalweg.convex.StepSize;
import io.thalweg.math.FeatureVector;
import java.util.ArrayList;
import java.util.List;

/**
 * Optimistic mirror descent written down from the formulas, dense, without any of the learner's
 * shortcuts: the judge of the learner, and, with a {@link Mistake} planted, of the tests.
 */
final class Textbook {
  /** What an implementer may get wrong. */
  enum Mistake {
    NONE,
    HINT_WITH_THE_WRONG_SIGN,
    SECONDARY_FROM_THE_PLAYED_ITERATE,
    STEP_SIZE_OF_THE_ROUND_BEFORE,
    VARIATION_WITHOUT_THE_HINT,
    PLAYED_ITERATE_NOT_PROJECTED,
    SECONDARY_ITERATE_NOT_PROJECTED
  }

  private final LearnerSpec spec;
  private final Mistake mistake;
  private final double diameter;
  private double lastStep = Double.NaN;
  final double[] secondary;
  private double[] hint;
  double variation;
  double gradientSquares;

  /** The sum of |x_t − x_{t−1}|² / (4 η_{t−1}) that the regret bounds subtract. */
  double stability;

  private double[] lastPlayed;

  Textbook(LearnerSpec spec, Mistake mistake) {
    this(spec, mistake, lazy(spec).domain().diameter(spec.dimension()));
  }

  Textbook(LearnerSpec spec, Mistake mistake, double diameter) {
    this.spec = spec;
    this.mistake = mistake;
    this.diameter = diameter;
    this.secondary = new double[spec.dimension()];
    this.hint = new double[spec.dimension()];
  }

  static Algorithm.Lazy lazy(LearnerSpec spec) {
    return (Algorithm.Lazy) spec.algorithm();
  }

  static StepSize stepSize(LearnerSpec spec) {
    return lazy(spec).stepSize();
  }

  static MarginLoss loss(LearnerSpec spec) {
    return (MarginLoss) spec.loss();
  }

  double stepSize() {
    boolean late = mistake == Mistake.STEP_SIZE_OF_THE_ROUND_BEFORE && !Double.isNaN(lastStep);
    return late ? lastStep : currentStep();
  }

  private double currentStep() {
    if (stepSize(spec) instanceof Convex convex) {
      double g = convex.gradientBound();
      return diameter / Math.sqrt(convex.delta() + 4 * g * g + variation);
    }
    double multiplier = ((ScaleFree) stepSize(spec)).multiplier();
    return variation == 0 ? Double.NaN : multiplier * diameter / Math.sqrt(variation);
  }

  /** x_t, the iterate that is played. */
  double[] played() {
    double step = stepSize();
    double signed = mistake == Mistake.HINT_WITH_THE_WRONG_SIGN ? -step : step;
    double[] point = secondary.clone();
    if (!Double.isNaN(step)) {
      for (int i = 0; i < point.length; i++) {
        point[i] -= signed * hint[i];
      }
    }
    return mistake == Mistake.PLAYED_ITERATE_NOT_PROJECTED ? point : project(point);
  }

  double margin(double[] x) {
    double[] played = played();
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += played[i] * x[i];
    }
    return sum;
  }

  /** Folds one event in and returns its margin. */
  double learn(double[] x, double label, double weight) {
    double margin = margin(x);
    double slope = weight * loss(spec).slope(margin, label);
    double[] gradient = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      gradient[i] = slope * x[i];
    }
    update(gradient);
    return margin;
  }

  void update(double[] gradient) {
    double[] played = played();
    double surprise = 0;
    double square = 0;
    for (int i = 0; i < gradient.length; i++) {
      double meant = mistake == Mistake.VARIATION_WITHOUT_THE_HINT ? 0 : hint[i];
      surprise += (gradient[i] - meant) * (gradient[i] - meant);
      square += gradient[i] * gradient[i];
    }
    double step = stepSize();
    if (Double.isNaN(step)) {
      if (surprise == 0) {
        return;
      }
      step = ((ScaleFree) stepSize(spec)).multiplier() * diameter / Math.sqrt(surprise);
    }
    if (lastPlayed != null && !Double.isNaN(lastStep)) {
      double moved = 0;
      for (int i = 0; i < played.length; i++) {
        moved += (played[i] - lastPlayed[i]) * (played[i] - lastPlayed[i]);
      }
      stability += moved / (4 * lastStep);
    }
    boolean fromPlayed = mistake == Mistake.SECONDARY_FROM_THE_PLAYED_ITERATE;
    double[] next = fromPlayed ? played.clone() : secondary.clone();
    for (int i = 0; i < next.length; i++) {
      next[i] -= step * gradient[i];
    }
    double[] projected = mistake == Mistake.SECONDARY_ITERATE_NOT_PROJECTED ? next : project(next);
    System.arraycopy(projected, 0, secondary, 0, projected.length);
    lastStep = mistake == Mistake.STEP_SIZE_OF_THE_ROUND_BEFORE ? currentStep() : step;
    variation += surprise;
    gradientSquares += square;
    lastPlayed = played;
    if (lazy(spec).hint().equals(Hint.LAST_GRADIENT)) {
      hint = gradient;
    }
  }

  static double distance(double[] a, double[] b) {
    double[] difference = a.clone();
    for (int i = 0; i < a.length; i++) {
      difference[i] -= b[i];
    }
    return norm(difference);
  }

  double[] project(double[] point) {
    double[] inside = point.clone();
    if (lazy(spec).domain() instanceof Ball ball) {
      double norm = norm(point);
      if (norm > ball.radius()) {
        for (int i = 0; i < inside.length; i++) {
          inside[i] *= ball.radius() / norm;
        }
      }
    } else {
      Box box = (Box) lazy(spec).domain();
      for (int i = 0; i < inside.length; i++) {
        inside[i] = Math.min(box.upper(), Math.max(box.lower(), inside[i]));
      }
    }
    return inside;
  }

  static double norm(double[] v) {
    double sum = 0;
    for (double e : v) {
      sum += e * e;
    }
    return Math.sqrt(sum);
  }

  static double[] dense(FeatureVector x, int dimension) {
    double[] dense = new double[dimension];
    for (int k = 0; k < x.size(); k++) {
      dense[x.index(k)] = x.values()[k];
    }
    return dense;
  }

  /** Its run over the golden events, in the golden numbers' own form. */
  static GoldenTrajectory.Trajectory run(GoldenTrajectory golden, Mistake mistake) {
    Textbook textbook = new Textbook(golden.spec, mistake);
    List<GoldenTrajectory.Row> rows = new ArrayList<>();
    for (int t = 0; t <= GoldenTrajectory.FEATURES.length; t++) {
      List<Double> secondary = List.of(textbook.secondary[0], textbook.secondary[1]);
      double[] x = textbook.played();
      double step = textbook.stepSize();
      double margin = 0;
      double slope = 0;
      if (t < GoldenTrajectory.FEATURES.length) {
        float[] features = GoldenTrajectory.FEATURES[t];
        margin = textbook.learn(new double[] {features[0], features[1]}, golden.label(t), 1);
        slope = loss(golden.spec).slope(margin, golden.label(t));
        step = Double.isNaN(step) ? textbook.stepSize() : step;
      }
      rows.add(new GoldenTrajectory.Row(secondary, List.of(x[0], x[1]), margin, slope, step));
    }
    return new GoldenTrajectory.Trajectory(rows, textbook.variation);
  }
}
