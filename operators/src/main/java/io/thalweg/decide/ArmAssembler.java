package io.thalweg.decide;

import io.thalweg.Action;
import io.thalweg.DecisionRequest;
import io.thalweg.bandit.ArmBlocks;
import io.thalweg.math.KeyedRandom;
import io.thalweg.stream.FeatureSpec;
import io.thalweg.wire.Reason;
import io.thalweg.wire.RejectedEventException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the eligible actions of requests the arms that one entry's agent is fed with. */
abstract class ArmAssembler {
  /** Numbers that the arms of one request may hold together. */
  private static final int MOST_VALUES = 1 << 22;

  final int dimension;
  final ContextAssembler contexts;

  private ArmAssembler(int dimension, ContextAssembler contexts) {
    this.dimension = dimension;
    this.contexts = contexts;
  }

  /**
   * The assembler of a layout.
   *
   * @param maxFeatures of one vector
   */
  static ArmAssembler of(ArmLayout layout, int maxFeatures) {
    if (layout instanceof ArmLayout.Blocks blocks) {
      return new InBlocks(blocks, maxFeatures);
    }
    int dimension = layout.features().dimension();
    if (layout instanceof ArmLayout.Joined joined) {
      return new InRows(joined.context(), joined.action(), dimension, maxFeatures);
    }
    ArmLayout.Crossed crossed = (ArmLayout.Crossed) layout;
    return new InRows(crossed.context(), crossed.action(), dimension, maxFeatures);
  }

  /** What the actions say beside their names, and where they stand. */
  abstract CheckedRequest assemble(DecisionRequest request, Action[] eligible, long time)
      throws RejectedEventException;

  /** Room for that many rows of values per context of the request. */
  float[] room(DecisionRequest request, int rows) throws RejectedEventException {
    int count = contexts.count(request);
    long size = (long) count * rows * dimension;
    if (size > MOST_VALUES) {
      throw new RejectedEventException(
          Reason.OUT_OF_RANGE,
          "actions times the model's inputs, once for each slot that has features, must be at most"
              + " %d: actions=%d, inputs=%d, slots=%d"
                  .formatted(MOST_VALUES, rows, dimension, count));
    }
    return new float[(int) size];
  }

  /** A request of these arms; without a baseline of its own, the first action is it. */
  CheckedRequest checked(
      DecisionRequest request, Action[] eligible, long time, float[] values, int[] blocks) {
    String[] ids = Arrays.stream(eligible).map(Action::getId).toArray(String[]::new);
    int baseline =
        request.getBaseline() == null ? 0 : Arrays.asList(ids).indexOf(request.getBaseline());
    return new CheckedRequest(
        request.getModel(),
        request.getId(),
        time,
        ids,
        baseline,
        request.getSlots(),
        dimension,
        values,
        blocks);
  }

  /** The context, in the block of each action. */
  private static final class InBlocks extends ArmAssembler {
    private final ArmBlocks features;
    private final Map<String, Integer> known = new HashMap<>();

    InBlocks(ArmLayout.Blocks layout, int maxFeatures) {
      super(layout.features().dimension(), new ContextAssembler(layout.context(), maxFeatures));
      features = layout.features();
      List<String> actions = layout.actions();
      for (int block = 0; block < actions.size(); block++) {
        known.put(actions.get(block), block);
      }
    }

    @Override
    CheckedRequest assemble(DecisionRequest request, Action[] eligible, long time)
        throws RejectedEventException {
      float[] values = room(request, 1);
      contexts.write(request, values, dimension);
      int[] blocks = new int[eligible.length];
      for (int a = 0; a < blocks.length; a++) {
        Action action = eligible[a];
        if (action.getFeatures() != null) {
          throw new RejectedEventException(
              Reason.DIMENSION,
              "actions must have no features of their own, since the model's layout is blocks:"
                  + " model=%s, action=%s".formatted(request.getModel(), action.getId()));
        }
        blocks[a] = block(request, action.getId());
      }
      return checked(request, eligible, time, values, blocks);
    }

    private int block(DecisionRequest request, String action) throws RejectedEventException {
      if (known.isEmpty()) {
        return features.hashed(KeyedRandom.key(action));
      }
      Integer block = known.get(action);
      if (block == null) {
        throw new RejectedEventException(
            Reason.UNKNOWN_ACTION,
            "actions must be among those of the model's settings: model=%s, action=%s"
                .formatted(request.getModel(), action));
      }
      return block;
    }
  }

  /** Context, features of the action, and where they are wanted the products of the two. */
  private static final class InRows extends ArmAssembler {
    private final int context;
    private final VectorWriter action;

    InRows(ContextLayout context, FeatureSpec action, int dimension, int maxFeatures) {
      super(dimension, new ContextAssembler(context, maxFeatures));
      this.context = context.dimension();
      this.action = new VectorWriter(action, maxFeatures);
    }

    @Override
    CheckedRequest assemble(DecisionRequest request, Action[] eligible, long time)
        throws RejectedEventException {
      int stride = eligible.length * dimension;
      float[] values = room(request, eligible.length);
      contexts.write(request, values, stride);
      for (int a = 0; a < eligible.length; a++) {
        int first = a * dimension;
        Action one = eligible[a];
        action.write(
            request,
            one.getFeatures(),
            () -> "actions[\"" + one.getId() + "\"].features",
            values,
            first + context);
        for (int slot = 0; slot < values.length; slot += stride) {
          complete(values, slot, first, slot + first);
          if (dimension > context + action.dimension()) {
            cross(values, slot + first, one.getId());
          }
        }
      }
      return checked(request, eligible, time, values, new int[0]);
    }

    /** Makes the row at {@code at} of a slot's context and the features of the first such row. */
    private void complete(float[] values, int slot, int first, int at) {
      System.arraycopy(values, slot, values, at, context);
      System.arraycopy(values, first + context, values, at + context, action.dimension());
    }

    private void cross(float[] values, int at, String id) throws RejectedEventException {
      int own = action.dimension();
      int product = at + context + own;
      for (int i = 0; i < context; i++) {
        for (int j = 0; j < own; j++) {
          float ofContext = values[at + i];
          float ofAction = values[at + context + j];
          values[product] = ofContext * ofAction;
          if (!Float.isFinite(values[product++])) {
            throw new RejectedEventException(
                Reason.OUT_OF_RANGE,
                "a product of features must be finite: action=%s, %s * %s"
                    .formatted(id, ofContext, ofAction));
          }
        }
      }
    }
  }
}
