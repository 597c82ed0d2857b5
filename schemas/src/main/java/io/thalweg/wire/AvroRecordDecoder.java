package io.thalweg.wire;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads records of any one kind in Avro's single-object encoding, whatever version wrote them. It
 * checks the form, not the rules.
 */
final class AvroRecordDecoder<T extends SpecificRecord> implements EventDecoder<T> {
  private static final GenericData RECORDS = new Records();

  private final Class<T> type;
  private final Schema current;
  private final ShippedSchemas schemas;
  private final BoundedDecoder in = new BoundedDecoder();
  private final Map<Long, GenericDatumReader<Object>> readers = new HashMap<>();

  /**
   * A reader of records.
   *
   * @param schemas the versions that may have written them
   */
  AvroRecordDecoder(Class<T> type, ShippedSchemas schemas) {
    this.type = type;
    this.current = RecordType.of(type).schema();
    this.schemas = schemas;
  }

  @Override
  public T decode(byte[] event) throws RejectedEventException {
    GenericDatumReader<Object> reader = reader(AvroHeader.fingerprint(event));
    T record;
    try {
      record = type.cast(reader.read(null, in.over(event, AvroHeader.LENGTH)));
    } catch (IOException | AvroRuntimeException e) {
      throw undecodable(e);
    }
    checkEnd(in);
    return record;
  }

  private GenericDatumReader<Object> reader(long fingerprint) throws RejectedEventException {
    GenericDatumReader<Object> known = readers.get(fingerprint);
    if (known == null) {
      Schema writer =
          schemas
              .byFingerprint(fingerprint)
              .orElseThrow(() -> AvroHeader.unknown(fingerprint, schemas.record()));
      known = new GenericDatumReader<>(writer, current, RECORDS);
      readers.put(fingerprint, known);
    }
    return known;
  }

  static RejectedEventException undecodable(Exception e) {
    return ExampleRules.refuse(
        Reason.UNDECODABLE,
        "event must be the Avro binary of its schema",
        Excerpt.longer(String.valueOf(e.getMessage())));
  }

  static void checkEnd(BoundedDecoder in) throws RejectedEventException {
    if (in.remainingBytes() > 0) {
      throw ExampleRules.refuse(
          Reason.UNDECODABLE,
          "event must end with its last field",
          in.remainingBytes() + " bytes are left");
    }
  }

  /** Makes the generated classes by constant, where Avro's own would look them up by name. */
  private static final class Records extends GenericData {
    Records() {
      addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
      setFastReaderEnabled(false);
    }

    @Override
    public Object newRecord(Object old, Schema schema) {
      return RecordType.of(schema).create();
    }

    @Override
    public Object newMap(Object old, int size) {
      return new NamedFeatures();
    }
  }
}
