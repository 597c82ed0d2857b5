package io.thalweg.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.types.StringValue;

/**
 * The bytes in which a {@link JoinOperator} keeps events and ids in keyed state; all knowledge of
 * them is here.
 *
 * <pre>
 *  byte 0    1      2 ..
 *      +----+------+------------------------------------------------+
 *      | 01 | kind | EXAMPLE   example                              |
 *      +----+------+ LABEL     label                                |
 *                  | DEADLINE  time (8), id                         |
 *                  | PENDING   deadline (8), n (4), forecast (8·n), |
 *                  |           example                              |
 *                  | HELD      deadline (8), label                  |
 *                  | LEARNED   deadline (8)                         |
 *                  +------------------------------------------------+
 * </pre>
 *
 * Examples and labels are written as on the exchange. Byte 0 is the layout's version; others are
 * refused. One instance per thread: it keeps a buffer.
 */
final class JoinCodec implements EventCodec<TimedEvent> {
  private static final int MOST_NUMBERS = 1024;
  private static final int VERSION = 1;
  private static final int EXAMPLE = 1;
  private static final int LABEL = 2;
  private static final int DEADLINE = 3;
  private static final int PENDING = 4;
  private static final int HELD = 5;
  private static final int LEARNED = 6;

  private static final CheckedExampleSerializer EXAMPLES = CheckedExampleSerializer.INSTANCE;
  private static final CheckedLabelSerializer LABELS = CheckedLabelSerializer.INSTANCE;

  private final DataOutputSerializer out = new DataOutputSerializer(256);
  private final DataInputDeserializer in = new DataInputDeserializer();

  @Override
  public byte[] encode(TimedEvent event) {
    try {
      if (event instanceof CheckedExample example) {
        begin(EXAMPLE);
        EXAMPLES.serialize(example, out);
      } else if (event instanceof CheckedLabel label) {
        begin(LABEL);
        LABELS.serialize(label, out);
      } else {
        begin(DEADLINE);
        out.writeLong(event.time());
        StringValue.writeString(event.id(), out);
      }
      return out.getCopyOfBuffer();
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array must take every byte", e);
    }
  }

  /** Encodes what is known of an id; of {@link IdEntry.Unknown} there is nothing to keep. */
  byte[] encode(IdEntry entry) {
    try {
      begin(
          entry instanceof IdEntry.Pending
              ? PENDING
              : entry instanceof IdEntry.Held ? HELD : LEARNED);
      out.writeLong(entry.deadline());
      if (entry instanceof IdEntry.Pending pending) {
        out.writeInt(pending.forecast().length);
        for (double number : pending.forecast()) {
          out.writeDouble(number);
        }
        EXAMPLES.serialize(pending.example(), out);
      } else if (entry instanceof IdEntry.Held held) {
        LABELS.serialize(held.label(), out);
      }
      return out.getCopyOfBuffer();
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array must take every byte", e);
    }
  }

  private void begin(int kind) throws IOException {
    out.clear();
    out.writeByte(VERSION);
    out.writeByte(kind);
  }

  @Override
  public TimedEvent decodeEvent(byte[] bytes) throws IOException {
    int kind = open(bytes);
    return switch (kind) {
      case EXAMPLE -> EXAMPLES.deserialize(in);
      case LABEL -> LABELS.deserialize(in);
      case DEADLINE -> {
        long time = in.readLong();
        yield new Deadline(StringValue.readString(in), time);
      }
      default -> throw new IOException("an event must be of a known kind: kind=" + kind);
    };
  }

  IdEntry decodeEntry(byte[] bytes) throws IOException {
    int kind = open(bytes);
    long deadline = in.readLong();
    return switch (kind) {
      case PENDING -> {
        double[] forecast = forecast();
        yield new IdEntry.Pending(EXAMPLES.deserialize(in), forecast, deadline);
      }
      case HELD -> new IdEntry.Held(LABELS.deserialize(in), deadline);
      case LEARNED -> new IdEntry.Learned(deadline);
      default -> throw new IOException("an id's entry must be of a known kind: kind=" + kind);
    };
  }

  private double[] forecast() throws IOException {
    int length = in.readInt();
    if (length < 1 || length > MOST_NUMBERS) {
      throw new IOException(
          "a forecast must have 1 to " + MOST_NUMBERS + " numbers: length=" + length);
    }
    double[] forecast = new double[length];
    for (int k = 0; k < length; k++) {
      forecast[k] = in.readDouble();
    }
    return forecast;
  }

  private int open(byte[] bytes) throws IOException {
    in.setBuffer(bytes);
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("the layout of a join's state must be 1: version=" + version);
    }
    return in.readByte();
  }
}
