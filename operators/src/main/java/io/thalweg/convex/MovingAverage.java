package io.thalweg.convex;

/**
 * The moving average of the gradients, M ← (1 − α)·M + α·g from 0 on: best on drift under noise.
 *
 * @param share α, of the newest gradient, in (0, 1]
 */
public record MovingAverage(double share) implements Hint {
  /** Checks the share. */
  public MovingAverage {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share must be in (0, 1]: share=" + share);
    }
  }

  @Override
  public String canonical() {
    return Word.of("ema", share);
  }
}
