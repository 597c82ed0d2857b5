package io.thalweg.jobs.experiments.omd;

import io.thalweg.convex.Ball;
import io.thalweg.convex.Convex;
import io.thalweg.convex.GivenHint;
import io.thalweg.convex.Hint;
import io.thalweg.convex.MirrorDescentSpec;
import io.thalweg.convex.OptimisticMirrorDescent;
import io.thalweg.jobs.experiments.Experiment;
import io.thalweg.jobs.experiments.Figure;
import io.thalweg.jobs.experiments.Lcg;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** E1: a right hint makes the regret constant, a wrong one costs half as much again. */
final class PerfectHints implements Experiment {
  private static final int[] LENGTHS = {100, 1000, 10_000, 100_000};
  private static final double[][] REFERENCE = {
    {1, 1, 5.20842375224, 6.65155842492, 26.6365000772, 16.8183961315},
    {0.999999999998, 0.999999999998, 27.8491093008, 35.118743817, 91.547588079, 59.8608863973},
    {1.00000000145, 1.00000000145, 95.0968633341, 85.984829562, 296.692773226, 196.550531119},
    {1.00000006137, 1.00000006137, 148.287118501, 189.87536237, 945.380344876, 628.985552084}
  };
  private static final double[][] ADVERSARY = {
    {28.3362385137, 16.8183961315},
    {93.3890161764, 59.8608863973},
    {300.634693155, 196.550531119},
    {949.356547644, 628.985552084}
  };

  private enum Stream {
    CONSTANT(0),
    SPHERE(2),
    FLIP(4);

    /** Of the reference for the last gradient; no hint stands behind it. */
    final int column;

    Stream(int column) {
      this.column = column;
    }

    double[] gradient(int t, Lcg random) {
      if (this == CONSTANT) {
        return new double[] {0.6, 0, 0.8};
      }
      if (this == FLIP) {
        return new double[] {t % 2 == 0 ? 1 : -1, 0, 0};
      }
      double[] v = random.symmetric(3);
      return Numbers.times(1 / Numbers.norm(v), v);
    }
  }

  @Override
  public String name() {
    return "E1";
  }

  @Override
  public String title() {
    return "Perfect hints";
  }

  @Override
  public String expected() {
    return "With perfect hints every regret of every prefix is at most D·G = 2, on any "
        + "stream of gradients of norm 1. Where signs alternate, the last gradient "
        + "costs 1.5 times no hint.";
  }

  @Override
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    for (int k = 0; k < LENGTHS.length; k++) {
      int length = LENGTHS[k];
      double[] reference = REFERENCE[k];
      for (Stream stream : Stream.values()) {
        String label = "T=" + length + " " + stream.name().toLowerCase(Locale.ROOT) + " ";
        figures.add(
            Figure.of(label + "perfect, worst prefix", perfect(stream, length)).atMost(2 + 1e-6));
        double last = regret(stream, length, Hint.LAST_GRADIENT);
        double zero = regret(stream, length, Hint.ZERO);
        int at = stream.column;
        figures.add(Figure.of(label + "last", last, reference[at]).near(1e-7));
        figures.add(Figure.of(label + "zero", zero, reference[at + 1]).near(1e-7));
        if (stream == Stream.FLIP) {
          figures.add(
              Figure.of(label + "last / zero", last / zero, reference[at] / reference[at + 1])
                  .within(1.4, 1.6));
        }
      }
    }
    for (int k = 0; k < LENGTHS.length; k++) {
      String label = "T=" + LENGTHS[k] + " along the iterate ";
      double last = adversary(LENGTHS[k], Hint.LAST_GRADIENT);
      double zero = adversary(LENGTHS[k], Hint.ZERO);
      double[] reference = ADVERSARY[k];
      figures.add(Figure.of(label + "last", last, reference[0]).near(1e-9));
      figures.add(Figure.of(label + "zero", zero, reference[1]).near(1e-9));
      if (LENGTHS[k] > 100) {
        figures.add(
            Figure.of(label + "last / zero", last / zero, reference[0] / reference[1])
                .within(1.4, 1.6));
      }
    }
    return figures;
  }

  private static MirrorDescentSpec spec(Hint hint) {
    return new MirrorDescentSpec(new Ball(1), new Convex(1, 0), hint);
  }

  private static double perfect(Stream stream, int length) {
    Player player = new Player(spec(new GivenHint()), 3);
    OptimisticMirrorDescent optimizer = (OptimisticMirrorDescent) player.optimizer;
    Lcg random = new Lcg(42);
    double worst = Double.NEGATIVE_INFINITY;
    for (int t = 0; t < length; t++) {
      double[] g = stream.gradient(t, random);
      optimizer.expect(player.state, g);
      player.play();
      player.learn(g);
      worst = Math.max(worst, player.regretOnUnitBall());
    }
    return worst;
  }

  private static double regret(Stream stream, int length, Hint hint) {
    Player player = new Player(spec(hint), 3);
    Lcg random = new Lcg(42);
    for (int t = 0; t < length; t++) {
      player.play();
      player.learn(stream.gradient(t, random));
    }
    return player.regretOnUnitBall();
  }

  /** Every gradient points where the player stands. */
  private static double adversary(int length, Hint hint) {
    Player player = new Player(spec(hint), 2);
    for (int t = 0; t < length; t++) {
      double[] x = player.play();
      double norm = Numbers.norm(x);
      player.learn(norm > 0 ? Numbers.times(1 / norm, x) : new double[] {1, 0});
    }
    return player.regretOnUnitBall();
  }
}
