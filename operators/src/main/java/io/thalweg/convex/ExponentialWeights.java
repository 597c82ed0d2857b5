package io.thalweg.convex;

import io.thalweg.math.StableMath;
import java.util.Arrays;

/**
 * Optimistic follow-the-regularized-leader with the entropy as regularizer. On the simplex of sum R
 * it is optimistic Hedge: N = d weights x = R·p; on the L1 ball of radius R it is EG±: N = 2d
 * weights, x = R·(p⁺ − p⁻), of which p⁻ meets the gradient with the other sign. With S = Σg,
 *
 * <pre>
 *   p ~ exp(−η·R·(S + M)),   η = √(ln N) / √(delta + 4(RG)² + V),   V = Σ R²·|g − M|∞²
 * </pre>
 *
 * For gradients and hints of no coordinate above G in size and any u of the domain,
 *
 * <pre>
 *   Σ⟨g, x − u⟩  ≤  √(ln N)·( √(delta + 4(RG)² + V) + 2√(delta + V) − 2√delta )
 *                   − Σ|p_t − p_{t−1}|₁²/(4η_{t−1})
 * </pre>
 *
 * The norms make it the one for many coordinates of which few matter: the regret grows as √(ln d).
 * It leads by all the past and does not step from point to point, since entropic mirror descent
 * with decreasing steps has linear regret: the entropy's divergence is unbounded on the simplex.
 * Chen, Zhang, Tu, Zhao and Zhang (ICML 2023) have no such form. O(d) per round and for the hint.
 *
 * <p>State: the {@link Optimizer head}, S double[d], M double[d], the hint's own.
 */
public final class ExponentialWeights implements Optimizer {
  private final ExponentialWeightsSpec spec;
  private final int dimension;
  private final boolean signed;
  private final double size;
  private final Convex rule;
  private final double diameter;
  private final HintKernel hint;
  private final int sumAt;
  private final int hintAt;
  private final int stateLength;
  private final double[] next;
  private final double[] opposite;

  ExponentialWeights(ExponentialWeightsSpec spec, int dimension) {
    this.spec = spec;
    this.dimension = Check.dimension(dimension, LARGEST_DIMENSION);
    this.signed = spec.domain() instanceof L1Ball;
    this.size =
        spec.domain() instanceof Simplex simplex
            ? simplex.sum()
            : ((L1Ball) spec.domain()).radius();
    this.rule = new Convex(size * spec.step().gradientBound(), spec.step().delta());
    this.diameter = Math.sqrt(StrictMath.log(signed ? 2.0 * dimension : dimension));
    this.sumAt = Head.POINT + dimension;
    this.hintAt = sumAt + dimension;
    int hintsOwn = hintAt + dimension;
    this.hint = HintKernel.of(spec.hint(), dimension, hintsOwn);
    this.stateLength = Check.length(hintsOwn + hint.length());
    this.next = new double[dimension];
    this.opposite = new double[dimension];
  }

  /** What it is composed of. */
  public ExponentialWeightsSpec spec() {
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
    look(state);
    System.arraycopy(next, 0, state, Head.POINT, dimension);
  }

  /** The rate η of the exponents. */
  @Override
  public double stepSize(double[] state) {
    return rule.of(diameter, Head.variation(state));
  }

  @Override
  public void learn(double[] state, double[] gradient) {
    double surprise = 0;
    double largest = 0;
    for (int i = 0; i < dimension; i++) {
      surprise = Math.max(surprise, Math.abs(gradient[i] - state[hintAt + i]));
      largest = Math.max(largest, Math.abs(gradient[i]));
    }
    surprise *= size;
    largest *= size;
    Head.count(state, surprise * surprise, largest * largest);
    Vectors.add(state, sumAt, 1, gradient, 0, dimension);
    hint.next(state, gradient, hintAt);
    look(state);
    Head.move(state, next);
  }

  private void look(double[] state) {
    double exponent = -stepSize(state) * size;
    for (int i = 0; i < dimension; i++) {
      next[i] = exponent * (state[sumAt + i] + state[hintAt + i]);
    }
    if (signed) {
      balance();
    } else {
      Softmax.apply(next, 0, dimension);
      Vectors.scale(next, 0, size, dimension);
    }
  }

  /** next ← size·(p⁺ − p⁻) for p⁺ ~ exp(next), p⁻ ~ exp(−next). */
  private void balance() {
    double top = 0;
    for (int i = 0; i < dimension; i++) {
      top = Math.max(top, Math.abs(next[i]));
    }
    for (int i = 0; i < dimension; i++) {
      opposite[i] = StableMath.exp(-next[i] - top);
      next[i] = StableMath.exp(next[i] - top);
    }
    double total = Vectors.sum(next, 0, dimension) + Vectors.sum(opposite, 0, dimension);
    for (int i = 0; i < dimension; i++) {
      next[i] = size * ((next[i] - opposite[i]) / total);
    }
  }
}
