package io.thalweg.stream;

import io.thalweg.DeadLetter;
import io.thalweg.wire.RejectedEventException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.util.OutputTag;

/**
 * Writes the dead letter of a refused event.
 *
 * @param job name of the job that refuses
 * @param maxBytes how much of an event a letter keeps, in bytes
 */
public record DeadLetters(String job, int maxBytes) implements Serializable {
  private static final int MAX_KEY_BYTES = 1024;

  /** The side output that carries dead letters to their topic or file. */
  public static final OutputTag<DeadLetter> OUTPUT =
      new OutputTag<>("dead-letters", new AvroTypeInfo<>(DeadLetter.class));

  public DeadLetters {
    if (maxBytes < 0) {
      throw new IllegalArgumentException("maxBytes must be 0 or more: maxBytes=" + maxBytes);
    }
  }

  /** What a letter of {@code event} will need, should it be refused behind the door. */
  public Origin origin(RawEvent event) {
    return new Origin(
        first(event.key(), MAX_KEY_BYTES),
        first(event.value(), maxBytes),
        event.value().length,
        event.source(),
        event.partition(),
        event.offset(),
        event.timestamp());
  }

  /** The letter of {@code event}, refused for what {@code rejection} says. */
  public DeadLetter of(RawEvent event, RejectedEventException rejection) {
    return of(origin(event), rejection);
  }

  /** The letter of the event that came from {@code origin}. */
  public DeadLetter of(Origin origin, RejectedEventException rejection) {
    DeadLetter letter = new DeadLetter();
    letter.setReason(rejection.reason().code());
    letter.setMessage(rejection.getMessage());
    letter.setSource(origin.source());
    letter.setPartition(origin.partition());
    letter.setOffset(origin.offset());
    letter.setTimestamp(Instant.ofEpochMilli(origin.timestamp()));
    if (origin.key().length > 0) {
      letter.setKey(ByteBuffer.wrap(origin.key()));
    }
    letter.setValue(ByteBuffer.wrap(origin.value()));
    letter.setSize(origin.size());
    letter.setJob(job);
    return letter;
  }

  private static byte[] first(byte[] bytes, int limit) {
    return bytes.length <= limit ? bytes : Arrays.copyOf(bytes, limit);
  }
}
