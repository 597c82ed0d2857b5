package io.thalweg.mirror;

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
public final class MirrorDescent {

  private static final long REFRESH_MASK = (1 << 16) - 1;

  private final LearnerSpec spec;
  private final Loss loss;
  private final StepSize stepSize;
  private final Geometry geometry;
  private final double diameter;
  private final boolean remembers;
  private final Probe probe = new Probe();
  private final Evaluation evaluation = new Evaluation();

  /** The learner that {@code spec} describes. */
  public MirrorDescent(LearnerSpec spec) {
    this.spec = spec;
    this.loss = spec.loss();
    this.stepSize = spec.stepSize();
    this.geometry = Geometry.of(spec.domain());
    this.diameter = spec.domain().diameter(spec.dimension());
    this.remembers = spec.hint().equals(Hint.LAST_GRADIENT);
  }

  /** What this learner is composed of. */
  public LearnerSpec spec() {
    return spec;
  }

  /** A model that has learned nothing. */
  public LinearModel create() {
    return LinearModel.create(spec.dimension());
  }

  /** The next round's step size; NaN while it is unknown. */
  public double stepSize(LinearModel model) {
    return stepSize.of(diameter, model.variation);
  }

  /** ⟨x, features⟩ of the iterate x that the model plays next; changes nothing. */
  public double margin(LinearModel model, FeatureVector features) {
    return look(model, features, stepSize(model));
  }

  private double look(LinearModel model, FeatureVector features, double step) {
    if (model.lastSlope == 0) {
      probe.take(model.iterate, features);
      return geometry.margin(model, probe, 0);
    }
    probe.take(model.iterate, model.last, features);
    return geometry.margin(model, probe, step * model.lastSlope);
  }

  /**
   * Folds one event into the model.
   *
   * @param label one that the loss accepts
   * @param weight importance, in [0, 1e9]; an event of weight 0 is counted and changes nothing else
   * @return the margin as it was predicted before, to the bit that of {@link #margin}
   */
  public double learn(LinearModel model, FeatureVector features, double label, double weight) {
    double step = stepSize(model);
    double margin = look(model, features, step);
    loss.evaluate(margin, label, evaluation);
    model.rounds++;
    if (weight != 0) {
      update(model, step, weight * evaluation.slope);
    }
    if ((model.rounds & REFRESH_MASK) == 0) {
      geometry.refresh(model);
    }
    return margin;
  }

  /** What the loss says about the event learned last, by the margin that was predicted before. */
  public Evaluation evaluation() {
    return evaluation;
  }

  private void update(LinearModel model, double knownStep, double slope) {
    double square = slope * slope * probe.squaredNorm();
    double last = model.lastSlope;
    double surprise =
        Math.max(
            0,
            square + last * last * model.lastSquaredNorm - 2 * slope * last * probe.hintProduct());
    double step = knownStep;
    if (Double.isNaN(step)) {
      if (surprise < StepSize.LEAST_VARIATION) {
        return;
      }
      step = stepSize.first(diameter, Math.sqrt(surprise));
    }
    model.variation += surprise;
    model.gradientSquares += square;
    if (slope != 0) {
      geometry.step(model, probe, step * slope);
    }
    if (remembers) {
      model.lastSlope = slope;
      model.lastSquaredNorm = probe.squaredNorm();
      probe.remember(model.last);
    }
  }
}
