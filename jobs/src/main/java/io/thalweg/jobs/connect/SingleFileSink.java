package io.thalweg.jobs.connect;

import io.thalweg.wire.WireFormat;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableFsDataOutputStream;
import org.apache.flink.core.fs.RecoverableWriter;
import org.apache.flink.core.fs.RecoverableWriter.CommitRecoverable;
import org.apache.flink.core.fs.RecoverableWriter.ResumeRecoverable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Writes all records of a job into one file, which appears, whole, when the job ends. Exactly once:
 * until then the file grows under a hidden name, a checkpoint holds its length, and a restart cuts
 * it back to that. To be run with parallelism 1.
 */
final class SingleFileSink<T extends SpecificRecordBase>
    implements Sink<T>,
        SupportsWriterState<T, ResumeRecoverable>,
        SupportsCommitter<CommitRecoverable> {
  private static final long serialVersionUID = 1L;

  private final RecordKind<T> kind;
  private final Path path;
  private final WireFormat format;

  SingleFileSink(RecordKind<T> kind, Path path, WireFormat format) {
    this.kind = kind;
    this.path = path;
    this.format = format;
  }

  private RecoverableWriter files() throws IOException {
    return path.getFileSystem().createRecoverableWriter();
  }

  @Override
  public Writer<T> createWriter(WriterInitContext context) throws IOException {
    return restoreWriter(context, List.of());
  }

  @Override
  public Writer<T> restoreWriter(WriterInitContext context, Collection<ResumeRecoverable> saved)
      throws IOException {
    if (context.getTaskInfo().getNumberOfParallelSubtasks() != 1 || saved.size() > 1) {
      throw new IllegalStateException(
          "a single file must have one writer: path=" + path + ", saved=" + saved.size());
    }
    for (ResumeRecoverable position : saved) {
      return new Writer<>(files().recover(position), RecordBytes.of(kind, format, true));
    }
    return new Writer<>(files().open(path), RecordBytes.of(kind, format, false));
  }

  @Override
  public SimpleVersionedSerializer<ResumeRecoverable> getWriterStateSerializer() {
    try {
      return files().getResumeRecoverableSerializer();
    } catch (IOException e) {
      throw new IllegalStateException("file system must be able to resume a file: " + path, e);
    }
  }

  @Override
  public Committer<CommitRecoverable> createCommitter(CommitterInitContext context)
      throws IOException {
    return new FileCommitter(files());
  }

  @Override
  public SimpleVersionedSerializer<CommitRecoverable> getCommittableSerializer() {
    try {
      return files().getCommitRecoverableSerializer();
    } catch (IOException e) {
      throw new IllegalStateException("file system must be able to commit a file: " + path, e);
    }
  }

  /** Appends records to the hidden file. */
  static final class Writer<T>
      implements StatefulSinkWriter<T, ResumeRecoverable>,
          CommittingSinkWriter<T, CommitRecoverable> {
    private final RecoverableFsDataOutputStream out;
    private final RecordBytes<T> bytes;
    private boolean ended;
    private boolean handedOver;

    Writer(RecoverableFsDataOutputStream out, RecordBytes<T> bytes) {
      this.out = out;
      this.bytes = bytes;
    }

    @Override
    public void write(T record, Context context) throws IOException {
      bytes.add(record);
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
      if (!handedOver) {
        out.write(bytes.take());
      }
      ended |= endOfInput;
    }

    @Override
    public Collection<CommitRecoverable> prepareCommit() throws IOException {
      if (!ended || handedOver) {
        return List.of();
      }
      handedOver = true;
      return List.of(out.closeForCommit().getRecoverable());
    }

    @Override
    public List<ResumeRecoverable> snapshotState(long checkpointId) throws IOException {
      return handedOver ? List.of() : List.of(out.persist());
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  /** Gives the finished file its name. */
  private static final class FileCommitter implements Committer<CommitRecoverable> {
    private final RecoverableWriter files;

    FileCommitter(RecoverableWriter files) {
      this.files = files;
    }

    @Override
    public void commit(Collection<CommitRequest<CommitRecoverable>> requests) throws IOException {
      for (CommitRequest<CommitRecoverable> request : requests) {
        files.recoverForCommit(request.getCommittable()).commitAfterRecovery();
      }
    }

    @Override
    public void close() {}
  }
}
