package io.thalweg.decide;

import io.thalweg.stream.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** Carries {@link CheckedRequest}s over the exchange between door and decider. */
final class CheckedRequestSerializer extends ImmutableSerializer<CheckedRequest> {
  private static final long serialVersionUID = 1L;

  static final CheckedRequestSerializer INSTANCE = new CheckedRequestSerializer();

  @Override
  public void serialize(CheckedRequest request, DataOutputView out) throws IOException {
    StringValue.writeString(request.model(), out);
    StringValue.writeString(request.id(), out);
    out.writeLong(request.time());
    out.writeInt(request.actions().length);
    for (String action : request.actions()) {
      StringValue.writeString(action, out);
    }
    out.writeInt(request.baseline());
    out.writeInt(request.slots());
    out.writeInt(request.dimension());
    Primitives.write(request.values(), out);
    out.writeInt(request.blocks().length);
    for (int block : request.blocks()) {
      out.writeInt(block);
    }
  }

  @Override
  public CheckedRequest deserialize(DataInputView in) throws IOException {
    String model = StringValue.readString(in);
    String id = StringValue.readString(in);
    long time = in.readLong();
    String[] actions = new String[in.readInt()];
    for (int a = 0; a < actions.length; a++) {
      actions[a] = StringValue.readString(in);
    }
    int baseline = in.readInt();
    int slots = in.readInt();
    int dimension = in.readInt();
    float[] values = Primitives.floats(in);
    int[] blocks = new int[in.readInt()];
    for (int a = 0; a < blocks.length; a++) {
      blocks[a] = in.readInt();
    }
    return new CheckedRequest(model, id, time, actions, baseline, slots, dimension, values, blocks);
  }

  @Override
  public CheckedRequest createInstance() {
    return new CheckedRequest("", "", 0, new String[0], 0, 1, 1, new float[0], new int[0]);
  }

  @Override
  public TypeSerializerSnapshot<CheckedRequest> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Names the serializer in checkpoints that hold events in flight. */
  @SuppressWarnings("WeakerAccess")
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<CheckedRequest> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
