package io.thalweg.stream;

import java.io.IOException;
import java.util.Comparator;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * Where an event stood and what it was, as far as its dead letter needs it: what is left of a
 * {@link RawEvent} behind the door. A record, arrays and all; nobody compares two of them by value.
 *
 * @param key the record's key, cut to what a letter keeps; empty where it has none
 * @param value the undecoded event, cut likewise
 * @param size of the whole event, in bytes
 * @param source topic or file
 * @param partition partition of the topic, 0 for a file
 * @param offset offset in the partition, or number of the record in the file, from 0
 * @param timestamp the record's own timestamp in milliseconds, -1 where there is none
 */
public record Origin(
    byte[] key, byte[] value, int size, String source, int partition, long offset, long timestamp) {
  private static final byte[] NOTHING = {};

  /** The origin of an event that will not be refused any more. */
  public static final Origin UNKNOWN = new Origin(NOTHING, NOTHING, 0, "", -1, -1, -1);

  /** By source, partition, offset: an order of all events that does not depend on a run. */
  public static final Comparator<Origin> BY_PLACE =
      Comparator.comparing(Origin::source)
          .thenComparingInt(Origin::partition)
          .thenComparingLong(Origin::offset);

  public boolean isKnown() {
    return partition >= 0;
  }

  public void write(DataOutputView out) throws IOException {
    write(key, out);
    write(value, out);
    out.writeInt(size);
    StringValue.writeString(source, out);
    out.writeInt(partition);
    out.writeLong(offset);
    out.writeLong(timestamp);
  }

  public static Origin read(DataInputView in) throws IOException {
    return new Origin(
        bytes(in),
        bytes(in),
        in.readInt(),
        StringValue.readString(in),
        in.readInt(),
        in.readLong(),
        in.readLong());
  }

  private static void write(byte[] bytes, DataOutputView out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] bytes(DataInputView in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }
}
