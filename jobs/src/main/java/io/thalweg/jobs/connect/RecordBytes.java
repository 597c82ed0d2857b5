package io.thalweg.jobs.connect;

import io.thalweg.wire.RecordEncoder;
import io.thalweg.wire.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Makes the bytes of a file that holds records of one kind: lines of JSON, or an Avro container.
 *
 * <p>Protocol: {@link #add} any number of records, then {@link #take} the bytes that stand for
 * them; what has been taken so far is always a whole file. A file that is continued, by another
 * instance, must be told so at construction.
 */
interface RecordBytes<T> {
  void add(T record) throws IOException;

  /** The bytes since the last call; for a new file, also those of its beginning. */
  byte[] take() throws IOException;

  /** The bytes of records of {@code kind}, for a new file or for one that is continued. */
  static <T extends SpecificRecordBase> RecordBytes<T> of(
      RecordKind<T> kind, WireFormat format, boolean continued) throws IOException {
    return switch (format) {
      case JSON -> new Lines<>();
      case AVRO -> new Container<>(kind.type(), continued);
    };
  }

  /** Lines of JSON. */
  final class Lines<T extends SpecificRecordBase> implements RecordBytes<T> {
    private final RecordEncoder encoder = WireFormat.JSON.encoder();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void add(T record) {
      bytes.writeBytes(encoder.encode(record));
      bytes.write('\n');
    }

    @Override
    public byte[] take() {
      byte[] taken = bytes.toByteArray();
      bytes.reset();
      return taken;
    }
  }

  /**
   * An Avro container. Its sync marker is a function of the schema, so that a file can be continued
   * without reading it again.
   */
  final class Container<T extends SpecificRecordBase> implements RecordBytes<T> {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataFileWriter<T> writer;

    Container(Class<T> type, boolean continued) throws IOException {
      Schema schema = SpecificData.get().getSchema(type);
      writer = new DataFileWriter<>(new SpecificDatumWriter<>(schema));
      writer.create(schema, bytes, syncMarker(schema));
      if (continued) {
        writer.flush();
        bytes.reset();
      }
    }

    private static byte[] syncMarker(Schema schema) {
      try {
        return MessageDigest.getInstance("MD5")
            .digest(("thalweg " + schema).getBytes(StandardCharsets.UTF_8));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java runtime has MD5", e);
      }
    }

    @Override
    public void add(T record) throws IOException {
      writer.append(record);
    }

    @Override
    public byte[] take() throws IOException {
      writer.flush();
      byte[] taken = bytes.toByteArray();
      bytes.reset();
      return taken;
    }
  }
}
