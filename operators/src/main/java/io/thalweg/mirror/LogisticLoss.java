package io.thalweg.mirror;

import io.thalweg.math.StableMath;

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
    return value(margin, label > 0, StableMath.exp(-Math.abs(margin)));
  }

  @Override
  public double slope(double margin, double label) {
    return label > 0 ? -prediction(-margin) : prediction(margin);
  }

  @Override
  public double prediction(double margin) {
    double e = StableMath.exp(-Math.abs(margin));
    double likelier = 1 / (1 + e);
    return margin > 0 ? likelier : e * likelier;
  }

  @Override
  public void evaluate(double margin, double label, Evaluation into) {
    double e = StableMath.exp(-Math.abs(margin));
    double likelier = 1 / (1 + e);
    double unlikelier = e * likelier;
    double one = margin > 0 ? likelier : unlikelier;
    double zero = margin < 0 ? likelier : unlikelier;
    into.prediction = one;
    into.slope = label > 0 ? -zero : one;
    into.value = value(margin, label > 0, e);
  }

  private static double value(double margin, boolean one, double e) {
    double tail = StableMath.log1p(e);
    return one == margin > 0 ? tail : tail + Math.abs(margin);
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
