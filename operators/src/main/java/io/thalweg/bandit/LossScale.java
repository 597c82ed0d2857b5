package io.thalweg.bandit;

import java.io.Serializable;

/**
 * Turns rewards into losses in [0, 1]: the best reward has loss 0. Agents that adapt to small
 * losses must be fed losses; a reward fed as if it were one makes another algorithm of them.
 *
 * @param least the reward of loss 1
 * @param most the reward of loss 0, more than the least
 */
public record LossScale(double least, double most) implements Serializable {
  /** Checks the order. */
  public LossScale {
    if (!(least < most && most - least <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "least must be below most, by a finite difference: least=" + least + ", most=" + most);
    }
  }

  /** (most − reward)/(most − least), taken into [0, 1]; NaN stays NaN. */
  public double loss(double reward) {
    return Math.max(0, Math.min(1, (most - reward) / (most - least)));
  }
}
