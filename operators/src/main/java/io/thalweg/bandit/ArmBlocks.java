package io.thalweg.bandit;

import io.thalweg.math.KeyedRandom;

/**
 * The arms share a context of {@code dimension} values, and each has a block of inputs of its own
 * for it. A new arm takes a block that has not been used, or a {@link #hashed} one; blocks are
 * bounded, their parameters exist from the start.
 *
 * @param dimension values of the context, at least 1
 * @param blocks number of blocks, at least 1
 */
public record ArmBlocks(int dimension, int blocks) implements Features {
  /** Checks both numbers. */
  public ArmBlocks {
    if (dimension < 1 || blocks < 1 || (long) dimension * blocks > MOST_INPUTS) {
      throw new IllegalArgumentException(
          "dimension and blocks must be at least 1, their product at most "
              + MOST_INPUTS
              + ": dimension="
              + dimension
              + ", blocks="
              + blocks);
    }
  }

  /** A block for an arm of an open set, by its key; some arms will share one. */
  public int hashed(long armKey) {
    return (int) Long.remainderUnsigned(KeyedRandom.combine(armKey, 0), blocks);
  }

  @Override
  public int inputs() {
    return dimension * blocks;
  }

  @Override
  public String canonical() {
    return "blocks(" + dimension + "," + blocks + ")";
  }
}
