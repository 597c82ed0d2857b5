package io.thalweg.decide;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Arrays of numbers and bytes, each behind its length. */
final class Primitives {
  private Primitives() {}

  static void write(float[] values, DataOutputView out) throws IOException {
    out.writeInt(values.length);
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  static float[] floats(DataInputView in) throws IOException {
    float[] values = new float[in.readInt()];
    for (int k = 0; k < values.length; k++) {
      values[k] = in.readFloat();
    }
    return values;
  }

  static void write(byte[] bytes, DataOutputView out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static byte[] bytes(DataInputView in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }
}
