package io.thalweg.bandit;

import io.thalweg.math.Cholesky;

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

  /** A model out of its parts, which it takes over; its weights are computed from them, O(n²). */
  public static RidgeModel restored(double[] factor, double[] moments) {
    RidgeModel model = new RidgeModel(factor, moments, new double[moments.length]);
    model.solve(new Cholesky(moments.length));
    return model;
  }

  /** weights ← A⁻¹b. */
  void solve(Cholesky cholesky) {
    System.arraycopy(moments, 0, weights, 0, weights.length);
    cholesky.solveTransposed(factor, weights);
    cholesky.solve(factor, weights);
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
