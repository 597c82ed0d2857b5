package io.thalweg.decide;

import java.util.Arrays;

/** How several outcomes of one decision become one. */
public enum Combine {
  /** The first in event time; learned at once, and the only one that is taken. */
  EARLIEST,
  LATEST,
  MEAN,
  SUM,
  MIN,
  MAX,
  /** The middle one; of an even number, the mean of the two in the middle. */
  MEDIAN;

  /** Whether the first outcome decides, so that no others have to be waited for. */
  public boolean isDecidedByTheFirst() {
    return this == EARLIEST;
  }

  /**
   * The combination of outcomes.
   *
   * @param values in their order of event time, at least one; sums run from left to right
   */
  public double of(double[] values) {
    int n = values.length;
    if (n == 0) {
      throw new IllegalArgumentException("there must be an outcome to combine: outcomes=0");
    }
    return switch (this) {
      case EARLIEST -> values[0];
      case LATEST -> values[n - 1];
      case MEAN -> sum(values) / n;
      case SUM -> sum(values);
      case MIN -> Arrays.stream(values).min().getAsDouble();
      case MAX -> Arrays.stream(values).max().getAsDouble();
      case MEDIAN -> median(values);
    };
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return n % 2 == 1 ? sorted[n / 2] : sorted[n / 2 - 1] / 2 + sorted[n / 2] / 2;
  }
}
