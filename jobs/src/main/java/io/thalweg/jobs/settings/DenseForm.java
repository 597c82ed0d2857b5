package io.thalweg.jobs.settings;

import io.thalweg.convex.OptimizerSpec;
import io.thalweg.mirror.Algorithm;

/**
 * The form of an algorithm that every event goes through as a whole, for what has no other. Its
 * state is one value of keyed state, read, written and checkpointed whole: at some 10 GB/s of
 * memory the largest allowed here costs an event a tenth of a millisecond.
 */
final class DenseForm {
  /** Most bytes of a model's state. */
  static final long MAX_BYTES = 1 << 20;

  private DenseForm() {}

  /**
   * The algorithm around an optimizer.
   *
   * @param why what has no other form, to open a sentence with
   * @throws IllegalArgumentException if its state would be too large
   */
  static Algorithm of(OptimizerSpec optimizer, LearnerParts parts, String why) {
    // Every optimizer keeps a number or more per weight; none is made that could not be allowed.
    long bytes =
        Math.max(
            Double.BYTES * parts.weights(),
            parts.weights() > MAX_BYTES / Double.BYTES
                ? 0
                : (long) Double.BYTES * optimizer.optimizer((int) parts.weights()).stateLength());
    if (bytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          ("%s must be kept densely, so that every event goes through all weights: that is allowed"
                  + " up to %d bytes of state, these take %d or more: weights=%d")
              .formatted(why, MAX_BYTES, bytes, parts.weights()));
    }
    return new Algorithm.Dense(optimizer);
  }
}
