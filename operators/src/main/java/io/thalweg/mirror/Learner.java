package io.thalweg.mirror;

import io.thalweg.math.FeatureVector;

/**
 * A linear learner: two functions over a state that the caller owns. Predicting changes nothing;
 * learning is the only place where a model changes, and takes nothing from anywhere but its
 * arguments.
 *
 * <p>An instance holds scratch only: one per thread serves any number of models, each of which it
 * alone has {@link #create}d or restored.
 */
public interface Learner {
  /**
   * The learner that {@code spec} describes.
   *
   * @throws IllegalArgumentException if loss, algorithm and dimension do not go together
   */
  static Learner of(LearnerSpec spec) {
    boolean normalized = spec.algorithm() instanceof Algorithm.Normalized;
    return spec.quantiles().isEmpty() || normalized
        ? spec.algorithm().learner(spec)
        : new IntervalLearner(spec);
  }

  /** What this learner is composed of. */
  LearnerSpec spec();

  /** The sizes of its models. */
  Layout layout();

  /** A model that has learned nothing. */
  LinearModel create();

  /** Answers for an example; changes nothing. */
  void predict(LinearModel model, FeatureVector features, Answer into);

  /**
   * Folds one event into the model.
   *
   * @param label one that the loss accepts
   * @param weight importance, in [0, 1e9]; an event of weight 0 is counted and changes nothing else
   * @param into the answer as {@link #predict} would have given it before, to the bit, and its loss
   */
  void learn(LinearModel model, FeatureVector features, double label, double weight, Answer into);

  /** How it stands with a model; allocates. */
  Reading read(LinearModel model);

  /** Margins that it has: one for each class of a softmax loss or quantile, and its own. */
  default int outputs() {
    return 1;
  }

  /**
   * The weight of a coordinate in one margin, as the model keeps it, for showing. Lazy learners
   * keep what was learned, and look at the hint, which is of the last event's features only, when
   * they answer; dense ones keep the point that they answer from, hint included. The two are a step
   * along the hint apart.
   */
  double weight(LinearModel model, int output, int index);
}
