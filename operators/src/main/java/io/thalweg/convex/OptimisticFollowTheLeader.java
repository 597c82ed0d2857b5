package io.thalweg.convex;

import java.util.Arrays;

/**
 * Optimistic follow-the-leader for μ-strongly convex losses (Sachs, Hadiji, van Erven, Guzmán:
 * Between Stochastic and Adversarial Online Convex Optimization, NeurIPS 2022): the point played
 * minimises the quadratic lower bounds of all losses so far plus the hint,
 *
 * <pre>  x_{t+1} = P[ (Σ_{s ≤ t} (μ·x_s − g_s) − M_{t+1}) / (μ·t) ],   x_1 the point nearest to 0
 * </pre>
 *
 * With a_t = |g_t − M_t|², for any u of the domain,
 *
 * <pre>  Σ ⟨g, x − u⟩ − (μ/2)|x − u|²  ≤  Σ a_t / (2μt)</pre>
 *
 * since the leader's objective after round t is μt-strongly convex and differs from the one that
 * x_t minimises by ⟨g_t − M_t, ·⟩ and a quadratic around x_t. It needs no diameter, hence no
 * bounded domain; but it forgets nothing, and follows no drift. O(d) per round, for the hint and
 * for one projection.
 *
 * <p>This implementation differs from the paper in the following: any hint may take the place of
 * the last gradient.
 *
 * <p>State: the {@link Optimizer head}, Σ(μx − g) double[d], M double[d], the hint's own.
 */
public final class OptimisticFollowTheLeader implements Optimizer {
  private final FollowTheLeaderSpec spec;
  private final int dimension;
  private final double curvature;
  private final Projection projection;
  private final HintKernel hint;
  private final int sumAt;
  private final int hintAt;
  private final int stateLength;
  private final double[] next;

  OptimisticFollowTheLeader(FollowTheLeaderSpec spec, int dimension) {
    this.spec = spec;
    this.dimension = Check.dimension(dimension, LARGEST_DIMENSION);
    this.curvature = spec.curvature();
    this.projection = Projection.onto(spec.domain(), dimension);
    this.sumAt = Head.POINT + dimension;
    this.hintAt = sumAt + dimension;
    int hintsOwn = hintAt + dimension;
    this.hint = HintKernel.of(spec.hint(), dimension, hintsOwn);
    this.stateLength = Check.length(hintsOwn + hint.length());
    this.next = new double[dimension];
  }

  /** What it is composed of. */
  public FollowTheLeaderSpec spec() {
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
  }

  /** 1/(μt), what a gradient of the next round will be multiplied by; NaN before the first. */
  @Override
  public double stepSize(double[] state) {
    long rounds = Head.rounds(state);
    return rounds == 0 ? Double.NaN : 1 / (curvature * rounds);
  }

  /** Σ(μx − g) in a coordinate. */
  double sum(double[] state, int coordinate) {
    return state[sumAt + coordinate];
  }

  @Override
  public void learn(double[] state, double[] gradient) {
    Head.count(
        state,
        Vectors.squaredDistance(gradient, 0, state, hintAt, dimension),
        Vectors.square(gradient, 0, dimension));
    for (int i = 0; i < dimension; i++) {
      state[sumAt + i] += curvature * state[Head.POINT + i] - gradient[i];
    }
    hint.next(state, gradient, hintAt);
    double step = stepSize(state);
    for (int i = 0; i < dimension; i++) {
      next[i] = step * (state[sumAt + i] - state[hintAt + i]);
    }
    if (projection.project(next)) {
      Head.countProjected(state);
    }
    Head.move(state, next);
  }
}
