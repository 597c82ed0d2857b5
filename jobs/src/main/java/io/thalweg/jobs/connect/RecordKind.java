package io.thalweg.jobs.connect;

import io.thalweg.DeadLetter;
import io.thalweg.Decision;
import io.thalweg.LearnerMetrics;
import io.thalweg.Prediction;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * A kind of record that a job writes: what it is called, its class, its key in a topic.
 *
 * @param <T> the generated class
 * @param name name in settings, operator names and transactional ids
 * @param type the generated class
 * @param key the record's key in Kafka; empty for none
 */
public record RecordKind<T extends SpecificRecordBase>(String name, Class<T> type, Key<T> key)
    implements Serializable {
  /** Finds a record's key. */
  public interface Key<T> extends Function<T, byte[]>, Serializable {}

  /** Predictions, by model. */
  public static final RecordKind<Prediction> PREDICTIONS =
      new RecordKind<>("predictions", Prediction.class, p -> utf8(p.getModel()));

  /** Decisions, by model: as the requests are, so that both keep a model's order. */
  public static final RecordKind<Decision> DECISIONS =
      new RecordKind<>("decisions", Decision.class, d -> utf8(d.getModel()));

  /** Dead letters, by the key of the event that was refused. */
  public static final RecordKind<DeadLetter> DEAD_LETTERS =
      new RecordKind<>("deadLetters", DeadLetter.class, letter -> bytes(letter.getKey()));

  /** Metrics of learners, by model. */
  public static final RecordKind<LearnerMetrics> METRICS =
      new RecordKind<>("metrics", LearnerMetrics.class, m -> utf8(m.getModel()));

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    if (buffer == null) {
      return new byte[0];
    }
    byte[] copy = new byte[buffer.remaining()];
    buffer.duplicate().get(copy);
    return copy;
  }
}
