package io.thalweg.jobs.connect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageEncoder;

/**
 * The records of an Avro container file, each in single-object encoding under the file's own
 * schema: the door finds that schema among the shipped ones, or refuses the record.
 */
final class ContainerRecords implements FileEvents.Records {
  private final DataFileStream<GenericRecord> records;
  private final BinaryMessageEncoder<GenericRecord> encoder;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private long count;

  ContainerRecords(InputStream in, String file) throws IOException {
    try {
      records = new DataFileStream<>(in, new GenericDatumReader<>());
    } catch (IOException e) {
      in.close();
      throw new IOException("file must be an Avro container: file=" + file, e);
    }
    encoder = new BinaryMessageEncoder<>(GenericData.get(), records.getSchema());
  }

  @Override
  public Optional<byte[]> next() throws IOException {
    if (!records.hasNext()) {
      return Optional.empty();
    }
    bytes.reset();
    encoder.encode(records.next(), bytes);
    count++;
    return Optional.of(bytes.toByteArray());
  }

  @Override
  public long number() {
    return count - 1;
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
