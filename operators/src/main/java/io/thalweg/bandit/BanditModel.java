package io.thalweg.bandit;

/**
 * The state of a {@link ContextualBandit}: two counters and the model of its regression. The agent
 * alone writes to it.
 */
public final class BanditModel {
  private static final long FIXED_BYTES = 48;

  private final RegressionModel regression;
  private long learned;
  private double losses;

  private BanditModel(RegressionModel regression, long learned, double losses) {
    this.regression = regression;
    this.learned = learned;
    this.losses = losses;
  }

  /** A model that has learned nothing. */
  static BanditModel create(RegressionModel regression) {
    return new BanditModel(regression, 0, 0);
  }

  /** A model out of its parts, which it takes over. */
  public static BanditModel restored(RegressionModel regression, long learned, double losses) {
    return new BanditModel(regression, learned, losses);
  }

  /** Counts an example. */
  void count(double loss) {
    learned++;
    losses += loss;
  }

  /** The regression's part. */
  public RegressionModel regression() {
    return regression;
  }

  /** Examples learned. */
  public long learned() {
    return learned;
  }

  /** Sum of the losses learned. */
  public double losses() {
    return losses;
  }

  /** Heap that it takes, in bytes, up to object headers; O(1). */
  public long heapBytes() {
    return FIXED_BYTES + regression.heapBytes();
  }
}
