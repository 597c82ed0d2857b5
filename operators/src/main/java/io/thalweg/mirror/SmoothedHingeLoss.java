package io.thalweg.mirror;

import io.thalweg.convex.Word;

/**
 * The hinge loss with its kink rounded over a width γ: with m = y·margin it is 0 from m = 1 on, (1
 * − m)²/(2γ) down to m = 1 − γ, and 1 − m − γ/2 below.
 *
 * @param width γ, in (0, 1e6]
 */
public record SmoothedHingeLoss(double width) implements ClassLoss {
  private static final double LARGEST = 1e6;

  /** Checks the width. */
  public SmoothedHingeLoss {
    if (!(width > 0 && width <= LARGEST)) {
      throw new IllegalArgumentException("width must be in (0, " + LARGEST + "]: width=" + width);
    }
  }

  @Override
  public String name() {
    return "smoothed-hinge";
  }

  @Override
  public String canonical() {
    return Word.of(name(), width);
  }

  @Override
  public double value(double margin, double label) {
    double shortfall = 1 - Labels.sign(label) * margin;
    if (shortfall <= 0) {
      return 0;
    }
    return shortfall <= width ? shortfall * shortfall / (2 * width) : shortfall - width / 2;
  }

  @Override
  public double slope(double margin, double label) {
    double y = Labels.sign(label);
    return -y * Labels.clip((1 - y * margin) / width, 0, 1);
  }

  @Override
  public double prediction(double margin) {
    return margin > 0 ? 1 : 0;
  }

  @Override
  public double proximalSlope(double margin, double label, double c) {
    double y = Labels.sign(label);
    return -y * Labels.clip((1 - y * margin) / (width + c), 0, 1);
  }
}
