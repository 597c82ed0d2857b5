package io.thalweg.bandit;

import io.thalweg.convex.Word;
import java.io.Serializable;

/**
 * Learning from remembered examples: after each example, {@code steps} more steps on examples drawn
 * by key from the last ones or from all.
 *
 * @param keep which examples are remembered
 * @param capacity how many, in [1, 2²⁰]
 * @param steps in [1, 64]
 */
public record Replay(Keep keep, int capacity, int steps) implements Serializable {
  /** Nothing is remembered. */
  public static final Replay NONE = new Replay(Keep.NOTHING, 0, 0);

  /** Which examples a full memory goes on with. */
  public enum Keep {
    /** No example. */
    NOTHING,
    /** The last ones: it follows a drift. */
    LAST,
    /** A uniform sample of all (Vitter's algorithm R, its draws keyed by the example's number). */
    SAMPLE
  }

  /** Checks the numbers. */
  public Replay {
    if (keep == Keep.NOTHING) {
      if (capacity != 0 || steps != 0) {
        throw new IllegalArgumentException(
            "without a memory there must be no steps: capacity=" + capacity + ", steps=" + steps);
      }
    } else {
      if (capacity < 1 || capacity > 1 << 20) {
        throw new IllegalArgumentException("capacity must be in [1, 2^20]: capacity=" + capacity);
      }
      if (steps < 1 || steps > 64) {
        throw new IllegalArgumentException("steps must be in [1, 64]: steps=" + steps);
      }
    }
  }

  /** {@code steps} steps on the last {@code capacity} examples. */
  public static Replay last(int capacity, int steps) {
    return new Replay(Keep.LAST, capacity, steps);
  }

  /** {@code steps} steps on a uniform sample of {@code capacity} of all examples. */
  public static Replay sample(int capacity, int steps) {
    return new Replay(Keep.SAMPLE, capacity, steps);
  }

  /** One word that says it all, the same for ever. */
  public String canonical() {
    return "replay(" + Constants.word(keep) + "," + capacity + "," + steps + ")";
  }

  /**
   * The memory of a {@link #canonical} word.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Replay parse(String canonical) {
    Word word = Word.parse(canonical);
    if (word.is("replay", 3)) {
      return new Replay(Constants.parse(Keep.class, word.text(0)), word.whole(1), word.whole(2));
    }
    throw new IllegalArgumentException(
        "a memory must be replay(keep,capacity,steps): memory=" + canonical);
  }
}
