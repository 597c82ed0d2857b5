package io.thalweg.mirror;

import io.thalweg.convex.Word;

/**
 * A convex loss φ(margin; label) of a generalized linear model: its gradient in the weights is
 * {@link #slope} times the features. Any finite margin is allowed.
 */
public sealed interface MarginLoss extends Loss
    permits ClassLoss,
        SquaredLoss,
        AbsoluteLoss,
        HuberLoss,
        PinballLoss,
        SmoothedPinballLoss,
        PoissonLoss,
        KullbackLeiblerLoss {
  @Override
  default double[] forecast(Answer answer) {
    return new double[] {answer.margin()};
  }

  @Override
  default double value(double[] forecast, double label) {
    return value(forecast[0], label);
  }

  /** φ(margin; label). */
  double value(double margin, double label);

  /** dφ/dmargin; on a kink any slope between those beside it. */
  double slope(double margin, double label);

  /** What is answered for a margin: a label's estimate, or the probability of label 1. */
  double prediction(double margin);

  /** What is answered for a margin, and nothing of a loss. */
  default void answer(double margin, Answer into) {
    into.margin = margin;
    into.prediction = prediction(margin);
    into.scores(0);
  }

  /** What is answered for a margin, its loss and its slope. */
  default void judge(double margin, double label, Answer into) {
    into.margin = margin;
    evaluate(margin, label, into);
    into.scores(0);
  }

  /** Loss, slope and prediction at once, to the bit those of the single methods. */
  default void evaluate(double margin, double label, Answer into) {
    into.loss = value(margin, label);
    into.slope = slope(margin, label);
    into.prediction = prediction(margin);
  }

  /**
   * The slope of an implicit step: s with s = dφ/dmargin at {@code margin − c·s}, or between the
   * slopes beside it where that is a kink.
   *
   * @param c step size times the features' squared norm, at least 0
   */
  double proximalSlope(double margin, double label, double c);

  /**
   * As {@link #slope}, but on a kink the slope that is nearest to {@code hint}. An implicit step
   * often ends on a kink, where rounding would otherwise choose.
   */
  default double slopeNear(double margin, double label, double hint) {
    return slope(margin, label);
  }

  /** Whether the margin is an estimate of the label itself, in its unit. */
  default boolean inLabelUnits() {
    return true;
  }

  @Override
  default boolean accepts(double label) {
    return Labels.isFinite(label);
  }

  @Override
  default boolean ofClasses() {
    return false;
  }

  @Override
  default String labelRule() {
    return Labels.FINITE;
  }

  /** Whether slopes grow without bound as the margin leaves the label. */
  default boolean isSteep() {
    return false;
  }

  /**
   * The size that slopes typically have: their bound, where there is one.
   *
   * @param spread the labels' mean distance from their mean
   */
  default double typicalSlope(double spread) {
    return 1;
  }

  /** The least of d²φ/dmargin² over margins of at most {@code largest} in size; 0 where it is 0. */
  default double curvature(double largest) {
    return 0;
  }

  /**
   * The loss of a learner that has one margin.
   *
   * @throws IllegalArgumentException if the loss is over several classes
   */
  static MarginLoss of(LearnerSpec spec) {
    if (spec.loss() instanceof MarginLoss loss) {
      return loss;
    }
    throw new IllegalArgumentException(
        "this algorithm's loss must be of one margin: loss="
            + spec.loss().canonical()
            + ", algorithm="
            + spec.algorithm().canonical());
  }

  /** The margin loss of a word, parameters in the order of the record's components. */
  static MarginLoss of(Word word) {
    return switch (word.name() + '/' + word.arguments().size()) {
      case "squared/0" -> new SquaredLoss();
      case "logistic/0" -> new LogisticLoss();
      case "hinge/0" -> new HingeLoss();
      case "smoothed-hinge/1" -> new SmoothedHingeLoss(word.number(0));
      case "absolute/0" -> new AbsoluteLoss();
      case "huber/1" -> new HuberLoss(word.number(0));
      case "pinball/1" -> new PinballLoss(word.number(0));
      case "smoothed-pinball/2" -> new SmoothedPinballLoss(word.number(0), word.number(1));
      case "poisson/0" -> new PoissonLoss();
      case "kullback-leibler/0" -> new KullbackLeiblerLoss();
      default -> throw new IllegalArgumentException("a loss must be a known one: loss=" + word);
    };
  }
}
