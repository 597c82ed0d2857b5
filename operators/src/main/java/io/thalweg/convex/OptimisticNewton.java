package io.thalweg.convex;

import java.util.Arrays;

/**
 * The optimistic online Newton step on a ball, for exp-concave losses (Chen, Zhang, Tu, Zhao,
 * Zhang, ICML 2023): optimistic mirror descent in the metric H, which grows along what it has met.
 *
 * <pre>
 *   play   x = argmin ⟨M, x⟩ + |x − x̂|²_H/2
 *   learn  x̂ ← argmin ⟨g, x⟩ + |x − x̂|²_H/2        the same H
 *          H ← H + (β/2)·g·g',  M ← the hint for the next round
 * </pre>
 *
 * From H = (c₀ + (β/2)G²)·I on, for any u of the ball, of diameter D,
 *
 * <pre>
 *   Σ⟨g, x − u⟩ − (β/2)⟨g, x − u⟩²
 *      ≤  (D²/2)(c₀ + βG²/2) + 2Σ|g − M|²_{H⁻¹} − (c₀/4)·Σ|x_t − x_{t−1}|²
 * </pre>
 *
 * and with the last gradient or zero as hint 2Σ|g − M|²_{H⁻¹} ≤ (16d/β)·ln(1 + βV/(8d·c₀)). With
 * the paper's β this is slow to win, since β is small. For a generalized linear model with loss
 * φ(⟨x, z⟩), φ″ ≥ h, {@link #learn(double[], double[], double[], double)} grows H by (h/2)·z·z'
 * instead, |z| bounded instead of |g|: the same bound with (h/2)⟨z, x − u⟩² on the left, which for
 * squared loss (h = 1) is exactly its regret, whatever the domain's size.
 *
 * <p>O(d²) per round as long as steps stay in the ball, O(d³) when one leaves it; not for more than
 * {@value #LARGEST_DIMENSION} coordinates.
 *
 * <p>This implementation differs from the paper in the following: c₀ may differ from 1, any hint
 * may take the place of the last gradient, and the growth along features is not in it.
 *
 * <p>State: the {@link Optimizer head}, x̂ double[d], M double[d], the factor of H double[d(d +
 * 1)/2] as {@link Cholesky} lays it out, the hint's own.
 */
public final class OptimisticNewton implements Optimizer {
  /** The most coordinates: a round that leaves the ball costs some factorizations. */
  public static final int LARGEST_DIMENSION = 300;

  private final NewtonSpec spec;
  private final int dimension;
  private final Cholesky cholesky;
  private final MetricStep step;
  private final HintKernel hint;
  private final int secondaryAt;
  private final int hintAt;
  private final int factorAt;
  private final int stateLength;
  private final double[] next;
  private final double[] growth;

  OptimisticNewton(NewtonSpec spec, int dimension) {
    this.spec = spec;
    this.dimension = Check.dimension(dimension, LARGEST_DIMENSION);
    this.cholesky = new Cholesky(dimension);
    this.step = new MetricStep(cholesky, spec.domain().radius(), dimension);
    this.secondaryAt = Head.POINT + dimension;
    this.hintAt = secondaryAt + dimension;
    this.factorAt = hintAt + dimension;
    int hintsOwn = factorAt + cholesky.length();
    this.hint = HintKernel.of(spec.hint(), dimension, hintsOwn);
    this.stateLength = Check.length(hintsOwn + hint.length());
    this.next = new double[dimension];
    this.growth = new double[dimension];
  }

  /** What it is composed of. */
  public NewtonSpec spec() {
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
    double bound = spec.directionBound();
    cholesky.scaledIdentity(
        state, factorAt, spec.regularity() + 0.5 * spec.curvature() * bound * bound);
  }

  /** NaN: the metric takes its place. */
  @Override
  public double stepSize(double[] state) {
    return Double.NaN;
  }

  /**
   * The secondary iterate x̂, which follows the gradients without optimism.
   *
   * @param x double[d], written
   */
  public void secondary(double[] state, double[] x) {
    System.arraycopy(state, secondaryAt, x, 0, dimension);
  }

  /** M. */
  void hint(double[] state, double[] m) {
    System.arraycopy(state, hintAt, m, 0, dimension);
  }

  /** y ← H·x, both double[d]. */
  void metric(double[] state, double[] x, double[] y) {
    cholesky.multiply(state, factorAt, x, y);
  }

  /** Learns with H growing by half the spec's curvature along the gradient, the paper's form. */
  @Override
  public void learn(double[] state, double[] gradient) {
    learn(state, gradient, gradient, 0.5 * spec.curvature());
  }

  /**
   * Learns with H growing by curvature·direction·direction'.
   *
   * @param gradient double[d], read
   * @param direction double[d], read; an example's features
   * @param curvature at least 0; half the second derivative that the loss is known to have
   */
  public void learn(double[] state, double[] gradient, double[] direction, double curvature) {
    Head.count(
        state,
        Vectors.squaredDistance(gradient, 0, state, hintAt, dimension),
        Vectors.square(gradient, 0, dimension));
    if (step.minimize(state, factorAt, secondaryAt, gradient, 0, next) > 0) {
      Head.countProjected(state);
    }
    System.arraycopy(next, 0, state, secondaryAt, dimension);
    double root = Math.sqrt(curvature);
    for (int i = 0; i < dimension; i++) {
      growth[i] = root * direction[i];
    }
    cholesky.update(state, factorAt, growth);
    hint.next(state, gradient, hintAt);
    step.minimize(state, factorAt, secondaryAt, state, hintAt, next);
    Head.move(state, next);
  }
}
