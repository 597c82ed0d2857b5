package io.thalweg.jobs.experiments.omd;

import io.thalweg.convex.Ball;
import io.thalweg.convex.Convex;
import io.thalweg.convex.FtrlProximalSpec;
import io.thalweg.convex.Hint;
import io.thalweg.convex.L1;
import io.thalweg.convex.MirrorDescentSpec;
import io.thalweg.convex.OptimizerSpec;
import io.thalweg.jobs.experiments.Experiment;
import io.thalweg.jobs.experiments.Figure;
import io.thalweg.jobs.experiments.Lcg;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** E11: who finds the zeros. */
final class SparseSolutions implements Experiment {
  private static final int ROUNDS = 4000;
  private static final double WEIGHT = 0.05;
  private static final double[] TRUTH = Arrays.copyOf(new double[] {1, -1, 0.5, -0.5, 0.8}, 50);
  private static final int D = TRUTH.length;

  /** A learner, and what another implementation has found of it. */
  private record Learner(String label, OptimizerSpec spec, double zeros, double loss) {}

  private static final Learner COMPOSITE =
      new Learner("composite descent", descent(new L1(WEIGHT)), 7, 0.04019659);
  private static final Learner SUBGRADIENT =
      new Learner("subgradients of l1", descent(new L1(0)), 0, 0.04121419);
  private static final Learner FTRL = new Learner("FTRL-Proximal", ftrl(Hint.ZERO), 41, 0.00611014);
  private static final Learner OPTIMISTIC_FTRL =
      new Learner("optimistic FTRL-Proximal", ftrl(Hint.LAST_GRADIENT), 39, 0.00615188);

  private static OptimizerSpec descent(L1 regularizer) {
    return new MirrorDescentSpec(new Ball(3), new Convex(6, 0), regularizer, Hint.LAST_GRADIENT);
  }

  private static OptimizerSpec ftrl(Hint hint) {
    return new FtrlProximalSpec(0.5, 1, WEIGHT * ROUNDS / D, 0, hint);
  }

  @Override
  public String name() {
    return "E11";
  }

  @Override
  public String title() {
    return "Zeros";
  }

  @Override
  public String expected() {
    return "Squared loss of 50 features, 45 of them irrelevant, l1 = 0.05: FTRL-Proximal "
        + "finds most of the zeros, composite descent few, subgradients none.";
  }

  @Override
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    for (Learner learner : List.of(COMPOSITE, SUBGRADIENT, FTRL, OPTIMISTIC_FTRL)) {
      Player player = new Player(learner.spec, D);
      double paid = learner.equals(SUBGRADIENT) ? WEIGHT : 0;
      double loss = run(player, paid);
      double zeros = Arrays.stream(player.play()).filter(w -> w == 0).count();
      Figure figure = Figure.of(learner.label + ", zeros", zeros, learner.zeros);
      figures.add(learner.spec instanceof FtrlProximalSpec ? figure.atLeast(35) : figure.near(0));
      figures.add(Figure.of(learner.label + ", loss", loss, learner.loss).near(1e-6));
    }
    return figures;
  }

  /** The progressive loss, where subgradients of weight·|w|₁ are added to the gradients. */
  private static double run(Player player, double weight) {
    Lcg random = new Lcg(4);
    double loss = 0;
    for (int t = 0; t < ROUNDS; t++) {
      double[] z = random.symmetric(D);
      double y = Numbers.dot(TRUTH, z) + 0.1 * random.symmetric();
      double[] w = player.play();
      double error = Numbers.dot(w, z) - y;
      loss += 0.5 * error * error / ROUNDS;
      double[] g = Numbers.times(error, z);
      for (int i = 0; i < D; i++) {
        g[i] += weight * Math.signum(w[i]);
      }
      player.learn(g);
    }
    return loss;
  }
}
