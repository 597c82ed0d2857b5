package io.thalweg.mirror;

/**
 * The log loss −ln P(label) of P(1) = 1 / (1 + e<sup>−margin</sup>), for labels 0 and 1. With y =
 * ±1 it is ln(1 + e<sup>−y·margin</sup>); every form here exponentiates −|margin| only, so that
 * nothing overflows and small probabilities keep their digits.
 */
public record LogisticLoss() implements Loss {
  @Override
  public String name() {
    return "logistic";
  }

  @Override
  public double value(double margin, double label) {
    double signed = label > 0 ? margin : -margin;
    double tail = StrictMath.log1p(StrictMath.exp(-Math.abs(margin)));
    return signed > 0 ? tail : tail - signed;
  }

  @Override
  public double slope(double margin, double label) {
    return label > 0 ? -probability(-margin) : probability(margin);
  }

  @Override
  public double prediction(double margin) {
    return probability(margin);
  }

  private static double probability(double margin) {
    double e = StrictMath.exp(-Math.abs(margin));
    return (margin > 0 ? 1 : e) / (1 + e);
  }

  @Override
  public boolean accepts(double label) {
    return label == 0 || label == 1;
  }

  @Override
  public String labelRule() {
    return "0 or 1";
  }
}
