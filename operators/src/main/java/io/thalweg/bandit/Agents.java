package io.thalweg.bandit;

/**
 * The known agents, each as a composition with the settings that were best where it was measured.
 */
public final class Agents {
  /** γ₀ per √K of agents whose network replays; without replay a third of it is better. */
  private static final double NEURAL_SQUARE = 5;

  private static final double NEURAL_FAST = 1.5;

  /** γ₀ of Vowpal Wabbit, which suits linear regressions. */
  private static final GammaSchedule VW =
      new GammaSchedule.PowerOfCount(10, 0.5, GammaSchedule.ArmScale.ONE, Long.MAX_VALUE);

  private static final double PENALTY = 1;

  private Agents() {}

  /** Every arm alike, nothing learned. */
  public static AgentSpec uniform(Features features, long seed) {
    return spec(features, new NoRegression.Spec(), new Exploration.Uniform(), seed);
  }

  /**
   * NeuSquareCB: squared loss, inverse gap weighting (Deb, Ban, Zuo, He, Banerjee: Contextual
   * Bandits with Online Neural Regression, ICLR 2024). Regret Õ(√(KT)) under the paper's
   * assumptions.
   */
  public static AgentSpec neuSquareCb(Features features, long seed) {
    return neuSquareCb(features, network(RegressionLoss.SQUARED, features, seed), seed);
  }

  /** NeuSquareCB on another network. */
  public static AgentSpec neuSquareCb(Features features, NeuralSpec network, long seed) {
    return spec(features, network, gap(GapWeighting.INVERSE, NEURAL_SQUARE), seed);
  }

  /**
   * NeuFastCB: Kullback-Leibler loss, reweighted gaps (same paper). Regret Õ(√(K·L*) + K), L* the
   * loss of the best policy, under the paper's assumptions.
   */
  public static AgentSpec neuFastCb(Features features, long seed) {
    return neuFastCb(features, network(RegressionLoss.KULLBACK_LEIBLER, features, seed), seed);
  }

  /** NeuFastCB on another network. */
  public static AgentSpec neuFastCb(Features features, NeuralSpec network, long seed) {
    return spec(features, network, gap(GapWeighting.REWEIGHTED, NEURAL_FAST), seed);
  }

  /** A network's best arm, and with probability ε any arm. */
  public static AgentSpec neuralEpsilonGreedy(Features features, double epsilon, long seed) {
    NeuralSpec network = network(RegressionLoss.SQUARED, features, seed);
    return spec(features, network, new Exploration.Greedy(), seed).withFloor(Floor.mix(epsilon));
  }

  /**
   * Ridge regression's best arm, and with probability ε any arm. Of many inputs, {@link
   * AgentSpec#withRegression} of {@link MirrorSpec}.
   */
  public static AgentSpec epsilonGreedy(Features features, double epsilon, long seed) {
    return spec(features, new RidgeSpec(PENALTY), new Exploration.Greedy(), seed)
        .withFloor(Floor.mix(epsilon));
  }

  /** LinUCB (Li, Chu, Langford, Schapire, WWW 2010): ridge regression, {@code widths} widths. */
  public static AgentSpec linUcb(Features features, double widths, long seed) {
    return spec(features, new RidgeSpec(PENALTY), new Exploration.LowerConfidence(widths), seed);
  }

  /** Linear Thompson sampling (Agrawal, Goyal, ICML 2013), 64 posterior samples per decision. */
  public static AgentSpec linearThompson(Features features, double scale, long seed) {
    return spec(
        features, new RidgeSpec(PENALTY), new Exploration.PosteriorSampling(scale, 64), seed);
  }

  /**
   * SquareCB (Foster, Rakhlin, ICML 2020) on ridge regression. Of many inputs, {@link
   * AgentSpec#withRegression} of {@link MirrorSpec}, which learns a little slower.
   */
  public static AgentSpec squareCb(Features features, long seed) {
    return spec(
        features,
        new RidgeSpec(PENALTY),
        new Exploration.Gap(GapWeighting.INVERSE, VW, Thinning.NONE),
        seed);
  }

  /** FastCB (Foster, Krishnamurthy, NeurIPS 2021) on online logistic regression. */
  public static AgentSpec fastCb(Features features, long seed) {
    return spec(
        features,
        MirrorSpec.of(RegressionLoss.KULLBACK_LEIBLER),
        new Exploration.Gap(GapWeighting.REWEIGHTED, VW, Thinning.NONE),
        seed);
  }

  private static NeuralSpec network(RegressionLoss loss, Features features, long seed) {
    return NeuralSpec.of(loss, seed).withLearningRate(LearningRate.suiting(features));
  }

  private static Exploration gap(GapWeighting weighting, double scale) {
    return new Exploration.Gap(weighting, GammaSchedule.PowerOfCount.root(scale), Thinning.NONE);
  }

  private static AgentSpec spec(
      Features features, RegressionSpec regression, Exploration exploration, long seed) {
    return new AgentSpec(features, regression, exploration, Floor.NONE, Draw.CUMULATIVE, seed);
  }
}
