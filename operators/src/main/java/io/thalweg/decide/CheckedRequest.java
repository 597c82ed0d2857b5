package io.thalweg.decide;

import io.thalweg.bandit.Arms;
import io.thalweg.math.KeyedRandom;
import io.thalweg.stream.Timed;
import java.util.Arrays;

/**
 * A request that has passed the door: its eligible actions, as arms of its model. Never compared.
 *
 * @param model name of the model; the key of the stream
 * @param time event time in milliseconds
 * @param actions ids of the eligible actions, in the request's order
 * @param baseline number of the action that is played without the agent
 * @param slots how many to choose
 * @param dimension values of an arm
 * @param values float[actions × dimension], row-major; with blocks float[dimension], shared by all.
 *     Where slots have features, so many for each slot, one slot's behind the other's
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
    if (differsBySlot()) {
      arms.inSlots(slots);
    }
    long[] keys = new long[actions.length];
    for (int a = 0; a < keys.length; a++) {
      keys[a] = KeyedRandom.key(actions[a]);
    }
    arms.keys(keys);
  }

  /** Whether the actions look otherwise in each slot. */
  boolean differsBySlot() {
    return values.length > slotLength();
  }

  private int slotLength() {
    return blocks.length == 0 ? actions.length * dimension : dimension;
  }

  /** What learning from the outcome of an action in a slot will need. */
  ArmInput input(int slot, int action) {
    int from = differsBySlot() ? slot * slotLength() : 0;
    if (blocks.length == 0) {
      return new ArmInput(0, own(from + action * dimension));
    }
    return new ArmInput(blocks[action] * dimension, differsBySlot() ? own(from) : values);
  }

  private float[] own(int from) {
    return Arrays.copyOfRange(values, from, from + dimension);
  }
}
