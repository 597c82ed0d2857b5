package io.thalweg.stream;

import io.thalweg.math.FeatureVector;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * Carries {@link CheckedExample}s over the exchange between door and learner. All knowledge of that
 * layout is here: model, id, time, flags, then label, weight and digest where there is a label (or
 * the weight alone, where it is not 1), the origin where there is one, then the features.
 */
final class CheckedExampleSerializer extends ImmutableSerializer<CheckedExample> {
  private static final long serialVersionUID = 1L;

  static final CheckedExampleSerializer INSTANCE = new CheckedExampleSerializer();

  private static final int LABELLED = 1;
  private static final int SPARSE = 2;
  private static final int ORIGIN = 4;
  private static final int WEIGHT = 8;

  @Override
  public void serialize(CheckedExample example, DataOutputView out) throws IOException {
    StringValue.writeString(example.model(), out);
    StringValue.writeString(example.id(), out);
    out.writeLong(example.time());
    FeatureVector features = example.features();
    int flags = flags(example);
    out.writeByte(flags);
    if (example.labelled()) {
      out.writeDouble(example.label());
      out.writeDouble(example.weight());
      out.writeLong(example.digest());
    } else if ((flags & WEIGHT) != 0) {
      out.writeDouble(example.weight());
    }
    if ((flags & ORIGIN) != 0) {
      example.origin().write(out);
    }
    int size = features.size();
    out.writeInt(size);
    float[] values = features.values();
    if (features.isSparse()) {
      int[] indices = features.indices();
      for (int k = 0; k < size; k++) {
        out.writeInt(indices[k]);
      }
    }
    for (int k = 0; k < size; k++) {
      out.writeFloat(values[k]);
    }
  }

  private static int flags(CheckedExample example) {
    return (example.labelled() ? LABELLED : 0)
        | (example.features().isSparse() ? SPARSE : 0)
        | (example.origin().isKnown() ? ORIGIN : 0)
        | (!example.labelled() && example.weight() != 1 ? WEIGHT : 0);
  }

  @Override
  public CheckedExample deserialize(DataInputView in) throws IOException {
    String model = StringValue.readString(in);
    String id = StringValue.readString(in);
    long time = in.readLong();
    int flags = in.readByte();
    boolean labelled = (flags & LABELLED) != 0;
    double label = labelled ? in.readDouble() : 0;
    double weight = labelled || (flags & WEIGHT) != 0 ? in.readDouble() : 1;
    long digest = labelled ? in.readLong() : 0;
    Origin origin = (flags & ORIGIN) != 0 ? Origin.read(in) : Origin.UNKNOWN;
    int size = in.readInt();
    int[] indices = null;
    if ((flags & SPARSE) != 0) {
      indices = new int[size];
      for (int k = 0; k < size; k++) {
        indices[k] = in.readInt();
      }
    }
    float[] values = new float[size];
    for (int k = 0; k < size; k++) {
      values[k] = in.readFloat();
    }
    FeatureVector features =
        indices == null
            ? new FeatureVector().dense(values, size)
            : new FeatureVector().sparse(indices, values, size);
    return new CheckedExample(model, id, time, labelled, label, weight, digest, features, origin);
  }

  @Override
  public CheckedExample createInstance() {
    return new CheckedExample("", "", 0, false, 0, 1, 0, new FeatureVector(), Origin.UNKNOWN);
  }

  @Override
  public TypeSerializerSnapshot<CheckedExample> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Names the serializer in checkpoints that hold events in flight. */
  @SuppressWarnings("WeakerAccess")
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<CheckedExample> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
