package io.thalweg.convex;

/**
 * (weight/2)·|x|²: ridge.
 *
 * @param weight in [0, 1e60]
 */
public record L2(double weight) implements Regularizer {
  /** Checks the weight. */
  public L2 {
    Check.constant("weight", weight);
  }

  @Override
  public double curvature() {
    return weight;
  }

  @Override
  public String canonical() {
    return Word.of("l2", weight);
  }
}
