package io.thalweg.convex;

import java.util.Arrays;

/**
 * A two-layer ensemble for targets that move: N optimistic descents, each with a fixed step η_i of
 * its own, and weights p over them that are optimistic too; the point played is their mean. Its
 * regret is against any sequence u_1, u_2, … with path length P = Σ|u_t − u_{t−1}|, known to nobody
 * (Chen, Zhang, Tu, Zhao, Zhang, ICML 2023, with the collaborative ensemble of Zhao, Zhang, Zhang,
 * Zhou: Adaptivity and Non-stationarity, JMLR 2024):
 *
 * <pre>
 *   η_i    = min(largestStep, 2^{i−1}·D/(G·√(8T))),  i = 1…N, up to the first that is cut
 *   base   x_i = P[x̂_i − η_i·M];   x̂_i ← P[x̂_i − η_i·g]      one gradient g, at the mean x
 *   meta   l_i = ⟨g, x_i⟩ + λ|x_i − x_i'|²,  m_i = ⟨M, x_i⟩ + λ|x_i − x_i'|²,  λ = 2L
 *          p_i ~ exp(−ε(Σl_i + m_i)),  ε = min(1/(8D²L), √(ln N/(D²V)))
 * </pre>
 *
 * where x_i' is the base's point of the round before: a base pays for moving, so that the mean
 * moves little. For every base i, with a_t = |g_t − M_t|²,
 *
 * <pre>
 *   Σ⟨g, x − u⟩  ≤  (D² + 2DP)/(2η_i) + η_i·V + ln N/ε_{T+1} + D²Σε_t·a_t
 *                   − Σ|p_{t+1} − p_t|₁²/(4ε_t)
 *                   + (λ − 1/(4η_i))·Σ|x_i − x_i'|² − λ·ΣΣ p_j|x_j − x_j'|²
 * </pre>
 *
 * hence O(P + √(1 + P)(√σ² + √Σ²)) in expectation. O(N·d) per round, N projections for x̂ and N for
 * x; N is about 7 to 20.
 *
 * <p>This implementation differs from the paper in the following: a horizon need not be known,
 * since N grows with the logarithm of 2⁴⁰ only; the largest step may be raised, since where there
 * is little noise 1/(8L) follows more slowly than plain descent does; any hint may take the place
 * of the last gradient.
 *
 * <p>State: the {@link Optimizer head}, M double[d], Σl_i double[N], |x_i − x_i'|² double[N], p
 * double[N], x̂_i double[N × d] row-major, x_i double[N × d] row-major, the hint's own.
 */
public final class DynamicEnsemble implements Optimizer {
  private final EnsembleSpec spec;
  private final int dimension;
  private final double[] steps;
  private final double diameter;
  private final double penalty;
  private final double largestRate;
  private final double logBases;
  private final Projection projection;
  private final HintKernel hint;
  private final int hintAt;
  private final int lossesAt;
  private final int movesAt;
  private final int weightsAt;
  private final int secondariesAt;
  private final int pointsAt;
  private final int stateLength;
  private final double[] next;

  DynamicEnsemble(EnsembleSpec spec, int dimension) {
    this.spec = spec;
    this.dimension = Check.dimension(dimension, LARGEST_DIMENSION);
    this.diameter = spec.domain().diameter(dimension);
    this.steps = steps(spec, diameter);
    this.penalty = 2 * spec.smoothness();
    this.largestRate = 1 / (8 * diameter * diameter * spec.smoothness());
    int bases = steps.length;
    this.logBases = StrictMath.log(bases);
    this.projection = Projection.onto(spec.domain(), dimension);
    this.hintAt = Head.POINT + dimension;
    this.lossesAt = hintAt + dimension;
    this.movesAt = lossesAt + bases;
    this.weightsAt = movesAt + bases;
    this.secondariesAt = weightsAt + bases;
    this.pointsAt = Check.length(secondariesAt + (long) bases * dimension);
    int hintsOwn = Check.length(pointsAt + (long) bases * dimension);
    this.hint = HintKernel.of(spec.hint(), dimension, hintsOwn);
    this.stateLength = Check.length(hintsOwn + hint.length());
    this.next = new double[dimension];
  }

  private static double[] steps(EnsembleSpec spec, double diameter) {
    double least = diameter / (spec.gradientBound() * Math.sqrt(8 * spec.horizon()));
    double[] steps = new double[1];
    for (double step = least; step < spec.largestStep(); step *= 2) {
      steps[steps.length - 1] = step;
      steps = Arrays.copyOf(steps, steps.length + 1);
    }
    steps[steps.length - 1] = spec.largestStep();
    return steps;
  }

  /** What it is composed of. */
  public EnsembleSpec spec() {
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

  /** N. */
  public int bases() {
    return steps.length;
  }

  /** η of a base. */
  public double baseStep(int base) {
    return steps[base];
  }

  /** The weight of a base in the next round. */
  public double weight(double[] state, int base) {
    return state[weightsAt + base];
  }

  /**
   * The point of a base for the next round.
   *
   * @param x double[d], written
   */
  public void basePoint(double[] state, int base, double[] x) {
    System.arraycopy(state, pointsAt + base * dimension, x, 0, dimension);
  }

  /** Σl of a base. */
  double loss(double[] state, int base) {
    return state[lossesAt + base];
  }

  /** ε of the next round. */
  double rate(double[] state) {
    double variation = Head.variation(state);
    if (variation == 0 || steps.length == 1) {
      return largestRate;
    }
    return Math.min(largestRate, Math.sqrt(logBases / (diameter * diameter * variation)));
  }

  /** The bases' mean step by their weights. */
  @Override
  public double stepSize(double[] state) {
    return Vectors.dot(state, weightsAt, steps, 0, steps.length);
  }

  /** The bases'. */
  @Override
  public double[] shares(double[] state) {
    return Arrays.copyOfRange(state, weightsAt, weightsAt + steps.length);
  }

  @Override
  public void start(double[] state) {
    Arrays.fill(state, 0, stateLength, 0);
    Arrays.fill(next, 0);
    projection.project(next);
    System.arraycopy(next, 0, state, Head.POINT, dimension);
    for (int i = 0; i < steps.length; i++) {
      state[weightsAt + i] = 1.0 / steps.length;
      System.arraycopy(next, 0, state, secondariesAt + i * dimension, dimension);
      System.arraycopy(next, 0, state, pointsAt + i * dimension, dimension);
    }
  }

  @Override
  public void learn(double[] state, double[] gradient) {
    Head.count(
        state,
        Vectors.squaredDistance(gradient, 0, state, hintAt, dimension),
        Vectors.square(gradient, 0, dimension));
    boolean projected = false;
    for (int i = 0; i < steps.length; i++) {
      state[lossesAt + i] +=
          Vectors.dot(gradient, 0, state, pointsAt + i * dimension, dimension)
              + penalty * state[movesAt + i];
      int secondary = secondariesAt + i * dimension;
      Vectors.step(next, state, secondary, steps[i], gradient, 0, dimension);
      projected |= projection.project(next);
      System.arraycopy(next, 0, state, secondary, dimension);
    }
    if (projected) {
      Head.countProjected(state);
    }
    hint.next(state, gradient, hintAt);
    double rate = rate(state);
    for (int i = 0; i < steps.length; i++) {
      int point = pointsAt + i * dimension;
      Vectors.step(next, state, secondariesAt + i * dimension, steps[i], state, hintAt, dimension);
      projection.project(next);
      state[movesAt + i] = Vectors.squaredDistance(next, 0, state, point, dimension);
      System.arraycopy(next, 0, state, point, dimension);
      double expected =
          Vectors.dot(state, hintAt, state, point, dimension) + penalty * state[movesAt + i];
      state[weightsAt + i] = -rate * (state[lossesAt + i] + expected);
    }
    Softmax.apply(state, weightsAt, steps.length);
    Arrays.fill(next, 0);
    for (int i = 0; i < steps.length; i++) {
      Vectors.add(next, 0, state[weightsAt + i], state, pointsAt + i * dimension, dimension);
    }
    Head.move(state, next);
  }
}
