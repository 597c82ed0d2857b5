package io.thalweg.mirror;

import io.thalweg.convex.Word;

/**
 * The pinball loss with its kink rounded over a width κ (its Moreau envelope): with r = label −
 * margin it is r²/(2κ) for −(1 − τ)κ ≤ r ≤ τκ, else τr − τ²κ/2 or −(1 − τ)r − (1 − τ)²κ/2.
 *
 * @param level τ, in (0, 1)
 * @param width κ, in (0, 1e30], in the unit of the label
 */
public record SmoothedPinballLoss(double level, double width) implements MarginLoss {
  private static final double LARGEST = 1e30;

  /** Checks both. */
  public SmoothedPinballLoss {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level must be in (0, 1): level=" + level);
    }
    if (!(width > 0 && width <= LARGEST)) {
      throw new IllegalArgumentException("width must be in (0, " + LARGEST + "]: width=" + width);
    }
  }

  @Override
  public String name() {
    return "smoothed-pinball";
  }

  @Override
  public String canonical() {
    return Word.of(name(), level, width);
  }

  @Override
  public double value(double margin, double label) {
    double above = label - margin;
    double pull = Labels.clip(above / width, level - 1, level);
    return pull * (above - 0.5 * pull * width);
  }

  @Override
  public double slope(double margin, double label) {
    return -Labels.clip((label - margin) / width, level - 1, level);
  }

  @Override
  public double prediction(double margin) {
    return margin;
  }

  @Override
  public double proximalSlope(double margin, double label, double c) {
    return Labels.clip((margin - label) / (width + c), -level, 1 - level);
  }
}
