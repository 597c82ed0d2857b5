package io.thalweg.wire;

import io.thalweg.Example;
import io.thalweg.Features;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.ResolvingDecoder;
import org.apache.avro.util.Utf8;

/**
 * Reads examples in Avro's single-object encoding, field by field and without boxing. An event of
 * the newest version is read straight; one of an older version through Avro's resolution, which
 * gives its fields in the writer's order and fills in the defaults of those that it lacks.
 */
final class AvroExampleDecoder implements ExampleDecoder {
  private static final Schema EXAMPLE = Example.getClassSchema();
  private static final Schema FEATURES = Features.getClassSchema();
  private static final Schema.Field[] EXAMPLE_ORDER =
      EXAMPLE.getFields().toArray(new Schema.Field[0]);
  private static final Schema.Field[] FEATURES_ORDER =
      FEATURES.getFields().toArray(new Schema.Field[0]);

  private final Limits limits;
  private final ShippedSchemas schemas;
  private final long newest;
  private final BoundedDecoder in = new BoundedDecoder();
  private final Map<Long, ResolvingDecoder> resolving = new HashMap<>();
  private final Utf8 scratch = new Utf8();

  AvroExampleDecoder(Limits limits, ShippedSchemas schemas) {
    this.limits = limits;
    this.schemas = schemas;
    this.newest = ShippedSchemas.fingerprint(EXAMPLE);
  }

  @Override
  public void decode(byte[] event, ExampleBuffer into) throws RejectedEventException {
    limits.checkSize(event);
    into.clear();
    long fingerprint = AvroHeader.fingerprint(event);
    in.over(event, AvroHeader.LENGTH);
    try {
      if (fingerprint == newest) {
        readExample(in, EXAMPLE_ORDER, into);
      } else {
        ResolvingDecoder resolver = resolver(fingerprint);
        readExample(resolver, resolver.readFieldOrder(), into);
        resolver.drain();
      }
    } catch (IOException | AvroRuntimeException e) {
      throw AvroRecordDecoder.undecodable(e);
    }
    AvroRecordDecoder.checkEnd(in);
    ExampleRules.check(into);
  }

  private ResolvingDecoder resolver(long fingerprint) throws IOException, RejectedEventException {
    ResolvingDecoder known = resolving.get(fingerprint);
    if (known == null) {
      Schema writer =
          schemas
              .byFingerprint(fingerprint)
              .orElseThrow(() -> AvroHeader.unknown(fingerprint, schemas.record()));
      known = DecoderFactory.get().resolvingDecoder(writer, EXAMPLE, in);
      resolving.put(fingerprint, known);
    }
    known.configure(in);
    return known;
  }

  private void readExample(Decoder from, Schema.Field[] order, ExampleBuffer into)
      throws IOException, RejectedEventException {
    for (Schema.Field field : order) {
      switch (field.pos()) {
        case 0 -> into.model(from.readString());
        case 1 -> into.id(from.readString());
        case 2 -> into.time(from.readLong());
        case 3 -> readFeatures(from, into);
        case 4 -> {
          if (isPresent(from)) {
            into.label(from.readDouble());
          }
        }
        case 5 -> into.weight(from.readDouble());
        default -> throw unread(field);
      }
    }
  }

  private void readFeatures(Decoder from, ExampleBuffer into)
      throws IOException, RejectedEventException {
    Schema.Field[] order =
        from instanceof ResolvingDecoder resolver ? resolver.readFieldOrder() : FEATURES_ORDER;
    for (Schema.Field field : order) {
      if (!isPresent(from)) {
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
        default -> throw unread(field);
      }
    }
  }

  /** Reads the index of a union of null and one type, and the null. */
  private static boolean isPresent(Decoder from) throws IOException {
    int branch = from.readIndex();
    if (branch == 0) {
      from.readNull();
    } else if (branch != 1) {
      throw new MalformedException("a union of two must be told by 0 or 1: " + branch);
    }
    return branch == 1;
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

  private static IllegalStateException unread(Schema.Field field) {
    return new IllegalStateException("the schema has a field that is not read: " + field.name());
  }
}
