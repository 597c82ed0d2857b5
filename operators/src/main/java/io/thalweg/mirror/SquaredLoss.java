package io.thalweg.mirror;

/** Half the squared difference of margin and label, for regression. */
public record SquaredLoss() implements Loss {
  @Override
  public String name() {
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
  public void evaluate(double margin, double label, Evaluation into) {
    into.value = value(margin, label);
    into.slope = slope(margin, label);
    into.prediction = margin;
  }

  @Override
  public double prediction(double margin) {
    return margin;
  }

  @Override
  public boolean accepts(double label) {
    return Math.abs(label) <= Float.MAX_VALUE;
  }

  @Override
  public String labelRule() {
    return "a finite number of at most " + Float.MAX_VALUE + " in size";
  }
}
