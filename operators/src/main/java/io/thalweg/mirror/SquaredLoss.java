package io.thalweg.mirror;

/** Half the squared difference of margin and label, for regression. */
public record SquaredLoss() implements MarginLoss {
  @Override
  public String name() {
    return "squared";
  }

  @Override
  public String canonical() {
    return "squared";
  }

  @Override
  public double value(double margin, double label) {
    double difference = margin - label;
    return 0.5 * difference * difference;
  }

  @Override
  public double slope(double margin, double label) {
    return margin - label;
  }

  @Override
  public double prediction(double margin) {
    return margin;
  }

  @Override
  public double proximalSlope(double margin, double label, double c) {
    return (margin - label) / (1 + c);
  }

  @Override
  public double curvature(double largest) {
    return 1;
  }

  @Override
  public boolean isSteep() {
    return true;
  }

  @Override
  public double typicalSlope(double spread) {
    return spread;
  }
}
