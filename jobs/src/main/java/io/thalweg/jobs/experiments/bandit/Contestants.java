package io.thalweg.jobs.experiments.bandit;

import static io.thalweg.bandit.GammaSchedule.ArmScale.ONE;

import io.thalweg.bandit.AgentSpec;
import io.thalweg.bandit.Agents;
import io.thalweg.bandit.Draw;
import io.thalweg.bandit.Exploration;
import io.thalweg.bandit.Features;
import io.thalweg.bandit.Floor;
import io.thalweg.bandit.GammaSchedule;
import io.thalweg.bandit.GapWeighting;
import io.thalweg.bandit.LearningRate;
import io.thalweg.bandit.MirrorSpec;
import io.thalweg.bandit.NeuralSpec;
import io.thalweg.bandit.Perturbation;
import io.thalweg.bandit.Radii;
import io.thalweg.bandit.RegressionLoss;
import io.thalweg.bandit.Replay;
import io.thalweg.bandit.Standardization;
import io.thalweg.bandit.Thinning;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The agents that take part, and the figures of the other implementation beside them. */
final class Contestants {
  private static final double UNKNOWN = Double.NaN;

  /** One of the two neural algorithms, plain: no replay, no standardization, step size 0.1. */
  private enum Algorithm {
    SQUARE("NeuSquareCB", RegressionLoss.SQUARED, GapWeighting.INVERSE),
    FAST("NeuFastCB", RegressionLoss.KULLBACK_LEIBLER, GapWeighting.REWEIGHTED);

    final String title;
    final RegressionLoss loss;
    final GapWeighting weighting;

    Algorithm(String title, RegressionLoss loss, GapWeighting weighting) {
      this.title = title;
      this.loss = loss;
      this.weighting = weighting;
    }

    Contestant with(
        String variant,
        double quadratic,
        double clean,
        GammaSchedule gamma,
        UnaryOperator<NeuralSpec> change) {
      return Contestant.of(
          title + " " + variant,
          quadratic,
          clean,
          (features, problem) ->
              spec(
                  features,
                  change.apply(plain(loss, problem)),
                  new Exploration.Gap(weighting, gamma, Thinning.NONE),
                  problem));
    }

    Contestant with(
        String variant, double quadratic, double clean, UnaryOperator<NeuralSpec> change) {
      return with(variant, quadratic, clean, root(3), change);
    }
  }

  private Contestants() {}

  private static NeuralSpec plain(RegressionLoss loss, int problem) {
    return NeuralSpec.of(loss, 100L + problem)
        .withReplay(Replay.NONE)
        .withStandardization(Standardization.NONE);
  }

  private static AgentSpec spec(
      Features features, NeuralSpec network, Exploration exploration, int problem) {
    return new AgentSpec(
        features, network, exploration, Floor.NONE, Draw.CUMULATIVE, actions(problem));
  }

  private static long actions(int problem) {
    return 500L + problem;
  }

  private static GammaSchedule root(double scale) {
    return new GammaSchedule.PowerOfCount(scale, 0.5, ONE, Long.MAX_VALUE);
  }

  /** Every kind of agent, with its settings swept. */
  static List<Contestant> agents() {
    List<Contestant> agents = new ArrayList<>();
    agents.add(Contestant.of("uniform", 3556, 7528, (f, p) -> Agents.uniform(f, actions(p))));
    agents.add(
        Contestant.of(
            "epsilon-greedy, ridge, 0.05",
            1698,
            5306,
            (f, p) -> Agents.epsilonGreedy(f, 0.05, actions(p))));
    agents.add(linUcb(0.1, 1577, 5059));
    agents.add(linUcb(0.3, 1405, 5223));
    agents.add(linUcb(1, 1445, 4933));
    agents.add(linUcb(0.3, UNKNOWN, UNKNOWN).onProducts("LinUCB 0.3 on products", 165, 502));
    agents.add(
        Contestant.of(
            "linear Thompson 0.3",
            UNKNOWN,
            UNKNOWN,
            (f, p) -> Agents.linearThompson(f, 0.3, actions(p))));
    for (Contestant linear : byGaps()) {
      agents.add(linear);
      agents.add(linear.onProducts(linear.name() + ", on products", UNKNOWN, UNKNOWN));
    }
    agents.add(neuralGreedy(0.02, 801, 1602));
    agents.add(neuralGreedy(0.05, 707, 1669));
    agents.add(neuralGreedy(0.1, 793, 1987));
    double[] scales = {3, 10, 30, 100};
    double[][] square = {{649, 1609}, {848, 1531}, {1156, 2845}, {1345, 4354}};
    double[][] fast = {{588, 1465}, {756, 1473}, {1008, 1504}, {1173, 1778}};
    for (int i = 0; i < scales.length; i++) {
      agents.add(swept(Algorithm.SQUARE, scales[i], square[i]));
      agents.add(swept(Algorithm.FAST, scales[i], fast[i]));
    }
    agents.add(rate(Algorithm.SQUARE, 0.03, 753, 1705));
    agents.add(rate(Algorithm.SQUARE, 0.2, 895, 1854));
    agents.add(rate(Algorithm.FAST, 0.03, 988, 1580));
    agents.add(rate(Algorithm.FAST, 0.2, 798, 1766));
    agents.add(
        Contestant.of(
            "NeuSquareCB as it comes",
            UNKNOWN,
            UNKNOWN,
            (f, p) -> Agents.neuSquareCb(f, actions(p))));
    agents.add(
        Contestant.of(
            "NeuFastCB as it comes", UNKNOWN, UNKNOWN, (f, p) -> Agents.neuFastCb(f, actions(p))));
    return agents;
  }

  /** The linear agents that explore by gaps, on each regression that they have. */
  private static List<Contestant> byGaps() {
    MirrorSpec mirror = MirrorSpec.of(RegressionLoss.SQUARED);
    return List.of(
        Contestant.of(
            "SquareCB, ridge", UNKNOWN, UNKNOWN, (f, p) -> Agents.squareCb(f, actions(p))),
        Contestant.of(
            "SquareCB, mirror",
            UNKNOWN,
            UNKNOWN,
            (f, p) -> Agents.squareCb(f, actions(p)).withRegression(mirror)),
        Contestant.of("FastCB, mirror", UNKNOWN, UNKNOWN, (f, p) -> Agents.fastCb(f, actions(p))));
  }

  private static Contestant linUcb(double widths, double quadratic, double clean) {
    return Contestant.of(
        "LinUCB " + widths, quadratic, clean, (f, p) -> Agents.linUcb(f, widths, actions(p)));
  }

  private static Contestant neuralGreedy(double epsilon, double quadratic, double clean) {
    return Contestant.of(
        "epsilon-greedy, network, " + epsilon,
        quadratic,
        clean,
        (f, p) ->
            spec(f, plain(RegressionLoss.SQUARED, p), new Exploration.Greedy(), p)
                .withFloor(Floor.mix(epsilon)));
  }

  private static Contestant swept(Algorithm algorithm, double scale, double[] reference) {
    return algorithm.with(
        "gamma " + (int) scale + "*sqrt(n)",
        reference[0],
        reference[1],
        root(scale),
        UnaryOperator.identity());
  }

  private static Contestant rate(Algorithm algorithm, double rate, double quadratic, double clean) {
    LearningRate constant = new LearningRate.Constant(rate);
    return algorithm.with(
        "step size " + rate, quadratic, clean, network -> network.withLearningRate(constant));
  }

  /** The two neural algorithms with one thing changed at a time; the other's are of 3 problems. */
  static List<Contestant> ablations() {
    List<Contestant> ablations = new ArrayList<>();
    double[][] square = {
      {652, 1650}, {642, 1649}, {699, 1778}, {1229, 2622}, {782, 1876}, {559, 1591}, {589, 1559},
      {512, 1415}, {418, 1293}, {739, 1837}, {817, 1690}, {697, 1805}, {695, 1658}, {644, 1637},
      {859, 2478}
    };
    double[][] fast = {
      {652, 1503}, {722, 1485}, {643, 1589}, {949, 2296}, {1204, 2476}, {575, 1353}, {531, 1192},
      {433, 1119}, {618, 1139}, {608, 1542}, {880, 1528}, {959, 1717}, {703, 1404}, {725, 1550},
      {783, 2451}
    };
    ablate(Algorithm.SQUARE, square, ablations);
    ablate(Algorithm.FAST, fast, ablations);
    return ablations;
  }

  private static void ablate(Algorithm algorithm, double[][] reference, List<Contestant> into) {
    UnaryOperator<NeuralSpec> plain = UnaryOperator.identity();
    List<Contestant> variants =
        List.of(
            algorithm.with("plain", UNKNOWN, UNKNOWN, plain),
            algorithm.with(
                "5 signs of size 0.1",
                UNKNOWN,
                UNKNOWN,
                network -> network.withPerturbation(new Perturbation.Signs(5, 0.1))),
            algorithm.with(
                "decay 0.001",
                UNKNOWN,
                UNKNOWN,
                network -> network.withPerturbation(new Perturbation.Decay(0.001))),
            algorithm.with(
                "decay 0.01",
                UNKNOWN,
                UNKNOWN,
                network -> network.withPerturbation(new Perturbation.Decay(0.01))),
            algorithm.with(
                "radii 3 and 1", UNKNOWN, UNKNOWN, network -> network.withRadii(new Radii(3, 1))),
            replaying(algorithm, "1 of 512", root(3), Replay.last(512, 1)),
            replaying(algorithm, "4 of 512", root(3), Replay.last(512, 4)),
            replaying(algorithm, "4 of 4096", root(3), Replay.last(4096, 4)),
            replaying(algorithm, "4 of 4096, gamma 10*sqrt(n)", root(10), Replay.last(4096, 4)),
            algorithm.with(
                "gamma 3*sqrt(losses)",
                UNKNOWN,
                UNKNOWN,
                new GammaSchedule.PowerOfLoss(3, 0.5, ONE),
                plain),
            algorithm.with(
                "gamma 30*n^0.25",
                UNKNOWN,
                UNKNOWN,
                new GammaSchedule.PowerOfCount(30, 0.25, ONE, Long.MAX_VALUE),
                plain),
            algorithm.with("32 units", UNKNOWN, UNKNOWN, network -> network.withHidden(32)),
            algorithm.with("400 units", UNKNOWN, UNKNOWN, network -> network.withHidden(400)),
            algorithm.with("plain", UNKNOWN, UNKNOWN, plain).delayed(10, UNKNOWN, UNKNOWN),
            algorithm.with("plain", UNKNOWN, UNKNOWN, plain).delayed(1000, UNKNOWN, UNKNOWN));
    for (int i = 0; i < variants.size(); i++) {
      Contestant v = variants.get(i);
      into.add(
          new Contestant(
              v.name(), v.contexts(), v.delay(), reference[i][0], reference[i][1], v.agent()));
    }
    into.add(replaying(algorithm, "4 of a sample of 4096", root(3), Replay.sample(4096, 4)));
    into.add(
        algorithm.with(
            "standardized",
            UNKNOWN,
            UNKNOWN,
            network -> network.withStandardization(Standardization.ONLINE)));
    into.add(
        algorithm.with("50-50 units", UNKNOWN, UNKNOWN, network -> network.withHidden(50, 50)));
  }

  private static Contestant replaying(
      Algorithm algorithm, String variant, GammaSchedule gamma, Replay replay) {
    return algorithm.with(
        "replays " + variant, UNKNOWN, UNKNOWN, gamma, network -> network.withReplay(replay));
  }
}
