package io.thalweg.mirror;

import io.thalweg.math.StableMath;

/**
 * The log loss −ln P(label) of P(1) = 1 / (1 + e<sup>−margin</sup>), for labels 0 and 1. With y =
 * ±1 it is ln(1 + e<sup>−y·margin</sup>); every form here exponentiates −|margin| only, so that
 * nothing overflows and small probabilities keep their digits.
 */
public record LogisticLoss() implements ClassLoss {
  private static final int MOST_ITERATIONS = 100;
  private static final double ACCURACY = 0x1p-52;

  @Override
  public String name() {
    return "logistic";
  }

  @Override
  public String canonical() {
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
  public void evaluate(double margin, double label, Answer into) {
    double e = StableMath.exp(-Math.abs(margin));
    double likelier = 1 / (1 + e);
    double unlikelier = e * likelier;
    double one = margin > 0 ? likelier : unlikelier;
    double zero = margin < 0 ? likelier : unlikelier;
    into.prediction = one;
    into.slope = label > 0 ? -zero : one;
    into.loss = value(margin, label > 0, e);
  }

  private static double value(double margin, boolean one, double e) {
    double tail = StableMath.log1p(e);
    return one == margin > 0 ? tail : tail + Math.abs(margin);
  }

  /**
   * With s = −y·r, r is the root of r = 1 / (1 + e^(y·margin + c·r)): by Newton's method, whose
   * steps that leave the bracket are halvings of it.
   */
  @Override
  public double proximalSlope(double margin, double label, double c) {
    double y = Labels.sign(label);
    double low = 0;
    double high = 1;
    double r = prediction(-y * margin) / (1 + 0.25 * c);
    for (int i = 0; i < MOST_ITERATIONS; i++) {
      double q = prediction(-(y * margin + c * r));
      double excess = r - q;
      if (excess > 0) {
        high = r;
      } else {
        low = r;
      }
      double next = r - excess / (1 + c * q * (1 - q));
      if (Math.abs(next - r) <= ACCURACY * next) {
        return -y * next;
      }
      r = next > low && next < high ? next : 0.5 * (low + high);
    }
    return -y * r;
  }

  @Override
  public double curvature(double largest) {
    double p = prediction(largest);
    return p * (1 - p);
  }
}
