package io.thalweg.convex;

import java.util.Arrays;

/**
 * FTRL-Proximal (McMahan et al.: Ad Click Prediction: a View from the Trenches, KDD 2013), and its
 * optimistic form: follow-the-regularized-leader with a rate for each coordinate, regularized
 * around the points played, over the whole space. Where zeros matter it is the one to take. Per
 * coordinate, with q = z + M,
 *
 * <pre>
 *   play   x = 0                                                where |q| ≤ l1
 *          x = −(q − sign(q)·l1) / ((β + √n)/α + l2)            elsewhere
 *   learn  e = g − M,  s = (√(n + e²) − √n)/α,  z ← z + g − s·x,  n ← n + e²
 * </pre>
 *
 * The classic form's regret grows as α-dependent constants times Σ_i √n_i. O(d) per round and for
 * the hint.
 *
 * <p>This implementation differs from the paper in the following: a hint M stands in the minimised
 * sum in place of the gradient to come, and n gathers (g − M)² instead of g²; with hint zero it is
 * the paper's.
 *
 * <p>State: the {@link Optimizer head}, z double[d], n double[d], M double[d], the hint's own.
 */
public final class FtrlProximal implements Optimizer {
  private final FtrlProximalSpec spec;
  private final int dimension;
  private final HintKernel hint;
  private final int sumAt;
  private final int squaresAt;
  private final int hintAt;
  private final int stateLength;
  private final double[] next;

  FtrlProximal(FtrlProximalSpec spec, int dimension) {
    this.spec = spec;
    this.dimension = Check.dimension(dimension, LARGEST_DIMENSION);
    this.sumAt = Head.POINT + dimension;
    this.squaresAt = sumAt + dimension;
    this.hintAt = squaresAt + dimension;
    int hintsOwn = hintAt + dimension;
    this.hint = HintKernel.of(spec.hint(), dimension, hintsOwn);
    this.stateLength = Check.length(hintsOwn + hint.length());
    this.next = new double[dimension];
  }

  /** What it is composed of. */
  public FtrlProximalSpec spec() {
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

  /** NaN: each coordinate has its own. */
  @Override
  public double stepSize(double[] state) {
    return Double.NaN;
  }

  /** z of a coordinate. */
  double sum(double[] state, int coordinate) {
    return state[sumAt + coordinate];
  }

  /** n of a coordinate. */
  double squares(double[] state, int coordinate) {
    return state[squaresAt + coordinate];
  }

  @Override
  public void learn(double[] state, double[] gradient) {
    Head.count(
        state,
        Vectors.squaredDistance(gradient, 0, state, hintAt, dimension),
        Vectors.square(gradient, 0, dimension));
    for (int i = 0; i < dimension; i++) {
      double error = gradient[i] - state[hintAt + i];
      double before = state[squaresAt + i];
      double after = before + error * error;
      double s = (Math.sqrt(after) - Math.sqrt(before)) / spec.rate();
      state[sumAt + i] += gradient[i] - s * state[Head.POINT + i];
      state[squaresAt + i] = after;
    }
    hint.next(state, gradient, hintAt);
    for (int i = 0; i < dimension; i++) {
      double q = state[sumAt + i] + state[hintAt + i];
      double divisor = (spec.damping() + Math.sqrt(state[squaresAt + i])) / spec.rate() + spec.l2();
      next[i] = Prox.soft(-q, spec.l1()) / divisor;
    }
    Head.move(state, next);
  }
}
