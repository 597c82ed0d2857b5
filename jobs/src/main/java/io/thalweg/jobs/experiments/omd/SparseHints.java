package io.thalweg.jobs.experiments.omd;

import io.thalweg.convex.Box;
import io.thalweg.convex.Convex;
import io.thalweg.convex.Hint;
import io.thalweg.convex.PerCoordinateSpec;
import io.thalweg.jobs.experiments.Experiment;
import io.thalweg.jobs.experiments.Figure;
import io.thalweg.jobs.experiments.Lcg;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** E9: on sparse independent events no hint tells anything of the next gradient. */
final class SparseHints implements Experiment {
  private static final int ROUNDS = 5000;
  private static final int D = 1000;
  private static final int ACTIVE = 5;
  private static final double REACH = 2;

  @Override
  public String name() {
    return "E9";
  }

  @Override
  public String title() {
    return "Hints on sparse data";
  }

  @Override
  public String expected() {
    return "Logistic labels of 5 of 1000 features, a step for each: with the last gradient as hint V"
        + " is twice as large, for events hardly overlap; with each feature's own last one larger"
        + " still, with its average of them nearly as without.";
  }

  @Override
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    Run zero = run(new ByStream(Hint.ZERO));
    add(figures, "no hint", zero, 5146.442, 0.64569959);
    Run last = run(new ByStream(Hint.LAST_GRADIENT));
    add(figures, "last", last, 9991.8225, 0.62064997);
    add(figures, "last of the feature", run(new ByFeature(1)), 12_422.736, 0.72166010);
    add(figures, "average of the feature", run(new ByFeature(0.1)), 5574.823, 0.66074588);
    figures.add(
        Figure.of("V, last / no hint", last.variation / zero.variation, 9991.8225 / 5146.442));
    return figures;
  }

  private static void add(
      List<Figure> figures, String hint, Run run, double variation, double loss) {
    figures.add(Figure.of(hint + ", V", run.variation, variation).near(1e-6));
    figures.add(Figure.of(hint + ", log loss", run.loss, loss).near(1e-6));
  }

  private record Run(double variation, double loss) {}

  /** What learns, of events whose active features are 1. */
  private interface Contestant {
    double margin(SortedSet<Integer> active);

    void learn(SortedSet<Integer> active, double slope);

    double variation();
  }

  private static Run run(Contestant contestant) {
    double[] truth = Numbers.times(2, new Lcg(77).symmetric(D));
    Lcg random = new Lcg(3);
    double loss = 0;
    for (int t = 0; t < ROUNDS; t++) {
      SortedSet<Integer> active = new TreeSet<>();
      while (active.size() < ACTIVE) {
        double u = random.uniform();
        active.add((int) (D * u * u * u));
      }
      double chance = 0;
      for (int i : active) {
        chance += truth[i];
      }
      double label = random.uniform() < 1 / (1 + Math.exp(-chance)) ? 1 : -1;
      double margin = contestant.margin(active);
      loss += Numbers.logLoss(margin, label) / ROUNDS;
      contestant.learn(active, Numbers.logSlope(margin, label));
    }
    return new Run(contestant.variation(), loss);
  }

  /** With a hint that knows the gradients before, of whatever events. */
  private static final class ByStream implements Contestant {
    private final Player player;

    ByStream(Hint hint) {
      Box box = new Box(-REACH, REACH);
      this.player = new Player(new PerCoordinateSpec(box, hint, new Convex(1, 1)), D);
    }

    @Override
    public double margin(SortedSet<Integer> active) {
      double[] w = player.play();
      double margin = 0;
      for (int i : active) {
        margin += w[i];
      }
      return margin;
    }

    @Override
    public void learn(SortedSet<Integer> active, double slope) {
      double[] g = new double[D];
      for (int i : active) {
        g[i] = slope;
      }
      player.learn(g);
    }

    @Override
    public double variation() {
      return player.variation();
    }
  }

  /**
   * With a hint that knows the event's features too, and guesses for each by its own gradients, 0
   * elsewhere: no learner has it, and here stands why. The same steps, of the formulas.
   */
  private static final class ByFeature implements Contestant {
    private final double share;
    private final double[] secondary = new double[D];
    private final double[] variations = new double[D];
    private final double[] hints = new double[D];

    /**
     * A moving average.
     *
     * @param share that the newest gradient has in it; 1: it is the last
     */
    ByFeature(double share) {
      this.share = share;
    }

    private double step(int i) {
      return new Convex(1, 1).of(2 * REACH, variations[i]);
    }

    private static double projected(double weight) {
      return Math.min(REACH, Math.max(-REACH, weight));
    }

    @Override
    public double margin(SortedSet<Integer> active) {
      double margin = 0;
      for (int i : active) {
        margin += projected(secondary[i] - step(i) * hints[i]);
      }
      return margin;
    }

    @Override
    public void learn(SortedSet<Integer> active, double slope) {
      for (int i : active) {
        secondary[i] = projected(secondary[i] - step(i) * slope);
        double surprise = slope - hints[i];
        variations[i] += surprise * surprise;
        hints[i] = (1 - share) * hints[i] + share * slope;
      }
    }

    @Override
    public double variation() {
      double sum = 0;
      for (double variation : variations) {
        sum += variation;
      }
      return sum;
    }
  }
}
