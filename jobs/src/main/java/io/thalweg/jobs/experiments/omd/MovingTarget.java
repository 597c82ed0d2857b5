package io.thalweg.jobs.experiments.omd;

import io.thalweg.convex.Ball;
import io.thalweg.convex.Convex;
import io.thalweg.convex.DynamicEnsemble;
import io.thalweg.convex.EnsembleSpec;
import io.thalweg.convex.Hint;
import io.thalweg.convex.MirrorDescentSpec;
import io.thalweg.convex.OptimizerSpec;
import io.thalweg.convex.Projection;
import io.thalweg.convex.StronglyConvex;
import io.thalweg.jobs.experiments.Experiment;
import io.thalweg.jobs.experiments.Figure;
import io.thalweg.jobs.experiments.Lcg;
import java.util.ArrayList;
import java.util.List;

/** E7: an ensemble comes close to the best fixed step in hindsight, however the target jumps. */
final class MovingTarget implements Experiment {
  private static final int ROUNDS = 8192;
  private static final double[][] CORNERS = {{0.5, 0.5}, {-0.5, 0.5}, {-0.5, -0.5}, {0.5, -0.5}};
  private static final double[] NOISES = {0.1, 0.5, 1};
  private static final int[] PERIODS = {8192, 2048, 512, 128, 32};

  /** Per noise and period: ensemble, ensemble of unknown horizon, convex, strong, best base. */
  private static final double[][][] REFERENCE = {
    {
      {5.6003744, 13.917889, 8.9359165, 0.59062942, 4.9764262},
      {20.723934, 28.528516, 14.986794, 1391.5261, 14.259513},
      {53.375276, 62.515595, 38.956736, 1893.8762, 37.3966},
      {179.83061, 190.31555, 138.505, 2008.0742, 127.86348},
      {760.01314, 769.16681, 605.30914, 2036.4863, 495.31677}
    },
    {
      {24.683885, 31.074199, 45.682864, 3.5747401, 22.950403},
      {67.032655, 79.815667, 68.505866, 1384.2761, 60.842849},
      {141.90892, 155.896, 165.73311, 1902.259, 136.93671},
      {296.68177, 324.98832, 531.76356, 2008.8165, 283.03512},
      {889.34349, 909.5858, 1494.2915, 2038.1654, 673.21814}
    },
    {
      {55.66742, 60.312237, 88.301083, 9.19544, 43.207118},
      {125.08112, 151.47633, 130.7353, 1377.0935, 124.6144},
      {265.8747, 289.56832, 321.12543, 1914.588, 270.94202},
      {559.16216, 597.30564, 972.13178, 2011.4782, 536.11194},
      {1305.2925, 1328.9762, 1856.9187, 2041.5733, 1148.1211}
    }
  };

  private static final String[] NAMES = {
    "ensemble", "ensemble, unknown horizon", "convex", "strongly convex"
  };

  @Override
  public String name() {
    return "E7";
  }

  @Override
  public String title() {
    return "A target that jumps";
  }

  @Override
  public String expected() {
    return "|x − b|²/2 under noise, b jumping every K rounds: the ensemble's dynamic "
        + "regret is near that of its best base in hindsight; strongly convex steps "
        + "cannot follow.";
  }

  @Override
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    for (int n = 0; n < NOISES.length; n++) {
      for (int k = 0; k < PERIODS.length; k++) {
        figures.addAll(figures(NOISES[n], PERIODS[k], REFERENCE[n][k]));
      }
    }
    return figures;
  }

  private static List<Figure> figures(double noise, int period, double[] reference) {
    Ball ball = new Ball(1);
    double gradientBound = 1.8 + 1.5 * noise;
    EnsembleSpec ensemble = new EnsembleSpec(ball, gradientBound, 1, ROUNDS);
    OptimizerSpec[] specs = {
      ensemble,
      new EnsembleSpec(ball, gradientBound, 1),
      new MirrorDescentSpec(ball, new Convex(gradientBound, 40), Hint.LAST_GRADIENT),
      new MirrorDescentSpec(ball, new StronglyConvex(1), Hint.LAST_GRADIENT)
    };
    String label = "noise " + noise + " K=" + period + " ";
    List<Figure> figures = new ArrayList<>();
    double[] regrets = new double[specs.length];
    for (int a = 0; a < specs.length; a++) {
      regrets[a] = regret(new Player(specs[a], 2), noise, period);
      figures.add(Figure.of(label + NAMES[a], regrets[a], reference[a]).near(1e-6));
    }
    DynamicEnsemble optimizer = ensemble.optimizer(2);
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < optimizer.bases(); i++) {
      best = Math.min(best, fixedStepRegret(optimizer.baseStep(i), noise, period));
    }
    figures.add(Figure.of(label + "best base", best, reference[4]).near(1e-6));
    figures.add(
        Figure.of(label + "ensemble / best base", regrets[0] / best, reference[0] / reference[4])
            .atMost(1.6));
    return figures;
  }

  private static double[] target(int t, int period) {
    return CORNERS[t / period % CORNERS.length];
  }

  private static double regret(Player player, double noise, int period) {
    Lcg random = new Lcg(1);
    double regret = 0;
    for (int t = 0; t < ROUNDS; t++) {
      double[] target = target(t, period);
      double[] x = player.play();
      regret += 0.5 * Numbers.squaredDistance(x, target);
      double first = x[0] - target[0] + noise * random.sign();
      player.learn(first, x[1] - target[1] + noise * random.sign());
    }
    return regret;
  }

  /** Of optimistic descent with one step throughout, on its own. */
  private static double fixedStepRegret(double step, double noise, int period) {
    Projection ball = Projection.onto(new Ball(1), 2);
    Lcg random = new Lcg(1);
    double[] secondary = new double[2];
    double[] hint = new double[2];
    double regret = 0;
    for (int t = 0; t < ROUNDS; t++) {
      double[] target = target(t, period);
      double[] x = secondary.clone();
      Numbers.add(x, -step, hint);
      ball.project(x);
      regret += 0.5 * Numbers.squaredDistance(x, target);
      for (int i = 0; i < 2; i++) {
        hint[i] = x[i] - target[i] + noise * random.sign();
      }
      Numbers.add(secondary, -step, hint);
      ball.project(secondary);
    }
    return regret;
  }
}
