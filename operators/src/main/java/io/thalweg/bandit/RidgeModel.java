package io.thalweg.bandit;

/**
 * The state of a ridge regression: the triangular factor of A = λI + Σ w·x·xᵀ, packed as {@link
 * io.thalweg.math.Cholesky} has it, and b = Σ w·y·x. The weights A⁻¹b are kept beside, computed
 * from both. {@link RidgeRegression} alone writes to it.
 */
public final class RidgeModel implements RegressionModel {
  private static final long FIXED_BYTES = 64;

  final double[] factor;
  final double[] moments;
  final double[] weights;

  RidgeModel(double[] factor, double[] moments, double[] weights) {
    this.factor = factor;
    this.moments = moments;
    this.weights = weights;
  }

  /** A model out of its parts, which it takes over. */
  public static RidgeModel restored(double[] factor, double[] moments, double[] weights) {
    return new RidgeModel(factor, moments, weights);
  }

  /** The factor of A, double[n(n+1)/2]; read only. */
  public double[] factor() {
    return factor;
  }

  /** b, double[n]; read only. */
  public double[] moments() {
    return moments;
  }

  /** A⁻¹b, double[n]; read only. */
  public double[] weights() {
    return weights;
  }

  @Override
  public long heapBytes() {
    return FIXED_BYTES + 8L * (factor.length + moments.length + weights.length);
  }
}
