package io.thalweg.mirror;

import static io.thalweg.mirror.Geometry.GRADIENT_SQUARES;
import static io.thalweg.mirror.Geometry.LAST_SLOPE;
import static io.thalweg.mirror.Geometry.LAST_SQUARED_NORM;
import static io.thalweg.mirror.Geometry.VARIATION;

import io.thalweg.convex.Hint;
import io.thalweg.convex.StepSize;
import io.thalweg.math.FeatureVector;
import io.thalweg.math.Probe;

/**
 * Optimistic online mirror descent (Chen, Zhang, Tu, Zhao, Zhang, ICML 2023) for linear models, in
 * its Euclidean two-sequence form. With P the projection on the domain, x̂ the secondary iterate, M
 * the hint and η the step size of the round,
 *
 * <pre>
 *   margin   p = ⟨P[x̂ − η·M], x⟩
 *   learn    g = weight · φ'(p; label) · x
 *            x̂ ← P[x̂ − η·g]            the same η, and x̂ from x̂
 *            V ← V + |g − M|²
 *            M ← g                      or 0, as the hint says
 * </pre>
 *
 * O(non-zeros) per event, dense and sparse alike. It keeps no state between calls, only scratch:
 * one instance per thread serves any number of models.
 *
 * <p>Nothing overflows. Features are finite floats, at most 8192 of them, labels at most the
 * largest float in size, weights at most 1e9, domains within 1e9: so |p| &lt; 1e50 on a ball, |g|
 * &lt; 1e100 and V &lt; 1e220 after 2^63 rounds. A scale-free learner divides by √V, hence a first
 * gradient with |g|² below {@link StepSize#LEAST_VARIATION} counts as none; then |v|² stays below
 * 1e305.
 */
public final class MirrorDescent implements Learner {
  private static final long REFRESH_MASK = (1 << 16) - 1;

  private final LearnerSpec spec;
  private final Layout layout;
  private final MarginLoss loss;
  private final StepSize stepSize;
  private final Geometry geometry;
  private final double diameter;
  private final boolean remembers;
  private final Probe probe = new Probe();

  MirrorDescent(LearnerSpec spec, Algorithm.Lazy algorithm) {
    this.spec = spec;
    this.loss = MarginLoss.of(spec);
    this.stepSize = algorithm.stepSize();
    this.geometry = Geometry.of(algorithm.domain());
    this.diameter = algorithm.domain().diameter(spec.dimension());
    this.remembers = algorithm.hint().equals(Hint.LAST_GRADIENT);
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

  /** The next round's step size; NaN while it is unknown. */
  double stepSize(LinearModel model) {
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
      update(model, step, weight * into.slope);
    }
    if ((model.rounds & REFRESH_MASK) == 0) {
      geometry.refresh(model);
    }
  }

  private void update(LinearModel model, double knownStep, double slope) {
    double[] numbers = model.numbers;
    double square = slope * slope * probe.squaredNorm();
    double last = numbers[LAST_SLOPE];
    double surprise = Geometry.surprise(numbers, probe, slope);
    double step = knownStep;
    if (Double.isNaN(step)) {
      if (surprise < StepSize.LEAST_VARIATION) {
        return;
      }
      step = stepSize.first(diameter, Math.sqrt(surprise));
    }
    numbers[VARIATION] += surprise;
    numbers[GRADIENT_SQUARES] += square;
    geometry.step(model, probe, step * slope, last == 0 ? 0 : step * last);
    geometry.arrive(model, probe, remembers ? stepSize(model) * slope : 0);
    if (remembers) {
      numbers[LAST_SLOPE] = slope;
      numbers[LAST_SQUARED_NORM] = probe.squaredNorm();
      probe.remember(model.memory[0]);
    }
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
