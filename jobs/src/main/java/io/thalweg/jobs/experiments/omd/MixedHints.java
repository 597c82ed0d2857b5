package io.thalweg.jobs.experiments.omd;

import io.thalweg.convex.Ball;
import io.thalweg.convex.Convex;
import io.thalweg.convex.Hint;
import io.thalweg.convex.LaggedGradient;
import io.thalweg.convex.MirrorDescentSpec;
import io.thalweg.convex.MixedHint;
import io.thalweg.convex.MovingAverage;
import io.thalweg.jobs.experiments.Experiment;
import io.thalweg.jobs.experiments.Figure;
import io.thalweg.jobs.experiments.Lcg;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** E13: each stream has another best hint, and the mixer finds it. */
final class MixedHints implements Experiment {
  private static final int ROUNDS = 20_000;
  private static final double COSINE = 3999.0 / 4001.0;
  private static final double SINE = Math.sqrt(1 - COSINE * COSINE);
  private static final double BOUND = 2;

  private static final List<Hint> MEMBERS =
      List.of(Hint.ZERO, Hint.LAST_GRADIENT, new MovingAverage(0.1), new LaggedGradient(24));

  private static final List<String> NAMES = List.of("zero", "last", "average", "lag");

  /** V of the members, in their order, and of the mixer. */
  private static final Map<Stream, double[]> REFERENCE =
      Map.of(
          Stream.NOISE, new double[] {6654.76, 13_341.1, 6989.21, 13_249.6, 6661.05},
          Stream.DRIFT, new double[] {20_000, 20.994, 1837.67, 10_986.6, 39.2459},
          Stream.NOISY_DRIFT, new double[] {26_726.4, 13_363, 8834.51, 24_278.6, 8833.9},
          Stream.SEASON, new double[] {26_678.4, 9903.63, 26_350.4, 75.7739, 81.1109});

  private enum Stream {
    NOISE,
    DRIFT,
    NOISY_DRIFT,
    SEASON;

    /** The gradient of a round where the slow vector is v and the noise n. */
    double[] gradient(int t, double[] v, double[] n) {
      return switch (this) {
        case NOISE -> n;
        case DRIFT -> new double[] {v[0], v[1], 0};
        case NOISY_DRIFT -> new double[] {v[0] + n[0], v[1] + n[1], n[2]};
        case SEASON -> new double[] {t % 24 < 12 ? 1 : -1, (t % 24 - 11.5) / 12, 0.1 * n[2]};
      };
    }
  }

  @Override
  public String name() {
    return "E13";
  }

  @Override
  public String title() {
    return "Mixed hints";
  }

  @Override
  public String expected() {
    return "Of four streams each has another best hint: V of their mixer is at most the "
        + "best one's plus 8G²·ln K = 44.4, with G unknown plus 20 more.";
  }

  @Override
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    for (Stream stream : Stream.values()) {
      double[] reference = REFERENCE.get(stream);
      String label = stream.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ", ";
      double best = Double.POSITIVE_INFINITY;
      for (int k = 0; k < MEMBERS.size(); k++) {
        double variation = variation(stream, MEMBERS.get(k));
        best = Math.min(best, variation);
        figures.add(Figure.of(label + NAMES.get(k), variation, reference[k]).near(1e-5));
      }
      double logarithm = 8 * BOUND * BOUND * Math.log(MEMBERS.size());
      double mixed = variation(stream, new MixedHint(MEMBERS, BOUND));
      figures.add(
          Figure.of(label + "mixer", mixed, reference[MEMBERS.size()]).atMost(best + logarithm));
      double free = variation(stream, new MixedHint(MEMBERS, MixedHint.UNKNOWN));
      figures.add(
          Figure.of(label + "mixer, G unknown", free).atMost(best + logarithm + 5 * BOUND * BOUND));
    }
    return figures;
  }

  private static double variation(Stream stream, Hint hint) {
    Player player = new Player(new MirrorDescentSpec(new Ball(1), new Convex(BOUND, 0), hint), 3);
    Lcg random = new Lcg(8);
    double[] v = {1, 0};
    for (int t = 0; t < ROUNDS; t++) {
      double[] noise = Numbers.times(1 / Math.sqrt(3), random.symmetric(3));
      player.play();
      player.learn(stream.gradient(t, v, noise));
      v = new double[] {COSINE * v[0] - SINE * v[1], SINE * v[0] + COSINE * v[1]};
    }
    return player.variation();
  }
}
