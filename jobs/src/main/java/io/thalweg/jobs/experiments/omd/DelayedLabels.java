package io.thalweg.jobs.experiments.omd;

import io.thalweg.convex.Ball;
import io.thalweg.convex.Hint;
import io.thalweg.convex.MirrorDescentSpec;
import io.thalweg.convex.ScaleFree;
import io.thalweg.jobs.experiments.Experiment;
import io.thalweg.jobs.experiments.Figure;
import io.thalweg.jobs.experiments.Lcg;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** E10: labels that come late hurt little when the gradient is taken as they arrive. */
final class DelayedLabels implements Experiment {
  private static final int ROUNDS = 8000;
  private static final int[] DELAYS = {0, 1, 10, 100, 1000};
  private static final double[][] REFERENCE = {
    {0.53865226, 0.53865226, 0.54311322},
    {0.53821418, 0.53900624, 0.54326656},
    {0.53804315, 0.54039456, 0.54647237},
    {0.53779751, 0.56020813, 0.58515177},
    {0.55446884, 0.71142911, 0.71998308}
  };

  /** Where the gradient of a late label is taken: at the margin as it is now, or as it was then. */
  private enum Margin {
    AT_ARRIVAL,
    AT_PREDICTION
  }

  private record Pending(double[] features, double label, double margin) {}

  @Override
  public String name() {
    return "E10";
  }

  @Override
  public String title() {
    return "Labels that come late";
  }

  @Override
  public String expected() {
    return "Logistic labels d rounds late: the progressive log loss hardly grows with d "
        + "when gradients are taken as the labels arrive.";
  }

  @Override
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    for (int k = 0; k < DELAYS.length; k++) {
      int delay = DELAYS[k];
      String label = "delay " + delay + ", ";
      double[] reference = REFERENCE[k];
      figures.add(
          Figure.of(
                  label + "gradient at arrival",
                  loss(delay, Margin.AT_ARRIVAL, Hint.LAST_GRADIENT),
                  reference[0])
              .atMost(0.56));
      figures.add(
          Figure.of(
                  label + "at prediction",
                  loss(delay, Margin.AT_PREDICTION, Hint.LAST_GRADIENT),
                  reference[1])
              .near(1e-6));
      figures.add(
          Figure.of(
                  label + "at prediction, no hint",
                  loss(delay, Margin.AT_PREDICTION, Hint.ZERO),
                  reference[2])
              .near(1e-6));
    }
    return figures;
  }

  private static double loss(int delay, Margin margin, Hint hint) {
    Player player = new Player(new MirrorDescentSpec(new Ball(3), new ScaleFree(1), hint), 5);
    Lcg random = new Lcg(1);
    Deque<Pending> pending = new ArrayDeque<>();
    double loss = 0;
    for (int t = 0; t < ROUNDS; t++) {
      double[] z = random.symmetric(5);
      double label = random.uniform() < AveragedRisk.chance(z) ? 1 : -1;
      double predicted = Numbers.dot(player.play(), z);
      loss += Numbers.logLoss(predicted, label);
      pending.add(new Pending(z, label, predicted));
      if (pending.size() > delay) {
        Pending due = pending.remove();
        double at =
            margin == Margin.AT_ARRIVAL ? Numbers.dot(player.play(), due.features) : due.margin;
        player.learn(Numbers.times(Numbers.logSlope(at, due.label), due.features));
      }
    }
    return loss / ROUNDS;
  }
}
