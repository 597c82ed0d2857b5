package io.thalweg.mirror;

import io.thalweg.convex.Optimizer;
import io.thalweg.convex.OptimizerSpec;
import io.thalweg.math.FeatureVector;
import java.util.Arrays;
import java.util.List;

/**
 * A linear learner around any optimizer of gradients: the margin is that of the point which the
 * optimizer plays, the gradient the loss's slope times the features. O(dimension) per event, or
 * what the optimizer takes; the model's numbers are the optimizer's state, stored as a whole.
 */
final class DenseLearner implements Learner {
  private final LearnerSpec spec;
  private final MarginLoss loss;
  private final Optimizer optimizer;
  private final Layout layout;
  private final double[] point;
  private final double[] gradient;

  DenseLearner(LearnerSpec spec, OptimizerSpec optimizer) {
    this.spec = spec;
    this.loss = MarginLoss.of(spec);
    this.optimizer = optimizer.optimizer(spec.dimension());
    this.layout = Layout.of(0, this.optimizer.stateLength(), 0);
    this.point = new double[spec.dimension()];
    this.gradient = new double[spec.dimension()];
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
  public LinearModel create() {
    LinearModel model = LinearModel.create(layout);
    optimizer.start(model.numbers);
    return model;
  }

  @Override
  public void predict(LinearModel model, FeatureVector features, Answer into) {
    into.margin = margin(model, features);
    into.prediction = loss.prediction(into.margin);
  }

  private double margin(LinearModel model, FeatureVector features) {
    optimizer.play(model.numbers, point);
    return features.dot(point);
  }

  @Override
  public void learn(
      LinearModel model, FeatureVector features, double label, double weight, Answer into) {
    into.margin = margin(model, features);
    loss.evaluate(into.margin, label, into);
    model.rounds++;
    if (weight != 0) {
      Arrays.fill(gradient, 0);
      features.addTo(gradient, weight * into.slope);
      optimizer.learn(model.numbers, gradient);
    }
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
        List.of());
  }

  @Override
  public double weight(LinearModel model, int output, int index) {
    optimizer.play(model.numbers, point);
    return point[index];
  }
}
