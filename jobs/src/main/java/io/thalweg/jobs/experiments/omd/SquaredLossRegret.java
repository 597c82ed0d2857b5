package io.thalweg.jobs.experiments.omd;

import io.thalweg.convex.Ball;
import io.thalweg.convex.Convex;
import io.thalweg.convex.Hint;
import io.thalweg.convex.MirrorDescentSpec;
import io.thalweg.convex.NewtonSpec;
import io.thalweg.convex.OptimisticNewton;
import io.thalweg.convex.OptimizerSpec;
import io.thalweg.jobs.experiments.Experiment;
import io.thalweg.jobs.experiments.Figure;
import io.thalweg.jobs.experiments.Lcg;
import java.util.ArrayList;
import java.util.List;

/** E6: squared loss, where curvature along the features pays from the start. */
final class SquaredLossRegret implements Experiment {
  private static final double[] TRUTH = {0.5, -0.5, 0.25};
  private static final int[] LENGTHS = {250, 1000, 4000, 16_000, 64_000};
  private static final double[][] REFERENCE = {
    {0.71190687, 1.1007883, 5.1753176, 0.40294883, 0.40154199},
    {1.1397074, 3.9233951, 14.540694, 0.44500111, 0.4441669},
    {2.5816897, 13.615832, 29.828509, 0.50064843, 0.50023148},
    {6.6774304, 41.686157, 50.557588, 0.56700885, 0.56623229},
    {15.568961, 93.313707, 72.937518, 0.70207439, 0.71507561}
  };

  private static final Ball BALL = new Ball(1);
  private static final double GRADIENT_BOUND = 2.5;
  private static final double CONCAVITY = 1 / (GRADIENT_BOUND * GRADIENT_BOUND);
  private static final String[] NAMES = {
    "convex steps", "Newton, the paper's β", "Newton, β=α/2, c₀=0.1", "Newton, h=1", "h=1, no hint"
  };
  private static final OptimizerSpec[] SPECS = {
    new MirrorDescentSpec(BALL, new Convex(GRADIENT_BOUND, 40), Hint.LAST_GRADIENT),
    NewtonSpec.ofExpConcave(BALL, GRADIENT_BOUND, CONCAVITY, Hint.LAST_GRADIENT),
    new NewtonSpec(BALL, GRADIENT_BOUND, CONCAVITY / 2, 0.1, Hint.LAST_GRADIENT),
    new NewtonSpec(BALL, 1, 1, 1, Hint.LAST_GRADIENT),
    new NewtonSpec(BALL, 1, 1, 1, Hint.ZERO)
  };
  private static final int FIRST_ALONG_FEATURES = 3;

  @Override
  public String name() {
    return "E6";
  }

  @Override
  public String title() {
    return "Squared loss";
  }

  @Override
  public String expected() {
    return "A noisy linear target: Newton's step with the loss's own curvature has "
        + "regret ln T, with the paper's constants it is slow. Means of 3 seeds, 1 for "
        + "the longest.";
  }

  @Override
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    for (int k = 0; k < LENGTHS.length; k++) {
      int length = LENGTHS[k];
      int seeds = length > 16_000 ? 1 : 3;
      for (int a = 0; a < SPECS.length; a++) {
        double regret = 0;
        for (int seed = 1; seed <= seeds; seed++) {
          regret += regret(a, length, seed) / seeds;
        }
        String label = "T=" + length + " " + NAMES[a];
        figures.add(Figure.of(label, regret, REFERENCE[k][a]).near(1e-6));
        if (a == FIRST_ALONG_FEATURES) {
          double logarithm = Math.log(length);
          figures.add(
              Figure.of(label + " / ln T", regret / logarithm, REFERENCE[k][a] / logarithm)
                  .within(0.05, 0.08));
        }
      }
    }
    return figures;
  }

  private static double regret(int algorithm, int length, long seed) {
    Player player = new Player(SPECS[algorithm], 3);
    Lcg random = new Lcg(seed);
    LeastSquares best = new LeastSquares();
    double loss = 0;
    for (int t = 0; t < length; t++) {
      double[] z = Numbers.times(1 / Math.sqrt(3), random.symmetric(3));
      double y = Numbers.dot(TRUTH, z) + 0.3 * random.symmetric();
      double error = Numbers.dot(player.play(), z) - y;
      loss += 0.5 * error * error;
      double[] g = Numbers.times(error, z);
      if (algorithm >= FIRST_ALONG_FEATURES) {
        ((OptimisticNewton) player.optimizer).learn(player.state, g, z, 0.5);
      } else {
        player.learn(g);
      }
      best.add(z, y);
    }
    return loss - best.loss();
  }

  /** The least Σ(⟨u, z⟩ − y)²/2 over u, which lies well inside the unit ball here. */
  private static final class LeastSquares {
    private final double[][] q = new double[3][3];
    private final double[] b = new double[3];
    private double squares;

    void add(double[] z, double y) {
      for (int i = 0; i < 3; i++) {
        Numbers.add(q[i], z[i], z);
      }
      Numbers.add(b, y, z);
      squares += y * y;
    }

    double loss() {
      double[] u = solve();
      if (Numbers.norm(u) > 1) {
        throw new IllegalStateException("the best u must be in the ball: norm=" + Numbers.norm(u));
      }
      double quadratic = 0;
      for (int i = 0; i < 3; i++) {
        quadratic += u[i] * Numbers.dot(q[i], u);
      }
      return 0.5 * (quadratic - 2 * Numbers.dot(b, u) + squares);
    }

    /** By Cramer's rule. */
    private double[] solve() {
      double whole = determinant(q[0], q[1], q[2]);
      return new double[] {
        determinant(b, q[1], q[2]) / whole,
        determinant(q[0], b, q[2]) / whole,
        determinant(q[0], q[1], b) / whole
      };
    }

    private static double determinant(double[] a, double[] b, double[] c) {
      return a[0] * (b[1] * c[2] - b[2] * c[1])
          - a[1] * (b[0] * c[2] - b[2] * c[0])
          + a[2] * (b[0] * c[1] - b[1] * c[0]);
    }
  }
}
