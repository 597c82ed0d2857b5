package io.thalweg.mirror;

/**
 * max(0, 1 − y·margin) with y = ±1 for labels 1 and 0: the support vector machine's loss. The
 * prediction is the class on whose side the margin lies.
 */
public record HingeLoss() implements ClassLoss {
  @Override
  public String name() {
    return "hinge";
  }

  @Override
  public String canonical() {
    return "hinge";
  }

  @Override
  public double value(double margin, double label) {
    return Math.max(0, 1 - Labels.sign(label) * margin);
  }

  @Override
  public double slope(double margin, double label) {
    double y = Labels.sign(label);
    return y * margin < 1 ? -y : 0;
  }

  @Override
  public double prediction(double margin) {
    return margin > 0 ? 1 : 0;
  }

  @Override
  public double proximalSlope(double margin, double label, double c) {
    double y = Labels.sign(label);
    double shortfall = 1 - y * margin;
    if (shortfall <= 0) {
      return 0;
    }
    return shortfall >= c ? -y : -y * (shortfall / c);
  }

  @Override
  public double slopeNear(double margin, double label, double hint) {
    double y = Labels.sign(label);
    if (!Labels.meet(y * margin, 1)) {
      return slope(margin, label);
    }
    return y * Labels.clip(y * hint, -1, 0);
  }
}
