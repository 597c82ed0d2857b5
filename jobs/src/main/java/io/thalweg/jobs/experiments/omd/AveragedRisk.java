package io.thalweg.jobs.experiments.omd;

import io.thalweg.convex.Ball;
import io.thalweg.convex.Convex;
import io.thalweg.convex.Hint;
import io.thalweg.convex.MirrorDescentSpec;
import io.thalweg.convex.ScaleFree;
import io.thalweg.convex.StepRule;
import io.thalweg.jobs.experiments.Experiment;
import io.thalweg.jobs.experiments.Figure;
import io.thalweg.jobs.experiments.Lcg;
import java.util.ArrayList;
import java.util.List;

/** E3: the average of the points played learns a logistic model. */
final class AveragedRisk implements Experiment {
  static final double[] TRUTH = {1, -2, 0.5, 0, 1};
  private static final int D = TRUTH.length;
  private static final int SEEDS = 5;
  private static final int[] LENGTHS = {100, 400, 1600, 6400, 25_600};
  private static final double[] KNOWN = {
    0.016717033662, 0.0078055605483, 0.00186126383971, 0.000390170452256, 8.16177680306e-05
  };
  private static final double[] FREE = {
    0.020262326464, 0.0081807110359, 0.00190493247695, 0.00039123019285, 8.13864484444e-05
  };

  /** Points by which the risk is measured, and P(class 1) at each. */
  private final double[][] points = new double[4000][];

  private final double[] chances = new double[points.length];

  AveragedRisk() {
    Lcg random = new Lcg(999);
    for (int i = 0; i < points.length; i++) {
      points[i] = random.symmetric(D);
      chances[i] = chance(points[i]);
    }
  }

  /** P(class 1) where the features are z. */
  static double chance(double[] z) {
    return 1 / (1 + Math.exp(-Numbers.dot(TRUTH, z)));
  }

  @Override
  public String name() {
    return "E3";
  }

  @Override
  public String title() {
    return "Risk of the average";
  }

  @Override
  public String expected() {
    return "Logistic regression: the excess risk of the average iterate falls at least "
        + "as 1/√T, here as 1/T, its optimum being curved. Means of "
        + SEEDS
        + " seeds.";
  }

  @Override
  public List<Figure> figures() {
    double[] known = risks(new Convex(Math.sqrt(5), 0));
    double[] free = risks(new ScaleFree(1));
    List<Figure> figures = new ArrayList<>();
    for (int k = 0; k < LENGTHS.length; k++) {
      String label = "T=" + LENGTHS[k] + " excess risk, ";
      figures.add(Figure.of(label + "G known", known[k], KNOWN[k]).near(1e-8));
      figures.add(Figure.of(label + "scale-free", free[k], FREE[k]).near(1e-8));
    }
    figures.add(
        Figure.of("power of T, G known", Numbers.growth(LENGTHS, known), -0.984).atMost(-0.5));
    figures.add(
        Figure.of("power of T, scale-free", Numbers.growth(LENGTHS, free), -1.015).atMost(-0.5));
    return figures;
  }

  private double[] risks(StepRule step) {
    double least = risk(TRUTH);
    double[] risks = new double[LENGTHS.length];
    for (int seed = 1; seed <= SEEDS; seed++) {
      Player player = new Player(new MirrorDescentSpec(new Ball(3), step, Hint.LAST_GRADIENT), D);
      Lcg random = new Lcg(seed);
      double[] total = new double[D];
      int k = 0;
      for (int t = 1; k < LENGTHS.length; t++) {
        double[] z = random.symmetric(D);
        double label = random.uniform() < chance(z) ? 1 : -1;
        double[] w = player.play();
        Numbers.add(total, 1, w);
        player.learn(Numbers.times(Numbers.logSlope(Numbers.dot(w, z), label), z));
        if (t == LENGTHS[k]) {
          risks[k++] += (risk(Numbers.times(1.0 / t, total)) - least) / SEEDS;
        }
      }
    }
    return risks;
  }

  private double risk(double[] w) {
    double sum = 0;
    for (int i = 0; i < points.length; i++) {
      double margin = Numbers.dot(w, points[i]);
      sum +=
          chances[i] * Numbers.logLoss(margin, 1) + (1 - chances[i]) * Numbers.logLoss(margin, -1);
    }
    return sum / points.length;
  }
}
