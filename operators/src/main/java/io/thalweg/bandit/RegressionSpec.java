package io.thalweg.bandit;

import java.io.Serializable;

/** What an online regression is composed of. */
public sealed interface RegressionSpec extends Serializable
    permits NeuralSpec, RidgeSpec, MirrorSpec, NoRegression.Spec {
  /** The regression that this describes, on features of this form. */
  Regression regression(Features features);

  /** One line of ASCII that says it all, the same for ever. */
  String canonical();

  /**
   * What a {@link #canonical} line tells; whether it is that line to the letter is for {@link
   * AgentSpec#parse} to say.
   *
   * @throws IllegalArgumentException if it tells nothing
   */
  static RegressionSpec parse(String canonical) {
    if (canonical.equals("none")) {
      return new NoRegression.Spec();
    }
    if (canonical.startsWith("ridge ")) {
      return RidgeSpec.parse(canonical);
    }
    if (canonical.startsWith("mirror ")) {
      return MirrorSpec.parse(canonical);
    }
    return NeuralSpec.parse(canonical);
  }
}
