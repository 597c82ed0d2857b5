package io.thalweg.mirror;

import io.thalweg.math.StableMath;

/**
 * e^margin − label·margin, the negative log likelihood of a Poisson count but for a term of the
 * label alone; the prediction is the count's mean, e^margin. Above a margin of {@value
 * #STEEPEST_MARGIN} the exponential goes on as its tangent, so that nothing overflows.
 */
public record PoissonLoss() implements MarginLoss {
  private static final double STEEPEST_MARGIN = 40;
  private static final int MOST_ITERATIONS = 200;
  private static final double ACCURACY = 0x1p-52;

  @Override
  public String name() {
    return "poisson";
  }

  @Override
  public String canonical() {
    return "poisson";
  }

  @Override
  public double value(double margin, double label) {
    double beyond = Math.max(0, margin - STEEPEST_MARGIN);
    return prediction(margin) * (1 + beyond) - label * margin;
  }

  @Override
  public double slope(double margin, double label) {
    return prediction(margin) - label;
  }

  @Override
  public double prediction(double margin) {
    return StableMath.exp(Math.min(margin, STEEPEST_MARGIN));
  }

  /**
   * s is the root of s + label = e^(margin − c·s): by Newton's method from below, where the
   * difference is concave and every step stops short of the root. Where the step begins among the
   * margins that are too steep, it ends there too, or the search begins where it leaves them.
   */
  @Override
  public double proximalSlope(double margin, double label, double c) {
    double s = -label;
    if (margin - c * s > STEEPEST_MARGIN) {
      double steepest = slope(STEEPEST_MARGIN, label);
      double leaving = (margin - STEEPEST_MARGIN) / c;
      if (steepest <= leaving) {
        return steepest;
      }
      s = leaving;
    }
    for (int i = 0; i < MOST_ITERATIONS; i++) {
      double e = prediction(margin - c * s);
      double next = s + (e - label - s) / (1 + c * e);
      if (Math.abs(next - s) <= ACCURACY * Math.abs(next)) {
        return next;
      }
      s = next;
    }
    return s;
  }

  @Override
  public double curvature(double largest) {
    return StableMath.exp(-largest);
  }

  @Override
  public boolean inLabelUnits() {
    return false;
  }

  @Override
  public boolean isSteep() {
    return true;
  }

  @Override
  public double typicalSlope(double spread) {
    return Math.max(1, spread);
  }

  @Override
  public boolean accepts(double label) {
    return label >= 0 && Labels.isFinite(label);
  }

  @Override
  public String labelRule() {
    return "a number from 0 to " + Float.MAX_VALUE;
  }
}
