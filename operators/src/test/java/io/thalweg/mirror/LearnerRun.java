package io.thalweg.mirror;

import io.thalweg.math.FeatureVector;

/** A learner at work on one model: what a test asks of both. */
public final class LearnerRun {
  private final Learner learner;
  private final LinearModel model;
  private final Answer answer = new Answer();

  /** A learner with a model that has learned nothing. */
  public LearnerRun(LearnerSpec spec) {
    this(Learner.of(spec));
  }

  private LearnerRun(Learner learner) {
    this(learner, learner.create());
  }

  /** A learner with a model of its own. */
  public LearnerRun(Learner learner, LinearModel model) {
    this.learner = learner;
    this.model = model;
  }

  public LinearModel model() {
    return model;
  }

  /** What was answered last. */
  public Answer answer() {
    return answer;
  }

  public double margin(FeatureVector x) {
    learner.predict(model, x, answer);
    return answer.margin();
  }

  /** The coordinate of the iterate that is played next. */
  public double played(int index) {
    return margin(new FeatureVector().sparse(new int[] {index}, new float[] {1}, 1));
  }

  /** Folds one event in and returns its margin. */
  public double learn(FeatureVector x, double label, double weight) {
    learner.learn(model, x, label, weight, answer);
    return answer.margin();
  }

  public Reading reading() {
    return learner.read(model);
  }

  public double stepSize() {
    return reading().stepSize();
  }

  public double weight(int index) {
    return weight(0, index);
  }

  /** The weight of a coordinate in one of the margins. */
  public double weight(int output, int index) {
    return learner.weight(model, output, index);
  }

  /** |x̂|. */
  public double norm() {
    double square = 0;
    for (int i = 0; i < learner.spec().dimension(); i++) {
      square += weight(i) * weight(i);
    }
    return Math.sqrt(square);
  }
}
