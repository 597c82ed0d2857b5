package io.thalweg.convex;

import java.util.Arrays;

/**
 * Optimistic online mirror descent (Chen, Zhang, Tu, Zhao, Zhang: Optimistic Online Mirror Descent
 * for Bridging Stochastic and Adversarial Online Convex Optimization, ICML 2023), Euclidean, with
 * two sequences and one step size for all coordinates. With P the projection on the domain after
 * the proximal step of the regularizer, x̂ the secondary iterate, M the hint and η the step size of
 * the round,
 *
 * <pre>
 *   play   x = P[x̂ − η·M]
 *   learn  x̂ ← P[x̂ − η·g]      the same η, and x̂ from x̂, never from x
 *          V ← V + |g − M|²
 *          M ← the hint for the next round, η ← its step size
 * </pre>
 *
 * With {@link Convex} steps and D the domain's diameter, for any gradients and hints of norms at
 * most G and any u of the domain,
 *
 * <pre>
 *   Σ⟨g, x − u⟩ + r(x) − r(u)  ≤  (D/2)·√(delta + 4G² + V) + 2D·(√(delta + V) − √delta)
 *                                 − Σ|x_t − x_{t−1}|²/(4η_{t−1})
 * </pre>
 *
 * from which the theorems on stochastically extended adversaries follow, O(√σ² + √Σ²) in
 * expectation. {@link ScaleFree}, {@link StronglyConvex} and {@link StronglyRegularized} tell their
 * own bounds. O(d) per round and for the hint, one projection for x̂ and one for x.
 *
 * <p>This implementation differs from the paper in the following: any hint may take the place of
 * the last gradient; the regularizer is in both steps (Wang, Zhao et al., NeurIPS 2024, have it for
 * this setting); scale-free and strongly regularized steps are not in the paper.
 *
 * <p>State: the {@link Optimizer head}, x̂ double[d], M double[d], the hint's own.
 */
public final class OptimisticMirrorDescent implements Optimizer {
  private final MirrorDescentSpec spec;
  private final int dimension;
  private final StepRule rule;
  private final double diameter;
  private final Prox prox;
  private final Projection projection;
  private final HintKernel hint;
  private final int secondaryAt;
  private final int hintAt;
  private final int stateLength;
  private final double[] next;

  OptimisticMirrorDescent(MirrorDescentSpec spec, int dimension) {
    this.spec = spec;
    this.dimension = Check.dimension(dimension, LARGEST_DIMENSION);
    this.rule = spec.step();
    this.diameter = spec.domain().diameter(dimension);
    this.prox = Prox.of(spec.regularizer(), spec.domain(), dimension);
    this.projection = Projection.onto(spec.domain(), dimension);
    this.secondaryAt = Head.POINT + dimension;
    this.hintAt = secondaryAt + dimension;
    int hintsOwn = hintAt + dimension;
    this.hint = HintKernel.of(spec.hint(), dimension, hintsOwn);
    this.stateLength = Check.length(hintsOwn + hint.length());
    this.next = new double[dimension];
  }

  /** What it is composed of. */
  public MirrorDescentSpec spec() {
    return spec;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public int stateLength() {
    return stateLength;
  }

  @Override
  public double[] shares(double[] state) {
    return hint.shares(state);
  }

  @Override
  public void start(double[] state) {
    Arrays.fill(state, 0, stateLength, 0);
    Arrays.fill(next, 0);
    projection.project(next);
    System.arraycopy(next, 0, state, Head.POINT, dimension);
    System.arraycopy(next, 0, state, secondaryAt, dimension);
  }

  @Override
  public double stepSize(double[] state) {
    return rule.of(diameter, Head.variation(state), Head.rounds(state) + 1);
  }

  @Override
  public void learn(double[] state, double[] gradient) {
    double step = stepSize(state);
    double surprise = Vectors.squaredDistance(gradient, 0, state, hintAt, dimension);
    if (Double.isNaN(step)) {
      if (surprise < StepSize.LEAST_VARIATION) {
        Head.count(state, 0, 0);
        return;
      }
      step = rule.first(diameter, Math.sqrt(surprise));
    }
    if (step(state, step, gradient, 0)) {
      Head.countProjected(state);
    }
    System.arraycopy(next, 0, state, secondaryAt, dimension);
    Head.count(state, surprise, Vectors.square(gradient, 0, dimension));
    hint.next(state, gradient, hintAt);
    look(state);
    Head.move(state, next);
  }

  /**
   * Tells the hint of the next round, before it is played; only where the hint is {@link
   * GivenHint}. While a scale-free step is not known yet, the hint counts as 0.
   *
   * @param hint double[d], read
   * @throws IllegalStateException if this optimizer has a hint of its own
   */
  public void expect(double[] state, double[] hint) {
    if (!(spec.hint() instanceof GivenHint)) {
      throw new IllegalStateException(
          "a hint can be told only where it is given: hint=" + spec.hint().canonical());
    }
    if (Double.isNaN(stepSize(state))) {
      return;
    }
    System.arraycopy(hint, 0, state, hintAt, dimension);
    look(state);
    Head.replace(state, next);
  }

  /**
   * The secondary iterate x̂, which follows the gradients without optimism.
   *
   * @param x double[d], written
   */
  public void secondary(double[] state, double[] x) {
    System.arraycopy(state, secondaryAt, x, 0, dimension);
  }

  private void look(double[] state) {
    double step = stepSize(state);
    if (Double.isNaN(step)) {
      System.arraycopy(state, secondaryAt, next, 0, dimension);
    } else {
      step(state, step, state, hintAt);
    }
  }

  /** next ← P[x̂ − step·v]; whether that needed the projection. */
  private boolean step(double[] state, double step, double[] v, int at) {
    Vectors.step(next, state, secondaryAt, step, v, at, dimension);
    prox.apply(next, step);
    return projection.project(next);
  }
}
