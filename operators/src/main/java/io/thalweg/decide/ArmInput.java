package io.thalweg.decide;

import io.thalweg.bandit.ArmBlocks;
import io.thalweg.bandit.Arms;
import io.thalweg.bandit.Features;

/**
 * What a model predicted the loss of a chosen action from. Never compared.
 *
 * @param offset where the values stand among the model's inputs
 * @param values finite
 */
record ArmInput(int offset, float[] values) {
  /** Whether a model on {@code features} has such inputs. */
  boolean fits(Features features) {
    return values.length == features.dimension()
        && offset % values.length == 0
        && offset <= features.inputs() - values.length;
  }

  /** Fills {@code arms} with this one. */
  void into(Arms arms, Features features) {
    if (features instanceof ArmBlocks) {
      arms.blocks(values, values.length, new int[] {offset / values.length}, 1);
    } else {
      arms.rows(values, values.length, 1);
    }
  }
}
