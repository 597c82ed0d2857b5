package io.thalweg.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;

/** Writes records in Avro's single-object encoding, with the newest version of their schema. */
final class AvroRecordEncoder implements RecordEncoder {
  private final Map<RecordType, byte[]> heads = new EnumMap<>(RecordType.class);
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
  private final BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);

  @Override
  public byte[] encode(SpecificRecord record) {
    RecordType type = RecordType.of(record.getClass());
    byte[] head =
        heads.computeIfAbsent(type, t -> AvroHeader.of(ShippedSchemas.fingerprint(t.schema())));
    bytes.reset();
    bytes.write(head, 0, head.length);
    try {
      write(type.schema(), record, type.schema().getName());
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array must take every byte", e);
    }
    return bytes.toByteArray();
  }

  private void write(Schema schema, Object value, String field) throws IOException {
    Schema plain = RecordFields.branch(schema, value, field);
    if (schema.isUnion()) {
      out.writeIndex(schema.getTypes().indexOf(plain));
    }
    switch (plain.getType()) {
      case NULL -> out.writeNull();
      case BOOLEAN -> out.writeBoolean((Boolean) value);
      case INT -> out.writeInt((Integer) value);
      case LONG -> out.writeLong(value instanceof Instant t ? t.toEpochMilli() : (Long) value);
      case FLOAT -> out.writeFloat((Float) value);
      case DOUBLE -> out.writeDouble((Double) value);
      case STRING -> out.writeString((String) value);
      case BYTES -> out.writeBytes((ByteBuffer) value);
      case ARRAY -> writeArray(plain.getElementType(), (List<?>) value, field);
      case MAP -> writeMap(plain.getValueType(), (Map<?, ?>) value, field);
      case RECORD -> writeFields(plain, (SpecificRecord) value);
      default -> throw RecordFields.unused(plain);
    }
  }

  private void writeFields(Schema schema, SpecificRecord record) throws IOException {
    List<Schema.Field> fields = schema.getFields();
    for (int i = 0; i < fields.size(); i++) {
      write(fields.get(i).schema(), record.get(i), fields.get(i).name());
    }
  }

  private void writeArray(Schema items, List<?> list, String field) throws IOException {
    out.writeArrayStart();
    out.setItemCount(list.size());
    for (Object item : list) {
      out.startItem();
      write(items, item, field);
    }
    out.writeArrayEnd();
  }

  private void writeMap(Schema values, Map<?, ?> map, String field) throws IOException {
    out.writeMapStart();
    out.setItemCount(map.size());
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.startItem();
      out.writeString((String) entry.getKey());
      write(values, entry.getValue(), field);
    }
    out.writeMapEnd();
  }
}
