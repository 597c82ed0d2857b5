package io.thalweg.stream;

/**
 * An event as its source held it, with the place where it stood. A record, arrays and all, because
 * Flink carries records without help; nobody compares two of them.
 *
 * @param key the record's key; empty where it has none
 * @param value the undecoded event
 * @param source topic or file
 * @param partition partition of the topic, 0 for a file
 * @param offset offset in the partition, or number of the record in the file, from 0
 * @param timestamp the record's own timestamp in milliseconds, -1 where there is none
 * @param receipt long[1] in which the door leaves the newest event time that it has accepted of the
 *     partition, for the source's watermark; long[0] where nobody asks. The door writes it before
 *     the source reads it, since both run in one chain
 */
public record RawEvent(
    byte[] key,
    byte[] value,
    String source,
    int partition,
    long offset,
    long timestamp,
    long[] receipt) {
  /** What {@link #newestAccepted} answers while the door has accepted nothing. */
  public static final long NOTHING_ACCEPTED = Long.MIN_VALUE;

  private static final long[] NOBODY_ASKS = {};

  /** An event whose acceptance nobody asks for. */
  public RawEvent(
      byte[] key, byte[] value, String source, int partition, long offset, long timestamp) {
    this(key, value, source, partition, offset, timestamp, NOBODY_ASKS);
  }

  /** The same event, to be asked for {@link #newestAccepted} when it has passed the door. */
  public RawEvent withReceipt() {
    return new RawEvent(
        key, value, source, partition, offset, timestamp, new long[] {NOTHING_ACCEPTED});
  }

  /** Leaves word that the event was accepted, and is not newer than {@code newest}. */
  void accepted(long newest) {
    if (receipt.length > 0) {
      receipt[0] = newest;
    }
  }

  /**
   * The newest event time that the door had accepted of the partition when it accepted this event,
   * in milliseconds; {@link #NOTHING_ACCEPTED} if it refused it.
   */
  public long newestAccepted() {
    return receipt[0];
  }
}
