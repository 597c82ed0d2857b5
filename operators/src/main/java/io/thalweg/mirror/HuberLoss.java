package io.thalweg.mirror;

import io.thalweg.convex.Word;

/**
 * Half the squared difference of margin and label up to a difference δ, linear beyond: the mean's
 * precision without its fear of outliers.
 *
 * @param threshold δ, in (0, 1e30]
 */
public record HuberLoss(double threshold) implements MarginLoss {
  private static final double LARGEST = 1e30;

  /** Checks the threshold. */
  public HuberLoss {
    if (!(threshold > 0 && threshold <= LARGEST)) {
      throw new IllegalArgumentException(
          "threshold must be in (0, " + LARGEST + "]: threshold=" + threshold);
    }
  }

  @Override
  public String name() {
    return "huber";
  }

  @Override
  public String canonical() {
    return Word.of(name(), threshold);
  }

  @Override
  public double value(double margin, double label) {
    double difference = Math.abs(margin - label);
    return difference <= threshold
        ? 0.5 * difference * difference
        : threshold * (difference - 0.5 * threshold);
  }

  @Override
  public double slope(double margin, double label) {
    return Labels.clip(margin - label, -threshold, threshold);
  }

  @Override
  public double prediction(double margin) {
    return margin;
  }

  @Override
  public double proximalSlope(double margin, double label, double c) {
    return Labels.clip((margin - label) / (1 + c), -threshold, threshold);
  }

  @Override
  public double typicalSlope(double spread) {
    return Math.min(threshold, spread);
  }
}
