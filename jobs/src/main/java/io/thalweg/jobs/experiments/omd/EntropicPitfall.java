package io.thalweg.jobs.experiments.omd;

import io.thalweg.convex.Convex;
import io.thalweg.convex.ExponentialWeightsSpec;
import io.thalweg.convex.Hint;
import io.thalweg.convex.Simplex;
import io.thalweg.jobs.experiments.Experiment;
import io.thalweg.jobs.experiments.Figure;
import java.util.ArrayList;
import java.util.List;

/** E12: entropic descent with decreasing steps never forgets; the leader's form does. */
final class EntropicPitfall implements Experiment {
  private static final int[] LENGTHS = {1000, 4000, 16_000};
  private static final double[] DESCENT = {335.196, 1335.2, 5335.2};
  private static final double[] LEADER = {4.35666, 4.3577, 4.3577};

  @Override
  public String name() {
    return "E12";
  }

  @Override
  public String title() {
    return "Entropic descent";
  }

  @Override
  public String expected() {
    return "Losses (1, 0) for a third of the rounds, then (0, 1): descent on the simplex "
        + "with steps 1/√t has linear regret, following the regularized leader a "
        + "constant one.";
  }

  @Override
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    for (int k = 0; k < LENGTHS.length; k++) {
      int length = LENGTHS[k];
      String label = "T=" + length + " ";
      figures.add(
          Figure.of(label + "entropic descent, 1/√t", descent(length), DESCENT[k]).near(1e-5));
      figures.add(Figure.of(label + "leader, 1/√t", leader(length), LEADER[k]).atMost(5));
      figures.add(Figure.of(label + "ours, no hint", ours(length, Hint.ZERO)));
      figures.add(Figure.of(label + "ours, last hint", ours(length, Hint.LAST_GRADIENT)).atMost(5));
    }
    return figures;
  }

  private static double[] losses(int t, int length) {
    return t <= length / 3 ? new double[] {1, 0} : new double[] {0, 1};
  }

  private static double descent(int length) {
    double[] logWeights = new double[2];
    double[] total = new double[2];
    double loss = 0;
    for (int t = 1; t <= length; t++) {
      double[] l = losses(t, length);
      loss += Numbers.dot(distribution(logWeights), l);
      Numbers.add(logWeights, -1 / Math.sqrt(t), l);
      Numbers.add(total, 1, l);
    }
    return loss - Math.min(total[0], total[1]);
  }

  private static double leader(int length) {
    double[] total = new double[2];
    double loss = 0;
    for (int t = 1; t <= length; t++) {
      double[] l = losses(t, length);
      loss += Numbers.dot(distribution(Numbers.times(-1 / Math.sqrt(t), total)), l);
      Numbers.add(total, 1, l);
    }
    return loss - Math.min(total[0], total[1]);
  }

  private static double[] distribution(double[] logWeights) {
    double second = 1 / (1 + Math.exp(logWeights[0] - logWeights[1]));
    return new double[] {1 - second, second};
  }

  private static double ours(int length, Hint hint) {
    Player player =
        new Player(new ExponentialWeightsSpec(new Simplex(1), new Convex(1, 0), hint), 2);
    for (int t = 1; t <= length; t++) {
      player.play();
      player.learn(losses(t, length));
    }
    return player.linear - Math.min(player.sum[0], player.sum[1]);
  }
}
