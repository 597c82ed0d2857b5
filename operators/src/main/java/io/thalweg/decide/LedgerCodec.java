package io.thalweg.decide;

import io.thalweg.stream.EventCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * The bytes in which a {@link DecideOperator} keeps events and ids in keyed state; all knowledge of
 * them is here.
 *
 * <pre>
 *  byte 0    1      2 ..
 *      +----+------+-----------------------------------------------------+
 *      | 01 | kind | EVENT   as on the exchange                          |
 *      +----+------+ HELD    n (4), n outcomes                           |
 *                  | OPEN    deadline (8), activated (1), n (4), n times |
 *                  |         offset (4), values, learned (1), k (4),     |
 *                  |         outcomes (8·k)                              |
 *                  | CLOSED  deadline (8)                                |
 *                  +-----------------------------------------------------+
 * </pre>
 *
 * Byte 0 is the layout's version; others are refused. One instance per thread: it keeps a buffer.
 */
final class LedgerCodec implements EventCodec<LedgerEvent> {
  private static final int VERSION = 1;
  private static final int EVENT = 1;
  private static final int HELD = 2;
  private static final int OPEN = 3;
  private static final int CLOSED = 4;

  private static final LedgerEventSerializer EVENTS = LedgerEventSerializer.INSTANCE;

  private final DataOutputSerializer out = new DataOutputSerializer(256);
  private final DataInputDeserializer in = new DataInputDeserializer();

  @Override
  public byte[] encode(LedgerEvent event) {
    try {
      begin(EVENT);
      EVENTS.serialize(event, out);
      return out.getCopyOfBuffer();
    } catch (IOException e) {
      throw impossible(e);
    }
  }

  /** Encodes what is known of an id; of {@link DecisionEntry.Unknown} there is nothing to keep. */
  byte[] encode(DecisionEntry entry) {
    try {
      if (entry instanceof DecisionEntry.Held held) {
        begin(HELD);
        out.writeInt(held.outcomes().size());
        for (CheckedOutcome outcome : held.outcomes()) {
          EVENTS.serialize(outcome, out);
        }
      } else if (entry instanceof DecisionEntry.Open open) {
        begin(OPEN);
        out.writeLong(open.deadline());
        out.writeBoolean(open.isActivated());
        writeSlots(open.slots());
      } else {
        begin(CLOSED);
        out.writeLong(entry.deadline());
      }
      return out.getCopyOfBuffer();
    } catch (IOException e) {
      throw impossible(e);
    }
  }

  private void writeSlots(List<DecisionEntry.Slot> slots) throws IOException {
    out.writeInt(slots.size());
    for (DecisionEntry.Slot slot : slots) {
      out.writeInt(slot.input().offset());
      Primitives.write(slot.input().values(), out);
      out.writeBoolean(slot.isLearned());
      out.writeInt(slot.values().length);
      for (double value : slot.values()) {
        out.writeDouble(value);
      }
    }
  }

  private static UncheckedIOException impossible(IOException e) {
    return new UncheckedIOException("a byte array must take every byte", e);
  }

  private void begin(int kind) throws IOException {
    out.clear();
    out.writeByte(VERSION);
    out.writeByte(kind);
  }

  @Override
  public LedgerEvent decodeEvent(byte[] bytes) throws IOException {
    int kind = open(bytes);
    if (kind != EVENT) {
      throw new IOException("an event must be of a known kind: kind=" + kind);
    }
    return EVENTS.deserialize(in);
  }

  DecisionEntry decodeEntry(byte[] bytes) throws IOException {
    int kind = open(bytes);
    return switch (kind) {
      case HELD -> new DecisionEntry.Held(readOutcomes());
      case OPEN -> {
        long deadline = in.readLong();
        boolean activated = in.readBoolean();
        yield new DecisionEntry.Open(readSlots(), activated, deadline);
      }
      case CLOSED -> new DecisionEntry.Closed(in.readLong());
      default -> throw new IOException("an id's entry must be of a known kind: kind=" + kind);
    };
  }

  private List<CheckedOutcome> readOutcomes() throws IOException {
    int size = in.readInt();
    List<CheckedOutcome> outcomes = new ArrayList<>(size);
    for (int k = 0; k < size; k++) {
      outcomes.add((CheckedOutcome) EVENTS.deserialize(in));
    }
    return outcomes;
  }

  private List<DecisionEntry.Slot> readSlots() throws IOException {
    int size = in.readInt();
    List<DecisionEntry.Slot> slots = new ArrayList<>(size);
    for (int s = 0; s < size; s++) {
      ArmInput input = new ArmInput(in.readInt(), Primitives.floats(in));
      boolean learned = in.readBoolean();
      double[] values = new double[in.readInt()];
      for (int k = 0; k < values.length; k++) {
        values[k] = in.readDouble();
      }
      slots.add(new DecisionEntry.Slot(input, learned, values));
    }
    return slots;
  }

  private int open(byte[] bytes) throws IOException {
    in.setBuffer(bytes);
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("the layout of a decider's state must be 1: version=" + version);
    }
    return in.readByte();
  }
}
