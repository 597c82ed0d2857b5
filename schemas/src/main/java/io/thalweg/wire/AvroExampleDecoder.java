package io.thalweg.wire;

import io.thalweg.Example;
import io.thalweg.Features;
import java.io.IOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;

/** Reads examples in Avro's single-object encoding, field by field and without boxing. */
final class AvroExampleDecoder implements ExampleDecoder {
  private static final Schema.Field[] FEATURES_ORDER =
      Features.getClassSchema().getFields().toArray(new Schema.Field[0]);

  private final Limits limits;
  private final AvroVersions versions;
  private final Utf8 scratch = new Utf8();

  AvroExampleDecoder(Limits limits, ShippedSchemas schemas) {
    this.limits = limits;
    this.versions = new AvroVersions(Example.getClassSchema(), schemas);
  }

  @Override
  public void decode(byte[] event, ExampleBuffer into) throws RejectedEventException {
    limits.checkSize(event);
    into.clear();
    try {
      Decoder from = versions.open(event);
      readExample(from, into);
      versions.close(from);
    } catch (IOException | AvroRuntimeException e) {
      throw AvroRecordDecoder.undecodable(e);
    }
    ExampleRules.check(into);
  }

  private void readExample(Decoder from, ExampleBuffer into)
      throws IOException, RejectedEventException {
    for (Schema.Field field : versions.order(from)) {
      switch (field.pos()) {
        case 0 -> into.model(from.readString());
        case 1 -> into.id(from.readString());
        case 2 -> into.time(from.readLong());
        case 3 -> readFeatures(from, into);
        case 4 -> {
          if (AvroVersions.isPresent(from)) {
            into.label(from.readDouble());
          }
        }
        case 5 -> into.weight(from.readDouble());
        default -> throw AvroVersions.unread(field);
      }
    }
  }

  private void readFeatures(Decoder from, ExampleBuffer into)
      throws IOException, RejectedEventException {
    for (Schema.Field field : AvroVersions.order(from, FEATURES_ORDER)) {
      if (!AvroVersions.isPresent(from)) {
        continue;
      }
      switch (field.pos()) {
        case 0 -> {
          into.beginDense();
          readFloats(from, "features.dense", into);
        }
        case 1 -> readIndices(from, into);
        case 2 -> {
          into.beginValues();
          readFloats(from, "features.values", into);
        }
        case 3 -> readNamed(from, into);
        default -> throw AvroVersions.unread(field);
      }
    }
  }

  private void readFloats(Decoder from, String field, ExampleBuffer into)
      throws IOException, RejectedEventException {
    int count = 0;
    for (long block = from.readArrayStart(); block > 0; block = from.arrayNext()) {
      for (long i = 0; i < block; i++) {
        float value = from.readFloat();
        if (count++ < limits.maxFeatures()) {
          into.addValue(value);
        }
      }
    }
    limits.checkFeatures(field, count);
  }

  private void readIndices(Decoder from, ExampleBuffer into)
      throws IOException, RejectedEventException {
    into.beginIndices();
    int count = 0;
    for (long block = from.readArrayStart(); block > 0; block = from.arrayNext()) {
      for (long i = 0; i < block; i++) {
        int index = from.readInt();
        if (count++ < limits.maxFeatures()) {
          into.addIndex(index);
        }
      }
    }
    limits.checkFeatures("features.indices", count);
  }

  private void readNamed(Decoder from, ExampleBuffer into)
      throws IOException, RejectedEventException {
    into.beginNamed();
    int count = 0;
    for (long block = from.readMapStart(); block > 0; block = from.mapNext()) {
      for (long i = 0; i < block; i++) {
        Utf8 name = from.readString(scratch);
        if (count++ < limits.maxFeatures()) {
          into.addName(name.getBytes(), name.getByteLength());
          readNamedValue(from, into);
        } else {
          skipNamedValue(from);
        }
      }
    }
    limits.checkFeatures("features.named", count);
  }

  private void readNamedValue(Decoder from, ExampleBuffer into) throws IOException {
    int branch = from.readIndex();
    switch (branch) {
      case 0 -> into.addNumber(from.readDouble());
      case 1 -> {
        Utf8 text = from.readString(scratch);
        into.addText(text.getBytes(), text.getByteLength());
      }
      case 2 -> into.addBoolean(from.readBoolean());
      default -> throw namedBranch(branch);
    }
  }

  private static void skipNamedValue(Decoder from) throws IOException {
    int branch = from.readIndex();
    switch (branch) {
      case 0 -> from.readDouble();
      case 1 -> from.skipString();
      case 2 -> from.readBoolean();
      default -> throw namedBranch(branch);
    }
  }

  private static MalformedException namedBranch(int branch) {
    return new MalformedException("a named feature must be told by 0, 1 or 2: " + branch);
  }
}
