package io.thalweg.mirror;

import static io.thalweg.mirror.Geometry.GRADIENT_SQUARES;
import static io.thalweg.mirror.Geometry.LAST_SLOPE;
import static io.thalweg.mirror.Geometry.LAST_SQUARED_NORM;
import static io.thalweg.mirror.Geometry.VARIATION;

import io.thalweg.convex.StepSize;
import io.thalweg.math.FeatureVector;
import io.thalweg.math.Probe;

/**
 * Optimistic mirror descent for losses with kinks (Chen, Zhang, Tu, Zhao, Zhang: Optimistic Online
 * Mirror Descent for Bridging Stochastic and Adversarial Online Convex Optimization, JMLR 2024,
 * section on non-smooth functions) and linear models: the hint is the last loss as a whole, so that
 * the variation compares two losses at one point, and smoothness is not needed. With f the last
 * event's weighted loss,
 *
 * <pre>
 *   play     x = argmin f(x) + |x − x̂|²/(2η)  over the domain,  M the subgradient of f there
 *   learn    g = weight · s · x,  s the slope of the new loss that is nearest to the hint's
 *            x̂ ← P[x̂ − η·g],  V ← V + |g − M|²
 * </pre>
 *
 * <p>The regret bounds of {@link MirrorDescent} hold with this V, which on a loss that stays what
 * it is grows no more, kink or not, where the last gradient's grows by 4 in each round. An event of
 * weight 2 moves the hint about as two of weight 1, and never beyond the loss's minimum.
 * O(non-zeros) per event: {@link ImplicitHint} tells the cost of the minimum.
 *
 * <p>This implementation differs from the paper in the following: on a kink of the new loss, where
 * any slope may be taken, it takes the one nearest to the hint's, since an implicit step often ends
 * on a kink and rounding would choose otherwise; the step may be scale-free.
 */
final class ImplicitDescent implements Learner {
  private static final long REFRESH_MASK = (1 << 16) - 1;

  private final LearnerSpec spec;
  private final Layout layout;
  private final MarginLoss loss;
  private final StepSize stepSize;
  private final Geometry geometry;
  private final double diameter;
  private final Probe probe = new Probe();
  private final ImplicitHint hint = new ImplicitHint();

  ImplicitDescent(LearnerSpec spec, Algorithm.Implicit algorithm) {
    this.spec = spec;
    this.loss = MarginLoss.of(spec);
    this.stepSize = algorithm.stepSize();
    this.geometry = Geometry.of(algorithm.domain());
    this.diameter = algorithm.domain().diameter(spec.dimension());
    this.layout = Layout.of(spec.dimension(), Geometry.NUMBERS, 1);
  }

  @Override
  public LearnerSpec spec() {
    return spec;
  }

  @Override
  public Layout layout() {
    return layout;
  }

  @Override
  public LinearModel create() {
    return Geometry.create(layout);
  }

  private double stepSize(LinearModel model) {
    return stepSize.of(diameter, model.numbers[VARIATION]);
  }

  @Override
  public void predict(LinearModel model, FeatureVector features, Answer into) {
    loss.answer(geometry.look(model, probe, features, stepSize(model)), into);
  }

  @Override
  public void learn(
      LinearModel model, FeatureVector features, double label, double weight, Answer into) {
    double step = stepSize(model);
    loss.judge(geometry.look(model, probe, features, step), label, into);
    model.rounds++;
    if (weight != 0) {
      into.slope = loss.slopeNear(into.margin, label, hintedSlope(model, weight));
      update(model, step, label, weight, into.slope);
    }
    if ((model.rounds & REFRESH_MASK) == 0) {
      geometry.refresh(model);
    }
  }

  /** The slope with which the gradient would be nearest to M. */
  private double hintedSlope(LinearModel model, double weight) {
    double square = weight * probe.squaredNorm();
    return square > 0 ? model.numbers[LAST_SLOPE] * probe.hintProduct() / square : 0;
  }

  private void update(
      LinearModel model, double knownStep, double label, double weight, double slope) {
    double[] numbers = model.numbers;
    double length = weight * slope;
    double last = numbers[LAST_SLOPE];
    double square = length * length * probe.squaredNorm();
    double surprise = Geometry.surprise(numbers, probe, length);
    double step = knownStep;
    if (Double.isNaN(step)) {
      if (surprise < StepSize.LEAST_VARIATION) {
        return;
      }
      step = stepSize.first(diameter, Math.sqrt(surprise));
    }
    numbers[VARIATION] += surprise;
    numbers[GRADIENT_SQUARES] += square;
    geometry.step(model, probe, step * length, last == 0 ? 0 : step * last);
    double scale = stepSize(model) * weight;
    double next = hint.slope(geometry, model, probe, loss, label, scale);
    geometry.arrive(model, probe, scale * next);
    numbers[LAST_SLOPE] = weight * next;
    numbers[LAST_SQUARED_NORM] = probe.squaredNorm();
    probe.remember(model.memory[0]);
  }

  @Override
  public Reading read(LinearModel model) {
    return Geometry.read(model, stepSize(model));
  }

  @Override
  public double weight(LinearModel model, int output, int index) {
    return Geometry.weight(model, index);
  }
}
