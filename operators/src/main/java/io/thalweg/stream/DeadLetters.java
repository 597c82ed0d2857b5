package io.thalweg.stream;

import io.thalweg.DeadLetter;
import io.thalweg.wire.Reason;
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

  /** The letter of {@code event}, refused for what {@code rejection} says. */
  DeadLetter of(RawEvent event, RejectedEventException rejection) {
    DeadLetter letter = new DeadLetter();
    Reason reason = rejection.reason();
    letter.setReason(reason.code());
    letter.setMessage(rejection.getMessage());
    letter.setSource(event.source());
    letter.setPartition(event.partition());
    letter.setOffset(event.offset());
    letter.setTimestamp(Instant.ofEpochMilli(event.timestamp()));
    if (event.key().length > 0) {
      letter.setKey(first(event.key(), MAX_KEY_BYTES));
    }
    letter.setValue(first(event.value(), maxBytes));
    letter.setSize(event.value().length);
    letter.setJob(job);
    return letter;
  }

  private static ByteBuffer first(byte[] bytes, int limit) {
    return ByteBuffer.wrap(bytes.length <= limit ? bytes : Arrays.copyOf(bytes, limit));
  }
}
