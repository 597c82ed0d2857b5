package io.thalweg.mirror;

import io.thalweg.convex.Optimizer;
import io.thalweg.convex.OptimizerSpec;
import io.thalweg.math.FeatureVector;
import java.util.Arrays;

/**
 * A linear learner around any optimizer of gradients: the margins are those of the point which the
 * optimizer plays, the gradient the loss's slopes times the features. Of several classes the point
 * is a matrix of a row of weights per class, double[classes × dimension], row-major, and a ball is
 * that of the Frobenius norm. O(classes · dimension) per event, or what the optimizer takes; the
 * model's numbers are the optimizer's state, stored as a whole.
 */
final class DenseLearner implements Learner {
  private final LearnerSpec spec;
  private final Judge judge;
  private final Optimizer optimizer;
  private final Layout layout;
  private final int dimension;
  private final double[] margins;
  private final double[] point;
  private final double[] gradient;

  /** One class's stretch of point or gradient; that itself where there is one margin. */
  private final double[] pointRow;

  private final double[] gradientRow;

  DenseLearner(LearnerSpec spec, OptimizerSpec optimizer) {
    this(
        spec,
        optimizer.optimizer(Math.multiplyExact(Judge.of(spec.loss()).margins(), spec.dimension())));
  }

  /** Around an optimizer over all weights of all margins. */
  DenseLearner(LearnerSpec spec, Optimizer optimizer) {
    this.spec = spec;
    this.judge = Judge.of(spec.loss());
    this.dimension = spec.dimension();
    int outputs = judge.margins();
    this.optimizer = optimizer;
    this.layout = Layout.of(0, optimizer.stateLength(), 0);
    this.margins = new double[outputs];
    this.point = new double[outputs * dimension];
    this.gradient = new double[outputs * dimension];
    this.pointRow = outputs == 1 ? point : new double[dimension];
    this.gradientRow = outputs == 1 ? gradient : new double[dimension];
  }

  @Override
  public LearnerSpec spec() {
    return spec;
  }

  @Override
  public Layout layout() {
    return layout;
  }

  @Override
  public int outputs() {
    return margins.length;
  }

  @Override
  public LinearModel create() {
    LinearModel model = LinearModel.create(layout);
    optimizer.start(model.numbers);
    return model;
  }

  @Override
  public void predict(LinearModel model, FeatureVector features, Answer into) {
    look(model, features);
    judge.answer(margins, into);
  }

  private void look(LinearModel model, FeatureVector features) {
    optimizer.play(model.numbers, point);
    for (int output = 0; output < margins.length; output++) {
      System.arraycopy(point, output * dimension, pointRow, 0, dimension);
      margins[output] = features.dot(pointRow);
    }
  }

  @Override
  public void learn(
      LinearModel model, FeatureVector features, double label, double weight, Answer into) {
    look(model, features);
    judge.judge(margins, label, into);
    model.rounds++;
    if (weight == 0) {
      return;
    }
    for (int output = 0; output < margins.length; output++) {
      Arrays.fill(gradientRow, 0);
      features.addTo(gradientRow, weight * margins[output]);
      System.arraycopy(gradientRow, 0, gradient, output * dimension, dimension);
    }
    optimizer.learn(model.numbers, gradient);
  }

  @Override
  public Reading read(LinearModel model) {
    double[] state = model.numbers;
    return new Reading(
        optimizer.stepSize(state),
        optimizer.variation(state),
        optimizer.gradientSquares(state),
        optimizer.projectedRounds(state),
        optimizer.movement(state),
        Arrays.stream(optimizer.shares(state)).boxed().toList());
  }

  /**
   * That of the point played next, hint included: what every optimizer keeps, and what answers are
   * made of. Not all of them keep a point without the hint.
   */
  @Override
  public double weight(LinearModel model, int output, int index) {
    return optimizer.played(model.numbers, output * dimension + index);
  }
}
