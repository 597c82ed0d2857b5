package io.thalweg.bandit;

/**
 * An online regression of observed losses on the features of arms. It keeps no state between calls,
 * only scratch: one instance per thread serves any number of models. Arms must be of the form of
 * its features; {@link Features#require} tells, and agents ask it once per request.
 */
public sealed interface Regression
    permits NeuralRegression, RidgeRegression, MirrorRegression, NoRegression {
  /** A model that has learned nothing. */
  RegressionModel create();

  /**
   * Writes the predicted loss of each arm; changes nothing. A prediction is a finite number unless
   * the arithmetic overflowed.
   *
   * @param losses double[≥ arms]
   */
  void predict(RegressionModel model, Arms arms, double[] losses);

  /**
   * Folds the loss of one arm into the model.
   *
   * @param n number of this example, 1 for the model's first
   * @param loss in [0, 1]
   * @param weight importance, in [0, 1e9]
   */
  void learn(RegressionModel model, long n, Arms arms, int arm, double loss, double weight);
}
