package io.thalweg.wire;

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
    public <T extends SpecificRecord> T decode(byte[] bytes, Class<T> type)
        throws RejectedEventException {
      return type.cast(
          AvroRecordDecoder.decode(bytes, RecordType.of(type), ShippedSchemas.of(type)));
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
    public <T extends SpecificRecord> T decode(byte[] bytes, Class<T> type)
        throws RejectedEventException {
      return type.cast(JsonRecordDecoder.decode(bytes, RecordType.of(type)));
    }
  };

  /** A new decoder of examples, for one thread. */
  public abstract ExampleDecoder exampleDecoder(Limits limits);

  /** A new decoder of labels, for one thread. */
  public abstract LabelDecoder labelDecoder(Limits limits);

  /** A new encoder of records, for one thread. */
  public abstract RecordEncoder encoder();

  /**
   * Decodes any record of the protocol; for clients and tests, not for the road of an event: it
   * checks the form, not the rules of an example.
   *
   * @param bytes the whole record
   * @param type Example, Label, Prediction, DeadLetter or LearnerMetrics
   * @throws RejectedEventException if the bytes are not such a record
   * @throws IllegalArgumentException if {@code type} is none of the protocol's
   */
  public abstract <T extends SpecificRecord> T decode(byte[] bytes, Class<T> type)
      throws RejectedEventException;

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
