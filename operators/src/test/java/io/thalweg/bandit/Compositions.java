package io.thalweg.bandit;

import io.thalweg.convex.Ball;
import io.thalweg.convex.Hint;
import io.thalweg.convex.ScaleFree;
import io.thalweg.mirror.Algorithm;
import java.util.ArrayList;
import java.util.List;

/** Agents of every composition, for tests of what all of them keep to. */
public final class Compositions {
  static final long SEED = 11;

  private Compositions() {}

  /** Agents that learn well, over both forms of features, with every floor and draw among them. */
  public static List<AgentSpec> agents() {
    List<AgentSpec> agents = new ArrayList<>();
    List<Features> forms =
        List.of(new ArmFeatures(Worlds.DIMENSION), new ArmBlocks(Worlds.DIMENSION, Worlds.BLOCKS));
    for (Features f : forms) {
      NeuralSpec squared = small(RegressionLoss.SQUARED);
      NeuralSpec divergence = small(RegressionLoss.KULLBACK_LEIBLER);
      agents.add(Agents.uniform(f, SEED));
      agents.add(Agents.epsilonGreedy(f, 0.1, SEED));
      agents.add(Agents.linUcb(f, 0.3, SEED));
      agents.add(Agents.linUcb(f, 0.3, SEED).withFloor(Floor.projection(0.2)));
      agents.add(Agents.linearThompson(f, 0.3, SEED).withFloor(Floor.mix(0.05)));
      agents.add(Agents.squareCb(f, SEED));
      agents.add(Agents.squareCb(f, SEED).withRegression(MirrorSpec.of(RegressionLoss.SQUARED)));
      agents.add(
          Agents.epsilonGreedy(f, 0.1, SEED)
              .withRegression(MirrorSpec.of(RegressionLoss.SQUARED))
              .withDraw(Draw.RACE));
      agents.add(Agents.fastCb(f, SEED));
      agents.add(Agents.fastCb(f, SEED).withFloor(Floor.projection(0.1)).withDraw(Draw.RACE));
      agents.add(Agents.neuSquareCb(f, squared, SEED));
      agents.add(Agents.neuFastCb(f, divergence, SEED).withFloor(Floor.mix(0.01)));
      agents.add(Agents.neuFastCb(f, divergence, SEED).withDraw(Draw.RACE));
      agents.add(
          Agents.neuSquareCb(f, squared.withHidden(8, 5), SEED)
              .withFloor(Floor.projection(0.1))
              .withDraw(Draw.RACE));
      agents.add(
          Agents.neuSquareCb(f, squared.withPerturbation(new Perturbation.Decay(1e-3)), SEED));
      agents.add(
          Agents.neuFastCb(f, divergence.withPerturbation(new Perturbation.Signs(5, 0.1)), SEED));
      agents.add(Agents.neuSquareCb(f, squared.withReplay(Replay.sample(32, 2)), SEED));
      agents.add(
          Agents.neuSquareCb(f, squared.withRadii(new Radii(0.3, 0.1)), SEED)
              .withExploration(
                  new Exploration.Gap(
                      GapWeighting.INVERSE,
                      GammaSchedule.PowerOfCount.root(3),
                      new Thinning(2, 2))));
      agents.add(
          Agents.neuFastCb(f, divergence, SEED)
              .withExploration(
                  new Exploration.Gap(
                      GapWeighting.REWEIGHTED,
                      new GammaSchedule.SmallLossTheory(0.1),
                      new Thinning(1, 1))));
    }
    return agents;
  }

  static NeuralSpec small(RegressionLoss loss) {
    return NeuralSpec.of(loss, SEED).withHidden(16).withReplay(Replay.last(64, 2));
  }

  /** These and agents of all other parts that there are. */
  public static List<AgentSpec> all() {
    List<AgentSpec> agents = new ArrayList<>(agents());
    Features arms = new ArmFeatures(Worlds.DIMENSION);
    Features blocks = new ArmBlocks(Worlds.DIMENSION, Worlds.BLOCKS);
    NeuralSpec network = small(RegressionLoss.SQUARED);
    for (Features f : List.of(arms, blocks)) {
      agents.add(Agents.neuSquareCb(f, SEED));
      agents.add(Agents.neuralEpsilonGreedy(f, 0.1, -SEED));
      agents.add(
          Agents.neuSquareCb(
              f, network.withHidden().withReplay(Replay.sample(7, 1)), Long.MIN_VALUE));
      agents.add(
          Agents.neuFastCb(
              f,
              small(RegressionLoss.KULLBACK_LEIBLER)
                  .withHidden(6, 4)
                  .withStandardization(Standardization.NONE),
              Long.MAX_VALUE));
      agents.add(
          Agents.neuSquareCb(f, network.withLearningRate(new LearningRate.InverseRoot(0.2)), SEED)
              .withExploration(gap(new GammaSchedule.Fixed(12.5))));
      agents.add(
          Agents.neuSquareCb(f, network.withLearningRate(new LearningRate.Harmonic(30)), SEED)
              .withExploration(
                  gap(new GammaSchedule.PowerOfLoss(3, 0.25, GammaSchedule.ArmScale.ROOT))));
      agents.add(
          Agents.neuSquareCb(f, tangent(), SEED)
              .withExploration(gap(new GammaSchedule.SquareTheory(1e6, 12, 0.01))));
      for (Algorithm algorithm : algorithms()) {
        MirrorSpec squared = new MirrorSpec(RegressionLoss.SQUARED, algorithm);
        agents.add(Agents.squareCb(f, SEED).withRegression(squared));
        MirrorSpec divergence = new MirrorSpec(RegressionLoss.KULLBACK_LEIBLER, algorithm);
        agents.add(Agents.fastCb(f, SEED).withRegression(divergence));
      }
      agents.add(golden(f, RegressionLoss.SQUARED, GapWeighting.INVERSE));
      agents.add(golden(f, RegressionLoss.KULLBACK_LEIBLER, GapWeighting.REWEIGHTED));
    }
    return agents;
  }

  /** Of linear learners whose models have what that of the default has not. */
  private static List<Algorithm> algorithms() {
    Algorithm lazy = new Algorithm.Lazy(new Ball(4), new ScaleFree(1), Hint.LAST_GRADIENT);
    return List.of(lazy, new Algorithm.Normalized(lazy));
  }

  private static Exploration gap(GammaSchedule gamma) {
    return new Exploration.Gap(GapWeighting.INVERSE, gamma, Thinning.NONE);
  }

  private static NeuralSpec tangent() {
    return new NeuralSpec(
        List.of(9),
        Activation.TANH,
        Parametrization.TANGENT,
        RegressionLoss.SQUARED,
        new LearningRate.Constant(0.05),
        new Perturbation.Decay(0.01),
        new Radii(2, 1),
        0.5,
        Replay.sample(20, 3),
        Standardization.ONLINE,
        -3);
  }

  /** An agent of {@link GoldenTrajectoryTest}. */
  private static AgentSpec golden(Features features, RegressionLoss loss, GapWeighting weighting) {
    NeuralSpec network =
        new NeuralSpec(
            List.of(16),
            Activation.RELU,
            Parametrization.STANDARD,
            loss,
            new LearningRate.Constant(0.05),
            new Perturbation.Signs(3, 0.1),
            Radii.WIDE,
            NeuralSpec.GRADIENT_LIMIT,
            Replay.NONE,
            Standardization.NONE,
            7);
    GammaSchedule gamma = new GammaSchedule.PowerOfCount(10, 0.5, GammaSchedule.ArmScale.ONE, 150);
    return new AgentSpec(
        features,
        network,
        new Exploration.Gap(weighting, gamma, Thinning.NONE),
        Floor.NONE,
        Draw.CUMULATIVE,
        99);
  }
}
