package io.thalweg.bandit;

import java.io.Serializable;

/** What an online regression is composed of. */
public sealed interface RegressionSpec extends Serializable
    permits NeuralSpec, RidgeSpec, NoRegression.Spec {
  /** The regression that this describes, on features of this form. */
  Regression regression(Features features);

  /** One line of ASCII that says it all, the same for ever. */
  String canonical();
}
