package io.thalweg.convex;

/**
 * An online convex optimizer over R^d: in each round it plays a point, then learns the gradient of
 * that round's loss at the point. Its state is one array of doubles that the caller owns, and that
 * is checkpointed, copied and compared as it stands; equal gradients, equal states, to the bit.
 *
 * <p>Protocol: {@link #start} once, then per round {@link #play}, any number of times, and {@link
 * #learn}. Gradients are finite with |g| below 1e100: then nothing overflows. Playing and learning
 * allocate nothing; scratch arrays belong to the instance, so that one instance per thread serves
 * any number of states.
 *
 * <p>Every state begins alike, so that whoever reports or plays needs nothing else:
 *
 * <pre>
 *   0      rounds learned
 *   1      V = Σ|g − M|², M the hint that g was met with
 *   2      Σ|g|²
 *   3      rounds whose gradient step left the domain
 *   4      |x − x'|, x the point of the next round, x' that of the last
 *   5      x, double[d]
 *   5 + d  what the algorithm keeps
 * </pre>
 */
public sealed interface Optimizer
    permits OptimisticMirrorDescent,
        PerCoordinateDescent,
        OptimisticFollowTheLeader,
        FtrlProximal,
        ExponentialWeights,
        OptimisticNewton,
        DynamicEnsemble {
  /** The most coordinates of an optimizer. */
  int LARGEST_DIMENSION = 1 << 24;

  /** d. */
  int dimension();

  /** Length of a state, in doubles. */
  int stateLength();

  /** Writes the state of round 1 over all of {@code state}. */
  void start(double[] state);

  /**
   * The point of the next round, which {@link #learn} has found already: O(d).
   *
   * @param x double[d], written
   */
  default void play(double[] state, double[] x) {
    System.arraycopy(state, Head.POINT, x, 0, dimension());
  }

  /** One coordinate of the point that {@link #play} writes: O(1). */
  default double played(double[] state, int coordinate) {
    return state[Head.POINT + coordinate];
  }

  /**
   * Folds in the gradient at the point played, and finds the next.
   *
   * @param gradient double[d], read
   */
  void learn(double[] state, double[] gradient);

  /** The next round's step size; NaN where there is not one number, or it is not known yet. */
  double stepSize(double[] state);

  /** Rounds learned. */
  default long rounds(double[] state) {
    return Head.rounds(state);
  }

  /** V = Σ|g − M|² over the rounds so far, by the norm that the algorithm's bound goes by. */
  default double variation(double[] state) {
    return Head.variation(state);
  }

  /** Σ|g|² over the rounds so far, by the same norm; a variation below it says that hints help. */
  default double gradientSquares(double[] state) {
    return Head.gradientSquares(state);
  }

  /** Rounds whose gradient step left the domain and was projected back. */
  default long projectedRounds(double[] state) {
    return Head.projectedRounds(state);
  }

  /** How far the point of the next round is from that of the last; NaN after a hint was given. */
  default double movement(double[] state) {
    return Head.movement(state);
  }

  /**
   * The shares of what is mixed, adding up to 1: of an ensemble's bases, or else of a mixer's
   * hints; of nothing where nothing is mixed. Allocates.
   */
  double[] shares(double[] state);
}
