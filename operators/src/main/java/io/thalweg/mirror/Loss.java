package io.thalweg.mirror;

import java.io.Serializable;

/**
 * A convex loss φ(margin; label) of a generalized linear model: its gradient in the weights is
 * {@link #slope} times the features. Any finite margin is allowed.
 */
public sealed interface Loss extends Serializable permits SquaredLoss, LogisticLoss {
  /** The loss's name in settings and in {@link LearnerSpec#canonical}. */
  String name();

  /** φ(margin; label), never negative. */
  double value(double margin, double label);

  /** dφ/dmargin. */
  double slope(double margin, double label);

  /** Value, slope and prediction at once, to the bit those of the single methods. */
  void evaluate(double margin, double label, Evaluation into);

  /** What is answered for a margin: a label's estimate, or the probability of label 1. */
  double prediction(double margin);

  /** Whether this loss is defined for a label. */
  boolean accepts(double label);

  /** The labels it is defined for, as the end of the sentence "label must be …". */
  String labelRule();

  /**
   * The loss called {@code name}.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Loss named(String name) {
    return switch (name) {
      case "squared" -> new SquaredLoss();
      case "logistic" -> new LogisticLoss();
      default ->
          throw new IllegalArgumentException("a loss must be squared or logistic: loss=" + name);
    };
  }
}
