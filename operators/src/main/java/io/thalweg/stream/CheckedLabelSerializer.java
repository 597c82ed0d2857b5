package io.thalweg.stream;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * Carries {@link CheckedLabel}s over the exchange between door and learner: model, id, time, label,
 * weight, origin.
 */
final class CheckedLabelSerializer extends ImmutableSerializer<CheckedLabel> {
  private static final long serialVersionUID = 1L;

  static final CheckedLabelSerializer INSTANCE = new CheckedLabelSerializer();

  @Override
  public void serialize(CheckedLabel label, DataOutputView out) throws IOException {
    StringValue.writeString(label.model(), out);
    StringValue.writeString(label.id(), out);
    out.writeLong(label.time());
    out.writeDouble(label.label());
    out.writeDouble(label.weight());
    label.origin().write(out);
  }

  @Override
  public CheckedLabel deserialize(DataInputView in) throws IOException {
    return new CheckedLabel(
        StringValue.readString(in),
        StringValue.readString(in),
        in.readLong(),
        in.readDouble(),
        in.readDouble(),
        Origin.read(in));
  }

  @Override
  public CheckedLabel createInstance() {
    return new CheckedLabel("", "", 0, 0, 1, Origin.UNKNOWN);
  }

  @Override
  public TypeSerializerSnapshot<CheckedLabel> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Names the serializer in checkpoints that hold events in flight. */
  @SuppressWarnings("WeakerAccess")
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<CheckedLabel> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
