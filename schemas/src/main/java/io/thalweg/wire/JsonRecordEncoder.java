package io.thalweg.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes records as JSON for people: fields in the schema's order, absent ones left out, times as
 * milliseconds, doubles and floats in the fewest digits that give them back, bytes as text where
 * they are text and in Base64 behind {@code base64:} where not.
 */
final class JsonRecordEncoder implements RecordEncoder {
  static final String BASE64 = "base64:";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);

  @Override
  public byte[] encode(SpecificRecord record) {
    Schema schema = RecordType.of(record.getClass()).schema();
    bytes.reset();
    try (JsonGenerator out = JsonText.FACTORY.createGenerator(bytes)) {
      writeFields(out, schema, record);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "a record must be writable as JSON: " + Excerpt.longer(String.valueOf(e.getMessage())),
          e);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator out, Schema schema, Object value, String field)
      throws IOException {
    Schema plain = RecordFields.branch(schema, value, field);
    switch (plain.getType()) {
      case NULL -> out.writeNull();
      case BOOLEAN -> out.writeBoolean((Boolean) value);
      case INT -> out.writeNumber((Integer) value);
      case LONG -> out.writeNumber(value instanceof Instant t ? t.toEpochMilli() : (Long) value);
      case FLOAT -> out.writeNumber((Float) value);
      case DOUBLE -> writeDouble(out, schema, (Double) value);
      case STRING -> out.writeString((String) value);
      case BYTES -> out.writeString(text((ByteBuffer) value));
      case ARRAY -> {
        out.writeStartArray();
        for (Object item : (List<?>) value) {
          write(out, plain.getElementType(), item, field);
        }
        out.writeEndArray();
      }
      case MAP -> {
        out.writeStartObject();
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
          out.writeFieldName((String) entry.getKey());
          write(out, plain.getValueType(), entry.getValue(), field);
        }
        out.writeEndObject();
      }
      case RECORD -> writeFields(out, plain, (SpecificRecord) value);
      default -> throw RecordFields.unused(plain);
    }
  }

  private static void writeFields(JsonGenerator out, Schema schema, SpecificRecord record)
      throws IOException {
    out.writeStartObject();
    List<Schema.Field> fields = schema.getFields();
    for (int i = 0; i < fields.size(); i++) {
      Schema.Field field = fields.get(i);
      Object value = record.get(i);
      if (value != null || !field.schema().isNullable()) {
        out.writeFieldName(field.name());
        write(out, field.schema(), value, field.name());
      }
    }
    out.writeEndObject();
  }

  /**
   * NaN and infinities stand in quotes, which JSON asks for; bare where a text may stand too, since
   * the quoted word would be read as that.
   */
  private static void writeDouble(JsonGenerator out, Schema schema, double value)
      throws IOException {
    boolean textToo =
        schema.isUnion() && schema.getIndexNamed(Schema.Type.STRING.getName()) != null;
    if (textToo && !Double.isFinite(value)) {
      out.writeRawValue(Double.toString(value));
    } else {
      out.writeNumber(value);
    }
  }

  private static String text(ByteBuffer value) {
    byte[] copy = new byte[value.remaining()];
    value.duplicate().get(copy);
    if (Utf8Text.malformed(copy, 0, copy.length) < 0) {
      String text = new String(copy, StandardCharsets.UTF_8);
      if (!text.startsWith(BASE64)) {
        return text;
      }
    }
    return BASE64 + Base64.getEncoder().encodeToString(copy);
  }
}
