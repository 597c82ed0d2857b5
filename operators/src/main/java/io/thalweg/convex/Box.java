package io.thalweg.convex;

/**
 * The same interval for every coordinate.
 *
 * @param lower at most 0
 * @param upper at least 0, above {@code lower}
 */
public record Box(double lower, double upper) implements Domain {
  /** Checks that the interval contains 0 and more. */
  public Box {
    if (!(lower <= 0 && upper >= 0 && lower < upper)) {
      throw new IllegalArgumentException(
          "a box must contain 0 and more than one point: lower=" + lower + ", upper=" + upper);
    }
    if (!(lower >= -LARGEST_BOUND && upper <= LARGEST_BOUND)) {
      throw new IllegalArgumentException(
          "a box's bounds must be within "
              + LARGEST_BOUND
              + " of 0: lower="
              + lower
              + ", upper="
              + upper);
    }
  }

  @Override
  public double diameter(int dimension) {
    return (upper - lower) * Math.sqrt(dimension);
  }

  @Override
  public String canonical() {
    return Word.of("box", lower, upper);
  }
}
