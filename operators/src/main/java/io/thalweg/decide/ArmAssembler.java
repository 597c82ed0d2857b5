package io.thalweg.decide;

import io.thalweg.Action;
import io.thalweg.DecisionRequest;
import io.thalweg.Features;
import io.thalweg.bandit.ArmBlocks;
import io.thalweg.math.FeatureVector;
import io.thalweg.math.KeyedRandom;
import io.thalweg.stream.FeatureAssembler;
import io.thalweg.stream.FeatureSpec;
import io.thalweg.stream.NameListener;
import io.thalweg.wire.ExampleBuffer;
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

  private final int dimension;

  private ArmAssembler(int dimension) {
    this.dimension = dimension;
  }

  /**
   * The assembler of a layout.
   *
   * @param maxFeatures of one vector
   */
  static ArmAssembler of(ArmLayout layout, int maxFeatures) {
    int dimension = layout.features().dimension();
    if (layout instanceof ArmLayout.Blocks blocks) {
      return new InBlocks(blocks, dimension, maxFeatures);
    }
    if (layout instanceof ArmLayout.Joined joined) {
      return new InRows(joined.shared(), joined.action(), dimension, maxFeatures);
    }
    ArmLayout.Crossed crossed = (ArmLayout.Crossed) layout;
    return new InRows(crossed.shared(), crossed.action(), dimension, maxFeatures);
  }

  /** What the actions say beside their names, and where they stand. */
  abstract CheckedRequest assemble(DecisionRequest request, Action[] eligible, long time)
      throws RejectedEventException;

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

  /** Vectors of one kind, written out with their zeros. */
  private static final class Vectors {
    private final FeatureSpec spec;
    private final FeatureAssembler assembler;
    private final ExampleBuffer buffer = new ExampleBuffer();

    Vectors(FeatureSpec spec, int maxFeatures) {
      this.spec = spec;
      this.assembler = new FeatureAssembler(spec, maxFeatures, NameListener.NOBODY);
    }

    /** Writes the features from {@code at} on, where zeros stand; none are zeros, and the bias. */
    void write(DecisionRequest request, Features features, String place, float[] into, int at)
        throws RejectedEventException {
      if (features == null) {
        if (spec.bias()) {
          into[at + spec.positions()] = 1;
        }
        return;
      }
      buffer.fill(request.getModel(), features);
      FeatureVector vector;
      try {
        vector = assembler.assemble(buffer);
      } catch (RejectedEventException e) {
        throw new RejectedEventException(e.reason(), place + "." + e.getMessage());
      }
      for (int k = 0; k < vector.size(); k++) {
        into[at + vector.index(k)] = vector.values()[k];
      }
    }
  }

  /** The shared features, in the block of each action. */
  private static final class InBlocks extends ArmAssembler {
    private final ArmBlocks features;
    private final Map<String, Integer> known = new HashMap<>();
    private final Vectors shared;

    InBlocks(ArmLayout.Blocks layout, int dimension, int maxFeatures) {
      super(dimension);
      features = layout.features();
      List<String> actions = layout.actions();
      for (int block = 0; block < actions.size(); block++) {
        known.put(actions.get(block), block);
      }
      shared = new Vectors(layout.shared(), maxFeatures);
    }

    @Override
    CheckedRequest assemble(DecisionRequest request, Action[] eligible, long time)
        throws RejectedEventException {
      float[] values = new float[features.dimension()];
      shared.write(request, request.getShared(), "shared", values, 0);
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

  /** Shared features, those of the action, and where they are wanted their products. */
  private static final class InRows extends ArmAssembler {
    private final int context;
    private final int own;
    private final int dimension;
    private final Vectors shared;
    private final Vectors action;

    InRows(FeatureSpec shared, FeatureSpec action, int dimension, int maxFeatures) {
      super(dimension);
      this.context = shared.dimension();
      this.own = action.dimension();
      this.dimension = dimension;
      this.shared = new Vectors(shared, maxFeatures);
      this.action = new Vectors(action, maxFeatures);
    }

    @Override
    CheckedRequest assemble(DecisionRequest request, Action[] eligible, long time)
        throws RejectedEventException {
      long size = (long) eligible.length * dimension;
      if (size > MOST_VALUES) {
        throw new RejectedEventException(
            Reason.OUT_OF_RANGE,
            "actions times the model's inputs must be at most %d: actions=%d, inputs=%d"
                .formatted(MOST_VALUES, eligible.length, dimension));
      }
      float[] values = new float[(int) size];
      shared.write(request, request.getShared(), "shared", values, 0);
      for (int a = 0; a < eligible.length; a++) {
        int at = a * dimension;
        System.arraycopy(values, 0, values, at, context);
        String place = "actions[\"" + eligible[a].getId() + "\"]";
        action.write(request, eligible[a].getFeatures(), place, values, at + context);
        if (dimension > context + own) {
          cross(values, at);
        }
      }
      return checked(request, eligible, time, values, new int[0]);
    }

    private void cross(float[] values, int at) {
      int product = at + context + own;
      for (int i = 0; i < context; i++) {
        for (int j = 0; j < own; j++) {
          values[product++] = values[at + i] * values[at + context + j];
        }
      }
    }
  }
}
