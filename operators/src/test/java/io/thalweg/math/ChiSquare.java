package io.thalweg.math;

/** What a chi-square statistic stays below. */
public final class ChiSquare {
  private ChiSquare() {}

  /**
   * A bound that a chi-square variable of {@code degrees} degrees of freedom exceeds with
   * probability at most {@code failure}: d + 2√(d·x) + 2x, x = −ln(failure) (Laurent, Massart:
   * Adaptive estimation of a quadratic functional by model selection, Annals of Statistics 28,
   * 2000).
   */
  public static double bound(int degrees, double failure) {
    double x = -Math.log(failure);
    return degrees + 2 * Math.sqrt(degrees * x) + 2 * x;
  }
}
