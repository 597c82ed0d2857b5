package io.thalweg.convex;

/**
 * The points of no negative coordinate whose coordinates add up to {@code sum}: distributions,
 * mixtures, budgets. Iterates start at its middle.
 *
 * @param sum in (0, {@value Domain#LARGEST_BOUND}]
 */
public record Simplex(double sum) implements Domain {
  /** Checks the sum. */
  public Simplex {
    Check.size("sum", sum);
  }

  @Override
  public double diameter(int dimension) {
    return sum * Math.sqrt(2);
  }

  @Override
  public String canonical() {
    return Word.of("simplex", sum);
  }
}
