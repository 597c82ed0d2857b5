package io.thalweg.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Reads any record of the protocol as JSON, the inverse of {@link JsonRecordEncoder}. */
final class JsonRecordDecoder {
  private final JsonParser p;

  private JsonRecordDecoder(JsonParser parser) {
    this.p = parser;
  }

  static SpecificRecord decode(byte[] bytes, RecordType type) throws RejectedEventException {
    try (JsonParser parser = new JsonText().open(bytes)) {
      parser.nextToken();
      JsonRecordDecoder decoder = new JsonRecordDecoder(parser);
      SpecificRecord record = decoder.readRecord(type.schema(), "event");
      JsonText.checkEnd(parser);
      return record;
    } catch (IOException e) {
      throw JsonText.undecodable(e);
    }
  }

  private SpecificRecord readRecord(Schema schema, String field)
      throws IOException, RejectedEventException {
    expect(JsonToken.START_OBJECT, field, "an object");
    SpecificRecord record = RecordType.of(schema).create();
    boolean[] seen = new boolean[schema.getFields().size()];
    boolean[] present = new boolean[seen.length];
    while (p.nextToken() == JsonToken.FIELD_NAME) {
      Schema.Field inner = schema.getField(p.currentName());
      if (inner == null) {
        throw JsonText.unknown(field, "those of " + schema.getName(), p.currentName());
      }
      if (seen[inner.pos()]) {
        throw JsonText.repeated(inner.name());
      }
      seen[inner.pos()] = true;
      if (p.nextToken() != JsonToken.VALUE_NULL) {
        present[inner.pos()] = true;
        record.put(inner.pos(), read(inner.schema(), inner.name()));
      }
    }
    for (Schema.Field inner : schema.getFields()) {
      if (!present[inner.pos()]) {
        record.put(inner.pos(), defaultOf(inner));
      }
    }
    return record;
  }

  private static Object defaultOf(Schema.Field field) throws RejectedEventException {
    Object value = field.defaultVal();
    if (value == null) {
      throw ExampleRules.missing(field.name());
    }
    return value == JsonProperties.NULL_VALUE ? null : value;
  }

  private Object read(Schema schema, String field) throws IOException, RejectedEventException {
    return switch (schema.getType()) {
      case UNION -> read(branch(schema, field), field);
      case BOOLEAN -> readBoolean(field);
      case INT -> (int) readWhole(field, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case LONG -> readLong(schema, field);
      case FLOAT -> isWord(field) ? (float) JsonText.wordValue(p) : JsonText.floatValue(p);
      case DOUBLE -> isWord(field) ? JsonText.wordValue(p) : JsonText.doubleValue(p);
      case STRING -> readText(field);
      case BYTES -> ByteBuffer.wrap(bytes(readText(field), field));
      case ARRAY -> readArray(schema.getElementType(), field);
      case MAP -> readMap(schema.getValueType(), field);
      case RECORD -> readRecord(schema, field);
      default -> throw RecordFields.unused(schema);
    };
  }

  /** The branch that the current token can be, the first where several can. */
  private Schema branch(Schema union, String field) throws IOException, RejectedEventException {
    JsonToken token = p.currentToken();
    boolean textToo = union.getIndexNamed(Schema.Type.STRING.getName()) != null;
    for (Schema branch : union.getTypes()) {
      boolean fits =
          switch (branch.getType()) {
            case BOOLEAN -> token.isBoolean();
            case INT, LONG -> token == JsonToken.VALUE_NUMBER_INT;
            case FLOAT, DOUBLE -> token.isNumeric() || (!textToo && JsonText.isNotFinite(p));
            case STRING, BYTES -> token == JsonToken.VALUE_STRING;
            case ARRAY -> token == JsonToken.START_ARRAY;
            case MAP, RECORD -> token == JsonToken.START_OBJECT;
            default -> false;
          };
      if (fits) {
        return branch;
      }
    }
    throw JsonText.wrongType(field, field, "a value of " + types(union), p);
  }

  private static String types(Schema union) {
    List<String> names = new ArrayList<>();
    union.getTypes().forEach(type -> names.add(type.getName()));
    return String.join(" or ", names);
  }

  private boolean readBoolean(String field) throws IOException, RejectedEventException {
    if (!p.currentToken().isBoolean()) {
      throw JsonText.wrongType(field, field, "true or false", p);
    }
    return p.currentToken() == JsonToken.VALUE_TRUE;
  }

  private Object readLong(Schema schema, String field) throws IOException, RejectedEventException {
    long value = readWhole(field, Long.MIN_VALUE, Long.MAX_VALUE);
    boolean isTime = schema.getLogicalType() instanceof LogicalTypes.TimestampMillis;
    return isTime ? Instant.ofEpochMilli(value) : (Object) value;
  }

  private long readWhole(String field, long least, long most)
      throws IOException, RejectedEventException {
    expect(JsonToken.VALUE_NUMBER_INT, field, "a whole number");
    boolean fits = p.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
    long value = fits ? p.getLongValue() : 0;
    if (!fits || value < least || value > most) {
      throw ExampleRules.refuse(
          Reason.OUT_OF_RANGE,
          field + " must be between " + least + " and " + most,
          field + "=" + JsonText.found(p));
    }
    return value;
  }

  /** Whether the current number is a word, NaN or an infinity, and not digits. */
  private boolean isWord(String field) throws IOException, RejectedEventException {
    if (!JsonText.isNumber(p)) {
      throw JsonText.wrongType(field, field, "a number", p);
    }
    return JsonText.isNotFinite(p);
  }

  private String readText(String field) throws IOException, RejectedEventException {
    expect(JsonToken.VALUE_STRING, field, "a text");
    String text = p.getText();
    if (Utf8Text.length(text) < 0) {
      throw ExampleRules.malformedText(field);
    }
    return text;
  }

  private static byte[] bytes(String text, String field) throws RejectedEventException {
    if (!text.startsWith(JsonRecordEncoder.BASE64)) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    try {
      return Base64.getDecoder().decode(text.substring(JsonRecordEncoder.BASE64.length()));
    } catch (IllegalArgumentException e) {
      throw ExampleRules.refuse(
          Reason.UNDECODABLE,
          field + " must hold Base64 behind " + JsonRecordEncoder.BASE64,
          Excerpt.longer(String.valueOf(e.getMessage())));
    }
  }

  private List<Object> readArray(Schema items, String field)
      throws IOException, RejectedEventException {
    expect(JsonToken.START_ARRAY, field, "an array");
    List<Object> list = new ArrayList<>();
    while (p.nextToken() != JsonToken.END_ARRAY) {
      list.add(read(items, field));
    }
    return list;
  }

  private Map<String, Object> readMap(Schema values, String field)
      throws IOException, RejectedEventException {
    expect(JsonToken.START_OBJECT, field, "an object");
    Map<String, Object> map = new LinkedHashMap<>();
    while (p.nextToken() == JsonToken.FIELD_NAME) {
      String name = p.currentName();
      if (Utf8Text.length(name) < 0) {
        throw ExampleRules.malformedText("a name in " + field);
      }
      p.nextToken();
      if (map.put(name, read(values, field)) != null) {
        throw JsonText.repeated(field + "[" + Excerpt.quoted(name) + "]");
      }
    }
    return map;
  }

  private void expect(JsonToken token, String field, String wanted)
      throws IOException, RejectedEventException {
    if (p.currentToken() != token) {
      throw JsonText.wrongType(field, field, wanted, p);
    }
  }
}
