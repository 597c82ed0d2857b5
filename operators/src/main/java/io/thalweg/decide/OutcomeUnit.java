package io.thalweg.decide;

import static java.util.Objects.requireNonNull;

import io.thalweg.bandit.LossScale;
import java.io.Serializable;

/** What an outcome says: a loss, or a reward. */
public sealed interface OutcomeUnit extends Serializable
    permits OutcomeUnit.Losses, OutcomeUnit.Rewards {
  /** The least value that an outcome may have. */
  double least();

  /** The largest value that an outcome may have. */
  double most();

  /** The loss of a value, taken into [0, 1]. */
  double loss(double value);

  /** One line of ASCII, equal for equal units. */
  String canonical();

  /** Losses, from 0 to 1. */
  record Losses() implements OutcomeUnit {
    @Override
    public double least() {
      return 0;
    }

    @Override
    public double most() {
      return 1;
    }

    @Override
    public double loss(double value) {
      return Math.max(0, Math.min(1, value));
    }

    @Override
    public String canonical() {
      return "losses";
    }
  }

  /** Rewards; the best one is no loss, the worst one a loss of 1. */
  record Rewards(LossScale scale) implements OutcomeUnit {
    /** Checks that there is a scale. */
    public Rewards {
      requireNonNull(scale, "scale");
    }

    @Override
    public double least() {
      return scale.least();
    }

    @Override
    public double most() {
      return scale.most();
    }

    @Override
    public double loss(double value) {
      return scale.loss(value);
    }

    @Override
    public String canonical() {
      return "rewards " + Double.toHexString(least()) + " " + Double.toHexString(most());
    }
  }
}
