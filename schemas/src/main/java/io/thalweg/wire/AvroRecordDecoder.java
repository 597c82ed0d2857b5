package io.thalweg.wire;

import java.io.IOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.specific.SpecificRecord;

/** Reads any record of the protocol in Avro's single-object encoding. */
final class AvroRecordDecoder {
  private static final GenericData RECORDS = new Records();

  private AvroRecordDecoder() {}

  static SpecificRecord decode(byte[] bytes, RecordType type, ShippedSchemas schemas)
      throws RejectedEventException {
    long fingerprint = AvroHeader.fingerprint(bytes);
    Schema writer =
        schemas
            .byFingerprint(fingerprint)
            .orElseThrow(() -> AvroHeader.unknown(fingerprint, schemas.record()));
    BoundedDecoder in = new BoundedDecoder().over(bytes, AvroHeader.LENGTH);
    SpecificRecord record;
    try {
      record =
          new GenericDatumReader<SpecificRecord>(writer, type.schema(), RECORDS).read(null, in);
    } catch (IOException | AvroRuntimeException e) {
      throw undecodable(e);
    }
    checkEnd(in);
    return record;
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
  }
}
