package io.thalweg.bandit;

import io.thalweg.mirror.LinearModel;

/**
 * The state of a {@link MirrorRegression}: that of its linear learner, and what is known of an
 * arm's values. What is taken from these is kept beside, computed from that. The regression alone
 * writes to it.
 */
public final class MirrorModel implements RegressionModel {
  private static final long FIXED_BYTES = 64;
  private static final long VALUE_BYTES = 28;

  final float[] centers;
  private final LinearModel linear;
  private final Standardizer standardizer;

  private MirrorModel(LinearModel linear, Standardizer standardizer) {
    this.linear = linear;
    this.standardizer = standardizer;
    centers = new float[standardizer.shift().length];
    standardizer.centers(centers);
  }

  /** A model out of its parts, which it takes over. */
  public static MirrorModel restored(LinearModel linear, Standardizer standardizer) {
    return new MirrorModel(linear, standardizer);
  }

  /** The linear learner's model; read only. */
  public LinearModel linear() {
    return linear;
  }

  /** Means and deviations of the values. */
  public Standardizer standardizer() {
    return standardizer;
  }

  /** Counts an example's values in. */
  void observe(float[] values, int at) {
    int before = standardizer.version();
    standardizer.observe(values, at);
    if (standardizer.version() != before) {
      standardizer.centers(centers);
    }
  }

  @Override
  public long heapBytes() {
    return FIXED_BYTES + linear.heapBytes() + VALUE_BYTES * centers.length;
  }
}
