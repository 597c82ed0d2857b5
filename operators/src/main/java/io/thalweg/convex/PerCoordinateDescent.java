package io.thalweg.convex;

import java.util.Arrays;

/**
 * Optimistic mirror descent on a box with a step size for each coordinate, so that a feature that
 * is seen rarely keeps a large step: one {@link OptimisticMirrorDescent} per coordinate on its
 * interval of length W, which sees the g_i, M_i and V_i = Σ(g_i − M_i)² of that coordinate alone.
 *
 * <p>The regret is at most the sum of the coordinates' own: for {@link Convex} steps with G_i ≥
 * |g_i|, |M_i|,
 *
 * <pre>  Σ_i [ (W/2)·√(delta + 4G_i² + V_i) + 2W·(√(delta + V_i) − √delta) ]</pre>
 *
 * and for {@link ScaleFree} ones with multiplier 1 Σ_i (1/2 + 1/(1 − 1/√2))·W·√V_i; then
 * multiplying a coordinate of every gradient by a number of its own changes no iterate. Not in the
 * paper of Chen, Zhang, Tu, Zhao and Zhang (ICML 2023), whose argument it applies to each
 * coordinate. O(d) per round and for the hint.
 *
 * <p>State: the {@link Optimizer head}, x̂ double[d], M double[d], V double[d], the hint's own.
 */
public final class PerCoordinateDescent implements Optimizer {
  private final PerCoordinateSpec spec;
  private final int dimension;
  private final StepSize[] rules;
  private final double lower;
  private final double upper;
  private final HintKernel hint;
  private final int secondaryAt;
  private final int hintAt;
  private final int variationAt;
  private final int stateLength;
  private final double[] next;
  private final double[] counted;

  PerCoordinateDescent(PerCoordinateSpec spec, int dimension) {
    this.spec = spec;
    this.dimension = Check.dimension(dimension, LARGEST_DIMENSION);
    this.rules = spec.steps().toArray(new StepSize[0]);
    if (rules.length > 1 && rules.length != dimension) {
      throw new IllegalArgumentException(
          "there must be one step or one for each coordinate: steps="
              + rules.length
              + ", dimension="
              + dimension);
    }
    this.lower = spec.domain().lower();
    this.upper = spec.domain().upper();
    this.secondaryAt = Head.POINT + dimension;
    this.hintAt = secondaryAt + dimension;
    this.variationAt = hintAt + dimension;
    int hintsOwn = variationAt + dimension;
    this.hint = HintKernel.of(spec.hint(), dimension, hintsOwn);
    this.stateLength = Check.length(hintsOwn + hint.length());
    this.next = new double[dimension];
    this.counted = new double[dimension];
  }

  /** What it is composed of. */
  public PerCoordinateSpec spec() {
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
  }

  /** NaN: {@link #stepSize(double[], int)} tells each coordinate's. */
  @Override
  public double stepSize(double[] state) {
    return Double.NaN;
  }

  /** The next round's step size in a coordinate; NaN while it is not known. */
  public double stepSize(double[] state, int coordinate) {
    return rule(coordinate).of(upper - lower, state[variationAt + coordinate]);
  }

  /** V_i of a coordinate. */
  public double variation(double[] state, int coordinate) {
    return state[variationAt + coordinate];
  }

  /**
   * The secondary iterate x̂, which follows the gradients without optimism.
   *
   * @param x double[d], written
   */
  public void secondary(double[] state, double[] x) {
    System.arraycopy(state, secondaryAt, x, 0, dimension);
  }

  @Override
  public void learn(double[] state, double[] gradient) {
    boolean projected = false;
    for (int i = 0; i < dimension; i++) {
      double g = gradient[i];
      double error = g - state[hintAt + i];
      double step = stepSize(state, i);
      if (Double.isNaN(step)) {
        if (error * error < StepSize.LEAST_VARIATION) {
          counted[i] = 0;
          continue;
        }
        step = rule(i).first(upper - lower, Math.abs(error));
      }
      double moved = state[secondaryAt + i] - step * g;
      double clipped = clip(moved);
      projected |= clipped != moved;
      state[secondaryAt + i] = clipped;
      state[variationAt + i] += error * error;
      counted[i] = g;
    }
    if (projected) {
      Head.countProjected(state);
    }
    Head.count(
        state,
        Vectors.squaredDistance(counted, 0, state, hintAt, dimension),
        Vectors.square(counted, 0, dimension));
    hint.next(state, counted, hintAt);
    for (int i = 0; i < dimension; i++) {
      double step = stepSize(state, i);
      double x = state[secondaryAt + i];
      next[i] = Double.isNaN(step) ? x : clip(x - step * state[hintAt + i]);
    }
    Head.move(state, next);
  }

  private StepSize rule(int coordinate) {
    return rules[rules.length == 1 ? 0 : coordinate];
  }

  private double clip(double x) {
    return Math.min(upper, Math.max(lower, x));
  }
}
