package io.thalweg.jobs.experiments.omd;

import io.thalweg.convex.Ball;
import io.thalweg.convex.Convex;
import io.thalweg.convex.Hint;
import io.thalweg.convex.MirrorDescentSpec;
import io.thalweg.jobs.experiments.Experiment;
import io.thalweg.jobs.experiments.Figure;
import io.thalweg.jobs.experiments.Lcg;
import java.util.ArrayList;
import java.util.List;

/** E2: on noise the regret grows as √T. */
final class PureNoise implements Experiment {
  private static final int SEEDS = 20;
  private static final int[] LENGTHS = {100, 400, 1600, 6400, 25_600};
  private static final double[] REFERENCE = {
    4.78838598808, 10.2521969117, 20.8711772088, 38.5788557744, 77.0247343407
  };

  @Override
  public String name() {
    return "E2";
  }

  @Override
  public String title() {
    return "Pure noise";
  }

  @Override
  public String expected() {
    return "On independent gradients of mean zero the regret in hindsight grows as √T. "
        + "Means of "
        + SEEDS
        + " seeds.";
  }

  @Override
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    double[] regrets = new double[LENGTHS.length];
    for (int k = 0; k < LENGTHS.length; k++) {
      for (int seed = 1; seed <= SEEDS; seed++) {
        regrets[k] += regret(LENGTHS[k], seed) / SEEDS;
      }
      String label = "T=" + LENGTHS[k] + " mean regret";
      figures.add(Figure.of(label, regrets[k], REFERENCE[k]).near(1e-9));
    }
    figures.add(
        Figure.of("power of T", Numbers.growth(LENGTHS, regrets), 0.4964).within(0.45, 0.55));
    return figures;
  }

  private static double regret(int length, long seed) {
    Player player =
        new Player(new MirrorDescentSpec(new Ball(1), new Convex(1, 0), Hint.LAST_GRADIENT), 3);
    Lcg random = new Lcg(seed);
    for (int t = 0; t < length; t++) {
      player.play();
      player.learn(Numbers.times(1 / Math.sqrt(3), random.symmetric(3)));
    }
    return player.regretOnUnitBall();
  }
}
