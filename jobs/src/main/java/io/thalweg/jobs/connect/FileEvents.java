package io.thalweg.jobs.connect;

import io.thalweg.stream.RawEvent;
import io.thalweg.wire.WireFormat;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.ArrayResultIterator;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.Path;

/**
 * Takes events from files as they are: lines of JSON, or the records of Avro container files. A
 * file is read by one reader from its first record to its last, so that its order is the order.
 */
final class FileEvents implements BulkFormat<RawEvent, FileSourceSplit> {
  private static final long serialVersionUID = 1L;

  private static final int BATCH = 256;
  private static final byte[] NO_KEY = {};
  private static final long NO_TIMESTAMP = -1;

  private final WireFormat format;
  private final int maxBytes;
  private final Receipts receipts;

  /**
   * A reader of files.
   *
   * @param maxBytes size up to which a line is taken whole; of a larger one, a byte more is taken
   */
  FileEvents(WireFormat format, int maxBytes, Receipts receipts) {
    this.format = format;
    this.maxBytes = maxBytes;
    this.receipts = receipts;
  }

  /** The undecoded events of one file. */
  interface Records extends AutoCloseable {
    /** The next event, or nothing at the file's end. */
    Optional<byte[]> next() throws IOException;

    /** Number of the event that {@link #next} gave last, from 0. */
    long number();

    @Override
    void close() throws IOException;
  }

  /** The records of the file at {@code path}, from its first on. */
  static Records records(WireFormat format, Path path, int maxBytes) throws IOException {
    FSDataInputStream in = path.getFileSystem().open(path);
    return switch (format) {
      case JSON -> new LineRecords(in, maxBytes);
      case AVRO -> new ContainerRecords(in, path.toString());
    };
  }

  @Override
  public Reader<RawEvent> createReader(Configuration config, FileSourceSplit split)
      throws IOException {
    Records records = records(format, split.path(), maxBytes);
    long skip =
        split.getReaderPosition().map(CheckpointedPosition::getRecordsAfterOffset).orElse(0L);
    for (long k = 0; k < skip; k++) {
      if (records.next().isEmpty()) {
        throw new IOException(
            "a file must still hold the records that were read of it: file=%s, records=%d, read=%d"
                .formatted(split.path(), k, skip));
      }
    }
    return new BatchReader(records, split.path().toString(), receipts, skip);
  }

  @Override
  public Reader<RawEvent> restoreReader(Configuration config, FileSourceSplit split)
      throws IOException {
    return createReader(config, split);
  }

  @Override
  public boolean isSplittable() {
    return false;
  }

  @Override
  public TypeInformation<RawEvent> getProducedType() {
    return TypeInformation.of(RawEvent.class);
  }

  private static final class BatchReader implements Reader<RawEvent> {
    private final Records records;
    private final String file;
    private final Receipts receipts;
    private long read;

    BatchReader(Records records, String file, Receipts receipts, long read) {
      this.records = records;
      this.file = file;
      this.receipts = receipts;
      this.read = read;
    }

    @Override
    public RecordIterator<RawEvent> readBatch() throws IOException {
      RawEvent[] batch = new RawEvent[BATCH];
      int count = 0;
      while (count < BATCH) {
        Optional<byte[]> value = records.next();
        if (value.isEmpty()) {
          break;
        }
        RawEvent event = new RawEvent(NO_KEY, value.get(), file, 0, records.number(), NO_TIMESTAMP);
        batch[count++] = receipts.on(event);
      }
      if (count == 0) {
        return null;
      }
      ArrayResultIterator<RawEvent> iterator = new ArrayResultIterator<>();
      iterator.set(batch, count, CheckpointedPosition.NO_OFFSET, read);
      read += count;
      return iterator;
    }

    @Override
    public void close() throws IOException {
      records.close();
    }
  }
}
