package io.thalweg.mirror;

import io.thalweg.math.StableMath;

/**
 * The Kullback-Leibler divergence y·ln(y/ŷ) + (1−y)·ln((1−y)/(1−ŷ)) of the prediction ŷ = 1 / (1 +
 * e<sup>−margin</sup>), for labels y that are probabilities or shares. For labels 0 and 1 it is the
 * {@link LogisticLoss}, with its bits. Only −|margin| is exponentiated: nothing overflows.
 */
public record KullbackLeiblerLoss() implements MarginLoss {
  private static final int MOST_ITERATIONS = 100;
  private static final double ACCURACY = 0x1p-52;

  @Override
  public String name() {
    return "kullback-leibler";
  }

  @Override
  public String canonical() {
    return "kullback-leibler";
  }

  /** Never negative: of a margin that predicts its label, rounding may leave less than nothing. */
  @Override
  public double value(double margin, double label) {
    double tail = StableMath.log1p(StableMath.exp(-Math.abs(margin)));
    double zero = margin > 0 ? tail + margin : tail;
    double one = margin > 0 ? tail : tail - margin;
    return Math.max(0, label * one + (1 - label) * zero + xLogX(label) + xLogX(1 - label));
  }

  private static double xLogX(double x) {
    return x > 0 ? x * StrictMath.log(x) : 0;
  }

  @Override
  public double slope(double margin, double label) {
    return (1 - label) * prediction(margin) - label * prediction(-margin);
  }

  @Override
  public double prediction(double margin) {
    double e = StableMath.exp(-Math.abs(margin));
    double likelier = 1 / (1 + e);
    return margin > 0 ? likelier : e * likelier;
  }

  /**
   * The root s of s = slope(margin − c·s), in [−label, 1 − label]: by Newton's method, whose steps
   * that leave the bracket are halvings of it.
   */
  @Override
  public double proximalSlope(double margin, double label, double c) {
    double low = -label;
    double high = 1 - label;
    double s = slope(margin, label) / (1 + 0.25 * c);
    for (int i = 0; i < MOST_ITERATIONS; i++) {
      double end = margin - c * s;
      double excess = s - slope(end, label);
      if (excess > 0) {
        high = s;
      } else {
        low = s;
      }
      double next = s - excess / (1 + c * prediction(end) * prediction(-end));
      if (Math.abs(next - s) <= ACCURACY * Math.abs(next)) {
        return next;
      }
      s = next > low && next < high ? next : 0.5 * (low + high);
    }
    return s;
  }

  @Override
  public double curvature(double largest) {
    return prediction(largest) * prediction(-largest);
  }

  @Override
  public boolean inLabelUnits() {
    return false;
  }

  @Override
  public boolean accepts(double label) {
    return label >= 0 && label <= 1;
  }

  @Override
  public String labelRule() {
    return "a number in [0, 1]";
  }
}
