package io.thalweg.convex;

/**
 * weight·|x|₁: small coordinates become 0.
 *
 * @param weight in [0, 1e60]
 */
public record L1(double weight) implements Regularizer {
  /** Checks the weight. */
  public L1 {
    Check.constant("weight", weight);
  }

  @Override
  public double curvature() {
    return 0;
  }

  @Override
  public String canonical() {
    return Word.of("l1", weight);
  }
}
