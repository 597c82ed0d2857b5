package io.thalweg.jobs.experiments.omd;

import io.thalweg.convex.Ball;
import io.thalweg.convex.Convex;
import io.thalweg.convex.Hint;
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

/** E8: at a kink the last gradient misleads, the last loss as a whole does not. */
final class KinkedLoss implements Experiment {
  private static final double TARGET = 0.3183098861837907;
  private static final int[] LENGTHS = {100, 1000, 10_000, 100_000};
  private static final double[] EXPLICIT = {
    26.5763107326, 91.3788991086, 296.568971347, 945.265799061
  };

  private static final Convex STEP = new Convex(1, 1);
  private static final Algorithm IMPLICIT = new Algorithm.Implicit(new Ball(1), STEP);
  private static final Algorithm LAST = new Algorithm.Lazy(new Ball(1), STEP, Hint.LAST_GRADIENT);
  private static final Algorithm ZERO = new Algorithm.Lazy(new Ball(1), STEP, Hint.ZERO);

  @Override
  public String name() {
    return "E8";
  }

  @Override
  public String title() {
    return "A loss with a kink";
  }

  @Override
  public String expected() {
    return "|x - y| with y fixed: with the last loss as hint it is paid for once, with the last"
        + " gradient forever. Then y goes up and down within 2000 rounds.";
  }

  @Override
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    for (int k = 0; k < LENGTHS.length; k++) {
      String label = "T=" + LENGTHS[k] + " ";
      double implicit = loss(IMPLICIT, LENGTHS[k], t -> TARGET);
      figures.add(Figure.of(label + "last loss", implicit, TARGET).near(1e-12));
      double last = loss(LAST, LENGTHS[k], t -> TARGET);
      figures.add(Figure.of(label + "last gradient", last, EXPLICIT[k]).near(1e-9));
    }
    IntToDoubleFunction triangle = t -> -0.5 + (1000 - Math.abs(t % 2000 - 1000)) / 1000.0;
    figures.add(moving("last loss", IMPLICIT, triangle, 126.420572));
    figures.add(moving("last gradient", LAST, triangle, 412.1828795));
    figures.add(moving("no hint", ZERO, triangle, 279.3209867));
    return figures;
  }

  private static Figure moving(
      String label, Algorithm algorithm, IntToDoubleFunction target, double reference) {
    double loss = loss(algorithm, 20_000, target);
    return Figure.of("y moving, " + label, loss, reference).near(1e-8);
  }

  private static double loss(Algorithm algorithm, int length, IntToDoubleFunction target) {
    Learner learner = Learner.of(new LearnerSpec(new AbsoluteLoss(), algorithm, 1));
    LinearModel model = learner.create();
    FeatureVector one = new FeatureVector().dense(new float[] {1}, 1);
    Answer answer = new Answer();
    double loss = 0;
    for (int t = 0; t < length; t++) {
      learner.learn(model, one, target.applyAsDouble(t), 1, answer);
      loss += answer.loss();
    }
    return loss;
  }
}
