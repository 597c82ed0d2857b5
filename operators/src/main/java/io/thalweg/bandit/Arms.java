package io.thalweg.bandit;

/**
 * The arms of one request, filled in place: each arm's features are {@link #dimension} values that
 * stand in the model's inputs from {@link #offset} on; all other inputs are zero.
 *
 * <p>Either every arm has a row of features of its own ({@link #rows}), or all arms share one
 * context, which stands in the block of the arm ({@link #blocks}: the block one-hot form of the
 * neural bandit papers). Where a request's slots have features, the arms look otherwise in each of
 * them ({@link #inSlots}), and are read as they look in the slot that they were turned to last. The
 * arrays are not copied; whoever reads the arms keeps nothing of them beyond the call.
 */
public final class Arms {
  private static final int[] FROM_THE_START = {};
  private static final long[] THEIR_NUMBERS = {};

  private float[] values = {};
  private int first;
  private int stride;
  private int slots;
  private int slotStride;
  private int dimension;
  private int count;
  private int[] blocks = FROM_THE_START;
  private long[] keys = THEIR_NUMBERS;

  /**
   * Makes these {@code count} arms with features of their own.
   *
   * @param rows float[count × dimension], row-major, finite
   */
  public Arms rows(float[] rows, int dimension, int count) {
    fill(rows, dimension, dimension, count, FROM_THE_START);
    requireFinite(rows, 0, count * dimension);
    return this;
  }

  /**
   * Makes these {@code count} arms that share a context.
   *
   * @param context float[dimension], finite
   * @param blocks int[count], each arm's block, at least 0
   */
  public Arms blocks(float[] context, int dimension, int[] blocks, int count) {
    fill(context, 0, dimension, count, blocks);
    requireFinite(context, 0, dimension);
    for (int a = 0; a < count; a++) {
      if (blocks[a] < 0) {
        throw new IllegalArgumentException(
            "an arm's block must be at least 0: block=" + blocks[a] + ", arm=" + a);
      }
    }
    return this;
  }

  private void fill(float[] values, int stride, int dimension, int count, int[] blocks) {
    if (count < 1) {
      throw new IllegalArgumentException("a request must have an arm: arms=" + count);
    }
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension must be at least 1: dimension=" + dimension);
    }
    this.values = values;
    this.first = 0;
    this.stride = stride;
    this.slots = 1;
    this.slotStride = 0;
    this.dimension = dimension;
    this.count = count;
    this.blocks = blocks;
    this.keys = THEIR_NUMBERS;
  }

  /**
   * Has the arms look otherwise in each of some slots, and turns them to the first: their values
   * hold what {@link #rows} or {@link #blocks} took, once for each slot, one behind the other.
   */
  public Arms inSlots(int slots) {
    this.slots = slots;
    slotStride = stride == 0 ? dimension : count * dimension;
    requireFinite(values, slotStride, slots * slotStride);
    return this;
  }

  /** Turns the arms to a slot. Without {@link #inSlots} they look alike in all. */
  public Arms turnTo(int slot) {
    if (differBySlot() && slot >= slots) {
      throw new IllegalArgumentException(
          "a slot must be one of those that the arms look otherwise in: slot="
              + slot
              + ", slots="
              + slots);
    }
    first = slot * slotStride;
    return this;
  }

  /** Whether the arms look otherwise in each slot. */
  public boolean differBySlot() {
    return slots > 1;
  }

  /**
   * Gives the arms keys of their own instead of their numbers, so that {@link Draw#RACE} does not
   * depend on their order.
   *
   * @param keys long[count], distinct
   */
  public Arms keys(long[] keys) {
    this.keys = keys;
    return this;
  }

  private static void requireFinite(float[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "features must be finite: value=" + values[i] + ", position=" + i);
      }
    }
  }

  /** Number of arms. */
  public int count() {
    return count;
  }

  /** Values that each arm has. */
  public int dimension() {
    return dimension;
  }

  /** The values of all arms; those of one stand from {@link #at} on. */
  public float[] values() {
    return values;
  }

  /** Where the values of an arm begin in {@link #values}. */
  public int at(int arm) {
    return first + arm * stride;
  }

  /** From one arm's values to the next one's; 0 where all arms share theirs. */
  public int stride() {
    return stride;
  }

  /** The input at which an arm's first value stands. */
  public int offset(int arm) {
    return blocks == FROM_THE_START ? 0 : blocks[arm] * dimension;
  }

  /** What draws of an arm of its own are keyed by. */
  public long key(int arm) {
    return keys == THEIR_NUMBERS ? arm : keys[arm];
  }

  /** Whether the arms' values stand in blocks. */
  public boolean inBlocks() {
    return blocks != FROM_THE_START;
  }
}
