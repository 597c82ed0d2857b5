package io.thalweg.wire;

import io.thalweg.Decision;
import io.thalweg.DecisionRequest;
import io.thalweg.Outcome;
import java.util.Locale;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * The two ways in which a record stands in a topic or a file; both carry the same records and obey
 * the same rules.
 */
public enum WireFormat {
  /**
   * Avro's single-object encoding: {@code C3 01}, the CRC-64-AVRO fingerprint of the writer's
   * schema (8 bytes, little-endian), the binary record.
   */
  AVRO {
    @Override
    public ExampleDecoder exampleDecoder(Limits limits) {
      return new AvroExampleDecoder(limits, ShippedSchemas.of(io.thalweg.Example.class));
    }

    @Override
    public LabelDecoder labelDecoder(Limits limits) {
      return new AvroLabelDecoder(limits, ShippedSchemas.of(io.thalweg.Label.class));
    }

    @Override
    public RecordEncoder encoder() {
      return new AvroRecordEncoder();
    }

    @Override
    <T extends SpecificRecord> EventDecoder<T> recordDecoder(Class<T> type) {
      return new AvroRecordDecoder<>(type, ShippedSchemas.of(type));
    }
  },

  /** One JSON object per record, on one line, in UTF-8; unions plain, without Avro's type tags. */
  JSON {
    @Override
    public ExampleDecoder exampleDecoder(Limits limits) {
      return new JsonExampleDecoder(limits);
    }

    @Override
    public LabelDecoder labelDecoder(Limits limits) {
      return new JsonLabelDecoder(limits);
    }

    @Override
    public RecordEncoder encoder() {
      return new JsonRecordEncoder();
    }

    @Override
    <T extends SpecificRecord> EventDecoder<T> recordDecoder(Class<T> type) {
      return new JsonRecordDecoder<>(type);
    }
  };

  /** A new decoder of examples, for one thread. */
  public abstract ExampleDecoder exampleDecoder(Limits limits);

  /** A new decoder of labels, for one thread. */
  public abstract LabelDecoder labelDecoder(Limits limits);

  /** A new decoder of any one record, for one thread; it checks the form, not the rules. */
  abstract <T extends SpecificRecord> EventDecoder<T> recordDecoder(Class<T> type);

  /** A new decoder of requests for decisions, for one thread. */
  public EventDecoder<DecisionRequest> requestDecoder(Limits limits) {
    return new CheckedDecoder<>(limits, recordDecoder(DecisionRequest.class), RequestRules::check);
  }

  /** A new decoder of decisions, for one thread. */
  public EventDecoder<Decision> decisionDecoder(Limits limits) {
    return new CheckedDecoder<>(limits, recordDecoder(Decision.class), DecisionRules::check);
  }

  /** A new decoder of outcomes, for one thread. */
  public EventDecoder<Outcome> outcomeDecoder(Limits limits) {
    return new CheckedDecoder<>(limits, recordDecoder(Outcome.class), OutcomeRules::check);
  }

  /** A new encoder of records, for one thread. */
  public abstract RecordEncoder encoder();

  /**
   * Decodes any record of the protocol; for clients and tests, not for the road of an event: it
   * checks the form, not the rules.
   *
   * @param bytes the whole record
   * @param type Example, Label, Prediction, DecisionRequest, Decision, Outcome, DeadLetter or
   *     LearnerMetrics
   * @throws RejectedEventException if the bytes are not such a record
   * @throws IllegalArgumentException if {@code type} is none of the protocol's
   */
  public <T extends SpecificRecord> T decode(byte[] bytes, Class<T> type)
      throws RejectedEventException {
    return recordDecoder(type).decode(bytes);
  }

  /** The name in settings: {@code avro} or {@code json}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The format that a path's ending tells: {@code .avro} or {@code .jsonl}; empty for others. */
  public static Optional<WireFormat> ofPath(String path) {
    if (path.endsWith(".avro")) {
      return Optional.of(AVRO);
    }
    return path.endsWith(".jsonl") ? Optional.of(JSON) : Optional.empty();
  }
}
