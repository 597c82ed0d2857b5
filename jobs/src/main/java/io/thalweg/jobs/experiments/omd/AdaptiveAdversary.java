package io.thalweg.jobs.experiments.omd;

import io.thalweg.convex.Box;
import io.thalweg.convex.Convex;
import io.thalweg.convex.Hint;
import io.thalweg.convex.MirrorDescentSpec;
import io.thalweg.jobs.experiments.Experiment;
import io.thalweg.jobs.experiments.Figure;
import java.util.ArrayList;
import java.util.List;

/** E4: the regret goes with what changes, not with the size of the gradients. */
final class AdaptiveAdversary implements Experiment {
  private static final double[] SIZES = {1, 0.5, 0.25, 0.125, 0.0625, 0.03125};
  private static final double[] BY_SIZE = {
    597.2847559, 297.0190289, 146.795221, 71.64674367, 34.17687012, 15.59606301
  };
  private static final double[] SHARES = {2.1120, 2.1004, 2.0760, 2.0258, 1.9304, 1.7534};
  private static final int[] LENGTHS = {1000, 4000, 16_000, 64_000};
  private static final double[] BY_LENGTH = {30.07029318, 63.96411521, 130.9666348, 265.0959653};
  private static final int[] CONSTANT_LENGTHS = {1000, 10_000, 100_000};
  private static final double[] ZERO_HINT = {1.490883118, 1.49088312, 1.490883379};

  @Override
  public String name() {
    return "E4";
  }

  @Override
  public String title() {
    return "An adversary that adapts";
  }

  @Override
  public String expected() {
    return "Gradients (1, ±ε) on [−1, 1]², the sign against the point played: the regret "
        + "is about √V, of the order ε√T, and constant where the gradient is.";
  }

  @Override
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    for (int k = 0; k < SIZES.length; k++) {
      Player player = played(SIZES[k], 20_000, Hint.LAST_GRADIENT);
      double regret = regret(player);
      String label = "ε=" + SIZES[k];
      figures.add(Figure.of(label + " regret", regret, BY_SIZE[k]).near(1e-8));
      figures.add(
          Figure.of(label + " regret/√V", regret / Math.sqrt(player.variation()), SHARES[k])
              .within(1.7, 2.2));
    }
    double[] regrets = new double[LENGTHS.length];
    for (int k = 0; k < LENGTHS.length; k++) {
      regrets[k] = regret(played(0.25, LENGTHS[k], Hint.LAST_GRADIENT));
      String label = "ε=0.25 T=" + LENGTHS[k] + " regret";
      figures.add(Figure.of(label, regrets[k], BY_LENGTH[k]).near(1e-8));
    }
    figures.add(
        Figure.of("power of T", Numbers.growth(LENGTHS, regrets), 0.5227).within(0.45, 0.55));
    for (int k = 0; k < CONSTANT_LENGTHS.length; k++) {
      String label = "constant gradient, T=" + CONSTANT_LENGTHS[k];
      double last = constant(CONSTANT_LENGTHS[k], Hint.LAST_GRADIENT);
      double zero = constant(CONSTANT_LENGTHS[k], Hint.ZERO);
      figures.add(Figure.of(label + " last", last, 1.4).atMost(1.5));
      figures.add(Figure.of(label + " zero", zero, ZERO_HINT[k]).near(1e-6));
    }
    return figures;
  }

  private static Player player(double gradientBound, Hint hint) {
    return new Player(new MirrorDescentSpec(new Box(-1, 1), new Convex(gradientBound, 0), hint), 2);
  }

  private static Player played(double size, int length, Hint hint) {
    Player player = player(Math.sqrt(1 + size * size), hint);
    for (int t = 0; t < length; t++) {
      double[] x = player.play();
      player.learn(1, x[1] >= 0 ? size : -size);
    }
    return player;
  }

  private static double constant(int length, Hint hint) {
    Player player = player(1, hint);
    for (int t = 0; t < length; t++) {
      player.play();
      player.learn(0.6, 0.8);
    }
    return player.linear + length * 1.4;
  }

  private static double regret(Player player) {
    return player.linear + Math.abs(player.sum[0]) + Math.abs(player.sum[1]);
  }
}
