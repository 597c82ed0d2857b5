package io.thalweg.mirror;

import io.thalweg.convex.Word;

/**
 * τ·(label − margin) where the label is above, (1 − τ)·(margin − label) where it is below: predicts
 * the label's quantile of level τ.
 *
 * @param level τ, in (0, 1)
 */
public record PinballLoss(double level) implements MarginLoss {
  /** Checks the level. */
  public PinballLoss {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level must be in (0, 1): level=" + level);
    }
  }

  @Override
  public String name() {
    return "pinball";
  }

  @Override
  public String canonical() {
    return Word.of(name(), level);
  }

  @Override
  public double value(double margin, double label) {
    double above = label - margin;
    return above >= 0 ? level * above : (level - 1) * above;
  }

  @Override
  public double slope(double margin, double label) {
    return margin < label ? -level : margin > label ? 1 - level : 0;
  }

  @Override
  public double prediction(double margin) {
    return margin;
  }

  @Override
  public double proximalSlope(double margin, double label, double c) {
    double difference = margin - label;
    if (difference >= (1 - level) * c) {
      return difference == 0 ? 0 : 1 - level;
    }
    return difference <= -level * c ? -level : difference / c;
  }

  @Override
  public double slopeNear(double margin, double label, double hint) {
    return Labels.meet(margin, label) ? Labels.clip(hint, -level, 1 - level) : slope(margin, label);
  }
}
