package io.thalweg.decide;

import io.thalweg.stream.ImmutableSerializer;
import io.thalweg.stream.Origin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * Carries {@link LedgerEvent}s over the exchange between doors and decider, and into its state: a
 * byte for the kind, model, id, time, then what the kind has more.
 */
final class LedgerEventSerializer extends ImmutableSerializer<LedgerEvent> {
  private static final long serialVersionUID = 1L;

  static final LedgerEventSerializer INSTANCE = new LedgerEventSerializer();

  private static final int DECISION = 1;
  private static final int OUTCOME = 2;
  private static final int EXPIRY = 3;

  @Override
  public void serialize(LedgerEvent event, DataOutputView out) throws IOException {
    out.writeByte(
        event instanceof CheckedDecision
            ? DECISION
            : event instanceof CheckedOutcome ? OUTCOME : EXPIRY);
    StringValue.writeString(event.model(), out);
    StringValue.writeString(event.id(), out);
    out.writeLong(event.time());
    if (event instanceof CheckedDecision decision) {
      out.writeBoolean(decision.learns());
      writeInputs(decision.inputs(), out);
      Primitives.write(decision.record(), out);
      StringValue.writeString(decision.lateness(), out);
      decision.origin().write(out);
    } else if (event instanceof CheckedOutcome outcome) {
      out.writeInt(outcome.slot());
      out.writeDouble(outcome.value());
      out.writeBoolean(outcome.activates());
      outcome.origin().write(out);
    }
  }

  private static void writeInputs(List<ArmInput> inputs, DataOutputView out) throws IOException {
    out.writeInt(inputs.size());
    for (ArmInput input : inputs) {
      out.writeInt(input.offset());
      Primitives.write(input.values(), out);
    }
  }

  @Override
  public LedgerEvent deserialize(DataInputView in) throws IOException {
    int kind = in.readByte();
    String model = StringValue.readString(in);
    String id = StringValue.readString(in);
    long time = in.readLong();
    return switch (kind) {
      case DECISION ->
          new CheckedDecision(
              model,
              id,
              time,
              in.readBoolean(),
              readInputs(in),
              Primitives.bytes(in),
              StringValue.readString(in),
              Origin.read(in));
      case OUTCOME ->
          new CheckedOutcome(
              model, id, time, in.readInt(), in.readDouble(), in.readBoolean(), Origin.read(in));
      case EXPIRY -> new Expiry(model, id, time);
      default -> throw new IOException("an event must be of a known kind: kind=" + kind);
    };
  }

  private static List<ArmInput> readInputs(DataInputView in) throws IOException {
    int size = in.readInt();
    List<ArmInput> inputs = new ArrayList<>(size);
    for (int k = 0; k < size; k++) {
      inputs.add(new ArmInput(in.readInt(), Primitives.floats(in)));
    }
    return inputs;
  }

  @Override
  public LedgerEvent createInstance() {
    return new Expiry("", "", 0);
  }

  @Override
  public TypeSerializerSnapshot<LedgerEvent> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Names the serializer in checkpoints that hold events in flight. */
  @SuppressWarnings("WeakerAccess")
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<LedgerEvent> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
