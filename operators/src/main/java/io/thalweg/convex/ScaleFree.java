package io.thalweg.convex;

/**
 * multiplier · D / √V, with no constant to know: multiplying every loss by a number changes no
 * iterate. While V is 0 the first gradient g takes multiplier · D / |g|. With multiplier 1 the
 * regret is at most (1/2 + 1/(1 − 1/√2))·D·√V.
 *
 * @param multiplier in (0, 1e6]; 1 is the theory's
 */
public record ScaleFree(double multiplier) implements StepSize {
  private static final double LARGEST = 1e6;

  /** Checks the multiplier. */
  public ScaleFree {
    if (!(multiplier > 0 && multiplier <= LARGEST)) {
      throw new IllegalArgumentException(
          "multiplier must be in (0, " + LARGEST + "]: multiplier=" + multiplier);
    }
  }

  @Override
  public double of(double diameter, double variation) {
    return variation > 0 ? multiplier * diameter / Math.sqrt(variation) : Double.NaN;
  }

  @Override
  public double first(double diameter, double gradientNorm) {
    return multiplier * diameter / gradientNorm;
  }

  @Override
  public String canonical() {
    return Word.of("scale-free", multiplier);
  }
}
