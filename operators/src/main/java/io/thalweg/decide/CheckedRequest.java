package io.thalweg.decide;

import io.thalweg.bandit.Arms;
import io.thalweg.math.KeyedRandom;
import io.thalweg.stream.Timed;

/**
 * A request that has passed the door: its eligible actions, as arms of its model. Never compared.
 *
 * @param model name of the model; the key of the stream
 * @param time event time in milliseconds
 * @param actions ids of the eligible actions, in the request's order
 * @param baseline number of the action that is played without the agent
 * @param slots how many to choose
 * @param dimension values of an arm
 * @param values float[actions × dimension], row-major; with blocks float[dimension], shared by all
 * @param blocks the block of each arm; int[0] where arms have values of their own
 */
public record CheckedRequest(
    String model,
    String id,
    long time,
    String[] actions,
    int baseline,
    int slots,
    int dimension,
    float[] values,
    int[] blocks)
    implements Timed {
  /** Fills {@code arms} with the actions. */
  void into(Arms arms) {
    if (blocks.length == 0) {
      arms.rows(values, dimension, actions.length);
    } else {
      arms.blocks(values, dimension, blocks, actions.length);
    }
    long[] keys = new long[actions.length];
    for (int a = 0; a < keys.length; a++) {
      keys[a] = KeyedRandom.key(actions[a]);
    }
    arms.keys(keys);
  }

  /** What learning from the outcome of an action will need. */
  ArmInput input(int action) {
    if (blocks.length > 0) {
      return new ArmInput(blocks[action] * dimension, values);
    }
    float[] own = new float[dimension];
    System.arraycopy(values, action * dimension, own, 0, dimension);
    return new ArmInput(0, own);
  }
}
