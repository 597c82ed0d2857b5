package io.thalweg.benchmarks;

import io.thalweg.mirror.LearnerSpec;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Copies {@link HeapModel}s, which the heap backend asks for while a checkpoint is under way, and
 * writes them into checkpoints. Nothing is ever restored here, so it does not read.
 */
final class HeapModelSerializer extends TypeSerializer<HeapModel> {
  private static final long serialVersionUID = 1L;

  private final LearnerSpec spec;

  HeapModelSerializer(LearnerSpec spec) {
    this.spec = spec;
  }

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public TypeSerializer<HeapModel> duplicate() {
    return this;
  }

  @Override
  public HeapModel createInstance() {
    return HeapModel.create(spec);
  }

  @Override
  public HeapModel copy(HeapModel from) {
    return from.copy();
  }

  @Override
  public HeapModel copy(HeapModel from, HeapModel reuse) {
    return from.copy();
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(HeapModel model, DataOutputView out) throws IOException {
    byte[] bytes = model.toBytes(spec);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  @Override
  public HeapModel deserialize(DataInputView in) {
    throw new UnsupportedOperationException("a benchmark's models are never read back");
  }

  @Override
  public HeapModel deserialize(HeapModel reuse, DataInputView in) {
    return deserialize(in);
  }

  @Override
  public void copy(DataInputView in, DataOutputView out) throws IOException {
    int length = in.readInt();
    out.writeInt(length);
    out.write(in, length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HeapModelSerializer serializer && serializer.spec.equals(spec);
  }

  @Override
  public int hashCode() {
    return spec.hashCode();
  }

  @Override
  public TypeSerializerSnapshot<HeapModel> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Says nothing of the serializer, since no one asks. */
  public static final class Snapshot implements TypeSerializerSnapshot<HeapModel> {
    @Override
    public int getCurrentVersion() {
      return 1;
    }

    @Override
    public void writeSnapshot(DataOutputView out) {}

    @Override
    public void readSnapshot(int version, DataInputView in, ClassLoader loader) {}

    @Override
    public TypeSerializer<HeapModel> restoreSerializer() {
      throw new UnsupportedOperationException("a benchmark's models are never read back");
    }

    @Override
    public TypeSerializerSchemaCompatibility<HeapModel> resolveSchemaCompatibility(
        TypeSerializerSnapshot<HeapModel> old) {
      return TypeSerializerSchemaCompatibility.compatibleAsIs();
    }
  }
}
