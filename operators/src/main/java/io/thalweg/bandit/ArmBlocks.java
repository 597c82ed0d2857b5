package io.thalweg.bandit;

/**
 * The arms share a context of {@code dimension} values, and each has a block of inputs of its own
 * for it. A new arm takes a block that has not been used; blocks are bounded, their parameters
 * exist from the start.
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

  @Override
  public int inputs() {
    return dimension * blocks;
  }

  @Override
  public String canonical() {
    return "blocks(" + dimension + "," + blocks + ")";
  }
}
