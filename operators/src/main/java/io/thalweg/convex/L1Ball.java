package io.thalweg.convex;

/**
 * The points whose coordinates' absolute values add up to at most {@code radius}: sparse by shape.
 *
 * @param radius in (0, {@value Domain#LARGEST_BOUND}]
 */
public record L1Ball(double radius) implements Domain {
  /** Checks the radius. */
  public L1Ball {
    Check.size("radius", radius);
  }

  @Override
  public double diameter(int dimension) {
    return 2 * radius;
  }

  @Override
  public String canonical() {
    return Word.of("l1-ball", radius);
  }
}
