package io.thalweg.convex;

/**
 * The Euclidean ball around 0.
 *
 * @param radius in (0, {@value Domain#LARGEST_BOUND}]
 */
public record Ball(double radius) implements Domain {
  /** Checks the radius. */
  public Ball {
    Check.size("radius", radius);
  }

  @Override
  public double diameter(int dimension) {
    return 2 * radius;
  }

  @Override
  public String canonical() {
    return Word.of("ball", radius);
  }
}
