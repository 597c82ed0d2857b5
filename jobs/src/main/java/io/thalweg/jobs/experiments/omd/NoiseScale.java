package io.thalweg.jobs.experiments.omd;

import io.thalweg.convex.Ball;
import io.thalweg.convex.Convex;
import io.thalweg.convex.FollowTheLeaderSpec;
import io.thalweg.convex.Hint;
import io.thalweg.convex.MirrorDescentSpec;
import io.thalweg.convex.OptimizerSpec;
import io.thalweg.convex.StronglyConvex;
import io.thalweg.jobs.experiments.Experiment;
import io.thalweg.jobs.experiments.Figure;
import io.thalweg.jobs.experiments.Lcg;
import java.util.ArrayList;
import java.util.List;

/** E5: the regret goes with the noise, and with its square where losses are strongly convex. */
final class NoiseScale implements Experiment {
  private static final int SEEDS = 5;
  private static final double[] TARGET = {0.5, -0.25};
  private static final double[] NOISES = {1, 0.5, 0.25, 0.125, 0};
  private static final double[] CONVEX = {
    142.2003588, 71.93023181, 35.93444066, 17.53765763, 0.3259273954
  };
  private static final double[] STRONG = {
    12.6972775, 3.890006886, 1.313151133, 0.536182167, 0.3689445799
  };
  private static final int[] LENGTHS = {500, 2000, 8000, 32_000};
  private static final double[][] BY_LENGTH = {
    {10.66256596, 2.619574089, 1.621245167},
    {22.27712353, 3.0368338, 1.856738234},
    {45.82474502, 3.35528019, 2.033451385},
    {92.54078595, 4.091124466, 2.460212035}
  };

  private static final OptimizerSpec PLAIN =
      new MirrorDescentSpec(new Ball(1), new Convex(3, 40), Hint.LAST_GRADIENT);
  private static final OptimizerSpec CURVED =
      new MirrorDescentSpec(new Ball(1), new StronglyConvex(1), Hint.LAST_GRADIENT);
  private static final OptimizerSpec LEADER =
      new FollowTheLeaderSpec(new Ball(1), 1, Hint.LAST_GRADIENT);

  @Override
  public String name() {
    return "E5";
  }

  @Override
  public String title() {
    return "The size of the noise";
  }

  @Override
  public String expected() {
    return "|x − b|²/2 under noise of size σ: the expected regret grows as σ√T with "
        + "convex steps, as σ²·ln T with strongly convex ones. Means of "
        + SEEDS
        + " seeds.";
  }

  @Override
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    double before = Double.NaN;
    for (int k = 0; k < NOISES.length; k++) {
      String label = "σ=" + NOISES[k] + " ";
      double convex = regret(PLAIN, NOISES[k], 20_000);
      figures.add(Figure.of(label + "convex", convex, CONVEX[k]).near(1e-8));
      if (k > 0 && NOISES[k] > 0) {
        figures.add(
            Figure.of(
                    label + "convex, twice the noise / this",
                    before / convex,
                    CONVEX[k - 1] / CONVEX[k])
                .within(1.9, 2.1));
      }
      before = convex;
      double strong = regret(CURVED, NOISES[k], 20_000);
      figures.add(Figure.of(label + "strongly convex", strong, STRONG[k]).near(1e-8));
    }
    for (int k = 0; k < LENGTHS.length; k++) {
      String label = "σ=0.5 T=" + LENGTHS[k] + " ";
      double[] reference = BY_LENGTH[k];
      figures.add(
          Figure.of(label + "convex", regret(PLAIN, 0.5, LENGTHS[k]), reference[0]).near(1e-8));
      figures.add(
          Figure.of(label + "strongly convex", regret(CURVED, 0.5, LENGTHS[k]), reference[1])
              .near(1e-8));
      figures.add(
          Figure.of(label + "follow the leader", regret(LEADER, 0.5, LENGTHS[k]), reference[2])
              .near(1e-8));
    }
    return figures;
  }

  private static double regret(OptimizerSpec spec, double noise, int length) {
    double regret = 0;
    for (int seed = 1; seed <= SEEDS; seed++) {
      Player player = new Player(spec, 2);
      Lcg random = new Lcg(seed);
      for (int t = 0; t < length; t++) {
        double[] x = player.play();
        regret += 0.5 * Numbers.squaredDistance(x, TARGET) / SEEDS;
        double first = x[0] - TARGET[0] + noise * random.sign();
        player.learn(first, x[1] - TARGET[1] + noise * random.sign());
      }
    }
    return regret;
  }
}
