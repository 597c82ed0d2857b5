package io.thalweg.bandit;

/** The state of {@link NoRegression}: none. */
public record NoModel() implements RegressionModel {
  @Override
  public long heapBytes() {
    return 0;
  }
}
