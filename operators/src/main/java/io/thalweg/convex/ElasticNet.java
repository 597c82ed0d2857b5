package io.thalweg.convex;

/**
 * l1·|x|₁ + (l2/2)·|x|².
 *
 * @param l1 in [0, 1e60]
 * @param l2 in [0, 1e60]
 */
public record ElasticNet(double l1, double l2) implements Regularizer {
  /** Checks both weights. */
  public ElasticNet {
    Check.constant("l1", l1);
    Check.constant("l2", l2);
  }

  @Override
  public double curvature() {
    return l2;
  }

  @Override
  public String canonical() {
    return Word.of("elastic-net", l1, l2);
  }
}
