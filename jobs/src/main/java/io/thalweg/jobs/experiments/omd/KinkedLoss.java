package io.thalweg.jobs.experiments.omd;

import io.thalweg.convex.Ball;
import io.thalweg.convex.Convex;
import io.thalweg.convex.Domain;
import io.thalweg.convex.Hint;
import io.thalweg.convex.StepSize;
import io.thalweg.jobs.experiments.Experiment;
import io.thalweg.jobs.experiments.Figure;
import io.thalweg.math.FeatureVector;
import io.thalweg.mirror.AbsoluteLoss;
import io.thalweg.mirror.Algorithm;
import io.thalweg.mirror.Answer;
import io.thalweg.mirror.Learner;
import io.thalweg.mirror.LearnerSpec;
import io.thalweg.mirror.LinearModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** E8: where a loss has a kink, the last loss is a better hint than its gradient. */
final class KinkedLoss implements Experiment {
  private static final int[] LENGTHS = {100, 1000, 10_000, 100_000};
  private static final double[] EXPLICIT = {
    26.5763107326, 91.3788991086, 296.568971347, 945.265799061
  };
  private static final double MEDIAN = 0.31830988618379067;
  private static final Domain BALL = new Ball(1);
  private static final StepSize STEP = new Convex(1, 1);
  private static final Algorithm IMPLICIT = new Algorithm.Implicit(BALL, STEP);
  private static final Algorithm LAST = new Algorithm.Lazy(BALL, STEP, Hint.LAST_GRADIENT);
  private static final Algorithm ZERO = new Algorithm.Lazy(BALL, STEP, Hint.ZERO);

  @Override
  public String name() {
    return "E8";
  }

  @Override
  public String title() {
    return "Losses with a kink";
  }

  @Override
  public String expected() {
    return "|x - y| with y fixed: the regret is y for ever with the implicit hint, but grows with"
        + " the root of the length with the last gradient, which jumps at the kink.";
  }

  @Override
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    for (int k = 0; k < LENGTHS.length; k++) {
      int rounds = LENGTHS[k];
      figures.add(
          Figure.of("T=" + rounds + ", implicit", loss(IMPLICIT, rounds, t -> MEDIAN), MEDIAN)
              .near(1e-11));
      figures.add(
          Figure.of("T=" + rounds + ", last gradient", loss(LAST, rounds, t -> MEDIAN), EXPLICIT[k])
              .near(1e-8));
    }
    int rounds = 20_000;
    figures.add(
        Figure.of("moving y, implicit", loss(IMPLICIT, rounds, KinkedLoss::moving), 126.420572)
            .near(1e-6));
    double last = loss(LAST, rounds, KinkedLoss::moving);
    double implicit = loss(IMPLICIT, rounds, KinkedLoss::moving);
    figures.add(Figure.of("moving y, last gradient", last, 412.1828795).near(1e-6));
    figures.add(
        Figure.of("moving y, no hint", loss(ZERO, rounds, KinkedLoss::moving), 279.3209867)
            .near(1e-6));
    figures.add(
        Figure.of("moving y, implicit / last", implicit / last, 126.420572 / 412.1828795)
            .atMost(0.5));
    return figures;
  }

  /** Up and down between ±1/2, in 2000 rounds. */
  private static double moving(int round) {
    int k = round % 2000;
    return -0.5 + (k < 1000 ? k : 2000 - k) / 1000.0;
  }

  private static double loss(Algorithm algorithm, int rounds, IntToDoubleFunction label) {
    Learner learner = Learner.of(new LearnerSpec(new AbsoluteLoss(), algorithm, 1));
    LinearModel model = learner.create();
    FeatureVector one = new FeatureVector().dense(new float[] {1}, 1);
    Answer answer = new Answer();
    double loss = 0;
    for (int t = 0; t < rounds; t++) {
      learner.learn(model, one, label.applyAsDouble(t), 1, answer);
      loss += answer.loss();
    }
    return loss;
  }
}
