package io.thalweg.bandit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.math.KeyedRandom;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Two hundred rounds of NeuSquareCB and NeuFastCB on four arms in blocks, with signs. */
class GoldenTrajectoryTest {
  private static final int ARMS = 4;
  private static final int DIMENSION = 5;
  private static final int UNITS = 16;
  private static final double RATE = 0.05;
  private static final int SIGNS = 3;
  private static final double SIZE = 0.1;
  private static final long SEED = 7;
  private static final long ACTION_SEED = 99;

  /** How close floats come, relative to the number. */
  private static final double FLOAT_TOLERANCE = 1e-5;

  private enum Algorithm {
    SQUARE("square", RegressionLoss.SQUARED, GapWeighting.INVERSE),
    FAST("fast", RegressionLoss.KULLBACK_LEIBLER, GapWeighting.REWEIGHTED);

    private final String name;
    final RegressionLoss loss;
    final GapWeighting weighting;

    Algorithm(String name, RegressionLoss loss, GapWeighting weighting) {
      this.name = name;
      this.loss = loss;
      this.weighting = weighting;
    }

    JsonNode golden() {
      return Golden.trajectories().path(name);
    }
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void theReferenceFollowsTheGoldenTrajectory(Algorithm algorithm) {
    assertThat(referenceDistance(algorithm, ReferenceNetwork.Mistake.NONE))
        .isLessThan(Golden.TOLERANCE);
  }

  static List<Arguments> mistakes() {
    return List.of(
        Arguments.of(Algorithm.SQUARE, ReferenceNetwork.Mistake.SLOPE_OF_SUM_IGNORED),
        Arguments.of(Algorithm.SQUARE, ReferenceNetwork.Mistake.SIGNS_SHIFTED),
        Arguments.of(Algorithm.SQUARE, ReferenceNetwork.Mistake.OFFSETS_NOT_DIVIDED),
        Arguments.of(Algorithm.FAST, ReferenceNetwork.Mistake.SIGNS_SHIFTED),
        Arguments.of(Algorithm.FAST, ReferenceNetwork.Mistake.PERTURBATION_GRADIENT_FORGOTTEN));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aPlantedMistakeLeavesTheGoldenTrajectory(
      Algorithm algorithm, ReferenceNetwork.Mistake mistake) {
    assertThat(referenceDistance(algorithm, mistake)).isGreaterThan(1e-4);
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void theAgentInFloatsFollowsTheGoldenTrajectory(Algorithm algorithm) {
    ContextualBandit agent = new ContextualBandit(spec(algorithm));
    BanditModel model = agent.create();
    Arms arms = new Arms();
    Decision decision = new Decision();
    double worst = 0;
    for (int t = 0; t < rounds(); t++) {
      arms.blocks(context(t), DIMENSION, new int[] {0, 1, 2, 3}, ARMS);
      agent.decide(model, arms, t, decision);
      JsonNode row = algorithm.golden().path("rows").get(t);
      for (int a = 0; a < ARMS; a++) {
        double expected = row.path("p").get(a).asDouble();
        worst = Math.max(worst, Math.abs(decision.probability(a) / expected - 1));
      }
      assertThat(decision.chosen()).as("round %d", t).isEqualTo(row.path("a").asInt());
      agent.learn(model, arms, decision.chosen(), outcome(t, decision.chosen()), 1);
    }
    NeuralModel neural = (NeuralModel) model.regression();
    double sum = DoubleStream.of(doubles(neural.parameters())).sum();
    assertThat(worst).isLessThan(FLOAT_TOLERANCE);
    assertThat(Math.abs(sum / algorithm.golden().path("sum").asDouble() - 1))
        .isLessThan(FLOAT_TOLERANCE);
    assertThat(model.learned()).isEqualTo(rounds());
    assertThat(neural.skipped()).isZero();
  }

  private static AgentSpec spec(Algorithm algorithm) {
    NeuralSpec network =
        new NeuralSpec(
            List.of(UNITS),
            Activation.RELU,
            Parametrization.STANDARD,
            algorithm.loss,
            new LearningRate.Constant(RATE),
            new Perturbation.Signs(SIGNS, SIZE),
            Radii.WIDE,
            NeuralSpec.GRADIENT_LIMIT,
            Replay.NONE,
            Standardization.NONE,
            SEED);
    GammaSchedule gamma =
        new GammaSchedule.PowerOfCount(10, 0.5, GammaSchedule.ArmScale.ONE, Long.MAX_VALUE);
    return new AgentSpec(
        new ArmBlocks(DIMENSION, ARMS),
        network,
        new Exploration.Gap(algorithm.weighting, gamma, Thinning.NONE),
        Floor.NONE,
        Draw.CUMULATIVE,
        ACTION_SEED);
  }

  /**
   * The largest difference of a probability, and of the parameters' sum and distance at the end.
   */
  private static double referenceDistance(Algorithm algorithm, ReferenceNetwork.Mistake mistake) {
    ReferenceNetwork network =
        new ReferenceNetwork(
            new int[] {ARMS * DIMENSION, UNITS},
            Activation.RELU,
            Parametrization.STANDARD,
            SEED,
            mistake);
    network.perturb(SIGNS, SIZE, SEED);
    KeyedRandom random = new KeyedRandom(ACTION_SEED, 5);
    double worst = 0;
    double[] losses = new double[ARMS];
    double[] p = new double[ARMS];
    for (int t = 0; t < rounds(); t++) {
      for (int a = 0; a < ARMS; a++) {
        losses[a] = network.score(inBlock(t, a), algorithm.loss);
      }
      algorithm.weighting.fill(losses, ARMS, 10 * Math.sqrt(Math.max(1, t)), p);
      JsonNode row = algorithm.golden().path("rows").get(t);
      for (int a = 0; a < ARMS; a++) {
        worst = Math.max(worst, Math.abs(p[a] - row.path("p").get(a).asDouble()));
      }
      int chosen = Pmf.draw(p, ARMS, random.uniform(t));
      network.step(inBlock(t, chosen), outcome(t, chosen), algorithm.loss, RATE);
    }
    double square = 0;
    for (int j = 0; j < network.theta.length; j++) {
      square += Math.pow(network.theta[j] - network.initial[j], 2);
    }
    double sum = DoubleStream.of(network.theta).sum();
    return DoubleStream.of(
            worst,
            Math.abs(sum - algorithm.golden().path("sum").asDouble()),
            Math.abs(Math.sqrt(square) - algorithm.golden().path("distance").asDouble()))
        .max()
        .orElseThrow();
  }

  private static int rounds() {
    return Golden.trajectories().path("rounds").size();
  }

  /** (√(d − 1)·z, 1). */
  private static double[] exactContext(int round) {
    double[] z = Golden.numbers(Golden.trajectories().path("rounds").get(round).path("z"));
    double[] x = new double[DIMENSION];
    for (int i = 0; i < z.length; i++) {
      x[i] = z[i] * Math.sqrt(z.length);
    }
    x[z.length] = 1;
    return x;
  }

  private static float[] context(int round) {
    double[] exact = exactContext(round);
    float[] x = new float[exact.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) exact[i];
    }
    return x;
  }

  private static double outcome(int round, int arm) {
    return Golden.trajectories().path("rounds").get(round).path("y").get(arm).asDouble();
  }

  private static double[] inBlock(int round, int arm) {
    double[] x = new double[ARMS * DIMENSION];
    System.arraycopy(exactContext(round), 0, x, arm * DIMENSION, DIMENSION);
    return x;
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
