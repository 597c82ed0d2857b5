package io.thalweg.mirror;

/** |margin − label|: predicts the median. */
public record AbsoluteLoss() implements MarginLoss {
  @Override
  public String name() {
    return "absolute";
  }

  @Override
  public String canonical() {
    return "absolute";
  }

  @Override
  public double value(double margin, double label) {
    return Math.abs(margin - label);
  }

  @Override
  public double slope(double margin, double label) {
    return Math.signum(margin - label);
  }

  @Override
  public double prediction(double margin) {
    return margin;
  }

  @Override
  public double proximalSlope(double margin, double label, double c) {
    double difference = margin - label;
    return Math.abs(difference) >= c ? Math.signum(difference) : difference / c;
  }

  @Override
  public double slopeNear(double margin, double label, double hint) {
    return Labels.meet(margin, label) ? Labels.clip(hint, -1, 1) : slope(margin, label);
  }
}
