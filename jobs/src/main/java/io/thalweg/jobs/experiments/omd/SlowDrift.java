package io.thalweg.jobs.experiments.omd;

import io.thalweg.convex.Ball;
import io.thalweg.convex.Convex;
import io.thalweg.convex.EnsembleSpec;
import io.thalweg.convex.Hint;
import io.thalweg.convex.MirrorDescentSpec;
import io.thalweg.convex.OptimizerSpec;
import io.thalweg.jobs.experiments.Experiment;
import io.thalweg.jobs.experiments.Figure;
import java.util.ArrayList;
import java.util.List;

/** E14: without noise, what is lost to a target that drifts is what it drifts. */
final class SlowDrift implements Experiment {
  private static final int ROUNDS = 8192;
  private static final int[] SPEEDS = {16, 32, 64, 128, 256, 512};

  /** Per speed: last hint, its share of the variation, no hint, ensemble. */
  private static final double[][] REFERENCE = {
    {160.32708, 5.030, 656.98234, 792.63131},
    {46.405623, 5.807, 124.13644, 541.42144},
    {12.321927, 6.163, 16.050817, 233.39008},
    {3.2794227, 6.560, 3.5399672, 60.642568},
    {0.98214635, 7.858, 1.0402151, 16.01502},
    {0.40546533, 12.977, 0.44953642, 5.0954131}
  };

  /** Slower ones lose more by beginning elsewhere than by the drift. */
  private static final int SPEEDS_BY_DRIFT = 4;

  @Override
  public String name() {
    return "E14";
  }

  @Override
  public String title() {
    return "A target that drifts";
  }

  @Override
  public String expected() {
    return "|x − b|²/2, b going round a circle: the dynamic regret is in proportion to "
        + "Σ² = Σ|b_t − b_{t−1}|², and an ensemble held to steps of 1/(8L) follows "
        + "worse than plain descent.";
  }

  @Override
  public List<Figure> figures() {
    Ball ball = new Ball(1);
    List<Figure> figures = new ArrayList<>();
    for (int k = 0; k < SPEEDS.length; k++) {
      double[] reference = REFERENCE[k];
      String label = "chord 1/" + SPEEDS[k] + " ";
      Circle last = run(descent(ball, Hint.LAST_GRADIENT), SPEEDS[k]);
      figures.add(Figure.of(label + "last hint", last.loss, reference[0]).near(1e-6));
      Figure share = Figure.of(label + "last hint / Σ²", last.loss / last.drift, reference[1]);
      figures.add(k < SPEEDS_BY_DRIFT ? share.within(4.5, 7) : share);
      double none = run(descent(ball, Hint.ZERO), SPEEDS[k]).loss;
      figures.add(Figure.of(label + "no hint", none, reference[2]).near(1e-6));
      double ensemble = run(new EnsembleSpec(ball, 1.5, 1, ROUNDS), SPEEDS[k]).loss;
      figures.add(Figure.of(label + "ensemble", ensemble, reference[3]).near(1e-6));
    }
    return figures;
  }

  private static OptimizerSpec descent(Ball ball, Hint hint) {
    return new MirrorDescentSpec(ball, new Convex(1.5, 40), hint);
  }

  /** What was lost, and how far the target went. */
  private record Circle(double loss, double drift) {}

  private static Circle run(OptimizerSpec spec, int speed) {
    double q = 1.0 / speed;
    double cosine = (1 - q * q) / (1 + q * q);
    double sine = 2 * q / (1 + q * q);
    Player player = new Player(spec, 2);
    double[] b = {0.5, 0};
    double loss = 0;
    double drift = 0;
    for (int t = 0; t < ROUNDS; t++) {
      double[] x = player.play();
      loss += 0.5 * Numbers.squaredDistance(x, b);
      player.learn(x[0] - b[0], x[1] - b[1]);
      double[] next = {cosine * b[0] - sine * b[1], sine * b[0] + cosine * b[1]};
      drift += t < ROUNDS - 1 ? Numbers.squaredDistance(next, b) : 0;
      b = next;
    }
    return new Circle(loss, drift);
  }
}
