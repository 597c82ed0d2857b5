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
import java.util.TreeSet;

/** E9: on sparse independent events a last gradient tells nothing of the next. */
final class SparseHints implements Experiment {
  private static final int ROUNDS = 5000;
  private static final int D = 1000;
  private static final int ACTIVE = 5;

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
        + " is twice as large, for events hardly overlap.";
  }

  @Override
  public List<Figure> figures() {
    Run zero = run(Hint.ZERO);
    Run last = run(Hint.LAST_GRADIENT);
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.of("no hint, V", zero.variation, 5146.442).near(1e-6));
    figures.add(Figure.of("no hint, log loss", zero.loss, 0.64569959).near(1e-6));
    figures.add(Figure.of("last, V", last.variation, 9991.8225).near(1e-6));
    figures.add(Figure.of("last, log loss", last.loss, 0.62064997).near(1e-6));
    figures.add(
        Figure.of("V, last / no hint", last.variation / zero.variation, 9991.8225 / 5146.442));
    return figures;
  }

  private record Run(double variation, double loss) {}

  private static Run run(Hint hint) {
    double[] truth = Numbers.times(2, new Lcg(77).symmetric(D));
    Player player = new Player(new PerCoordinateSpec(new Box(-2, 2), hint, new Convex(1, 1)), D);
    Lcg random = new Lcg(3);
    double loss = 0;
    for (int t = 0; t < ROUNDS; t++) {
      TreeSet<Integer> active = new TreeSet<>();
      while (active.size() < ACTIVE) {
        double u = random.uniform();
        active.add((int) (D * u * u * u));
      }
      double margin = 0;
      double chance = 0;
      double[] w = player.play();
      for (int i : active) {
        margin += w[i];
        chance += truth[i];
      }
      double label = random.uniform() < 1 / (1 + Math.exp(-chance)) ? 1 : -1;
      loss += Numbers.logLoss(margin, label) / ROUNDS;
      double[] g = new double[D];
      for (int i : active) {
        g[i] = Numbers.logSlope(margin, label);
      }
      player.learn(g);
    }
    return new Run(player.variation(), loss);
  }
}
