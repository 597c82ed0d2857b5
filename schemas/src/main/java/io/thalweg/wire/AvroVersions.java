package io.thalweg.wire;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.ResolvingDecoder;

/**
 * Opens events of one record in Avro's single-object encoding, whatever version wrote them. An
 * event of the newest version is read straight; one of an older version through Avro's resolution,
 * which gives its fields in the writer's order and fills in the defaults of those that it lacks.
 *
 * <p>Protocol: {@link #open}, read the fields in the order that {@link #order} gives, {@link
 * #close}.
 */
final class AvroVersions {
  private final Schema current;
  private final Schema.Field[] fields;
  private final ShippedSchemas schemas;
  private final long newest;
  private final BoundedDecoder in = new BoundedDecoder();
  private final Map<Long, ResolvingDecoder> resolving = new HashMap<>();

  /**
   * A reader of events.
   *
   * @param current the schema that events are read as
   * @param schemas the versions that may have written them
   */
  AvroVersions(Schema current, ShippedSchemas schemas) {
    this.current = current;
    this.fields = current.getFields().toArray(new Schema.Field[0]);
    this.schemas = schemas;
    this.newest = ShippedSchemas.fingerprint(current);
  }

  /** What the event's fields are to be read from; good until the next call. */
  Decoder open(byte[] event) throws IOException, RejectedEventException {
    long fingerprint = AvroHeader.fingerprint(event);
    in.over(event, AvroHeader.LENGTH);
    return fingerprint == newest ? in : resolver(fingerprint);
  }

  /** The fields of the record in the order in which {@code from} gives them. */
  Schema.Field[] order(Decoder from) throws IOException {
    return order(from, fields);
  }

  /**
   * The fields of a record inside the record.
   *
   * @param newest their order in the newest version
   */
  static Schema.Field[] order(Decoder from, Schema.Field[] newest) throws IOException {
    return from instanceof ResolvingDecoder resolver ? resolver.readFieldOrder() : newest;
  }

  /** Refuses what stands behind the last field. */
  void close(Decoder from) throws IOException, RejectedEventException {
    if (from instanceof ResolvingDecoder resolver) {
      resolver.drain();
    }
    AvroRecordDecoder.checkEnd(in);
  }

  /** Reads the index of a union of null and one type, and the null. */
  static boolean isPresent(Decoder from) throws IOException {
    int branch = from.readIndex();
    if (branch == 0) {
      from.readNull();
    } else if (branch != 1) {
      throw new MalformedException("a union of two must be told by 0 or 1: " + branch);
    }
    return branch == 1;
  }

  static IllegalStateException unread(Schema.Field field) {
    return new IllegalStateException("the schema has a field that is not read: " + field.name());
  }

  private ResolvingDecoder resolver(long fingerprint) throws IOException, RejectedEventException {
    ResolvingDecoder known = resolving.get(fingerprint);
    if (known == null) {
      Schema writer =
          schemas
              .byFingerprint(fingerprint)
              .orElseThrow(() -> AvroHeader.unknown(fingerprint, schemas.record()));
      known = DecoderFactory.get().resolvingDecoder(writer, current, in);
      resolving.put(fingerprint, known);
    }
    known.configure(in);
    return known;
  }
}
