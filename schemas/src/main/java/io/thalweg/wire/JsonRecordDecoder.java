package io.thalweg.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonStreamContext;
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

/**
 * Reads records of any one kind as JSON, the inverse of {@link JsonRecordEncoder}. It checks the
 * form, not the rules. Where something is wrong is told by the parser's own context, so that a good
 * event pays nothing for it.
 */
final class JsonRecordDecoder<T extends SpecificRecord> implements EventDecoder<T> {
  private final Class<T> type;
  private final Schema schema;
  private final JsonText json = new JsonText();

  JsonRecordDecoder(Class<T> type) {
    this.type = type;
    this.schema = RecordType.of(type).schema();
  }

  @Override
  public T decode(byte[] event) throws RejectedEventException {
    try (JsonParser parser = json.open(event)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw JsonText.wrongType("event", "event", "one JSON object", parser);
      }
      T record = type.cast(new Reading(parser).readRecord(schema));
      JsonText.checkEnd(parser);
      return record;
    } catch (IOException e) {
      throw JsonText.undecodable(e);
    }
  }

  /** One event on its way; each method begins at the first token of what it reads. */
  private record Reading(JsonParser p) {

    SpecificRecord readRecord(Schema schema) throws IOException, RejectedEventException {
      expect(JsonToken.START_OBJECT, "an object");
      SpecificRecord record = RecordType.of(schema).create();
      boolean[] seen = new boolean[schema.getFields().size()];
      boolean[] present = new boolean[seen.length];
      while (p.nextToken() == JsonToken.FIELD_NAME) {
        Schema.Field inner = schema.getField(p.currentName());
        if (inner == null) {
          String owner = place(p.getParsingContext().getParent());
          throw JsonText.unknown(owner, "those of " + schema.getName(), p.currentName());
        }
        if (seen[inner.pos()]) {
          throw JsonText.repeated(place());
        }
        seen[inner.pos()] = true;
        if (p.nextToken() != JsonToken.VALUE_NULL) {
          present[inner.pos()] = true;
          record.put(inner.pos(), read(inner.schema()));
        }
      }
      for (Schema.Field inner : schema.getFields()) {
        if (!present[inner.pos()]) {
          record.put(inner.pos(), defaultOf(inner));
        }
      }
      return record;
    }

    private Object defaultOf(Schema.Field field) throws RejectedEventException {
      Object value = field.defaultVal();
      if (value == null) {
        boolean whole = p.getParsingContext().inRoot();
        throw ExampleRules.missing(whole ? field.name() : place() + "." + field.name());
      }
      return value == JsonProperties.NULL_VALUE ? null : value;
    }

    private Object read(Schema schema) throws IOException, RejectedEventException {
      return switch (schema.getType()) {
        case UNION -> readUnion(schema);
        case BOOLEAN -> readBoolean();
        case INT -> (int) readWhole("a whole number", Integer.MIN_VALUE, Integer.MAX_VALUE);
        case LONG -> readLong(schema);
        case FLOAT -> readFloat();
        case DOUBLE -> readDouble();
        case STRING -> readText();
        case BYTES -> ByteBuffer.wrap(bytes(readText()));
        case ARRAY -> readArray(schema.getElementType());
        case MAP -> readMap(schema.getValueType());
        case RECORD -> readRecord(schema);
        default -> throw RecordFields.unused(schema);
      };
    }

    /** The first branch that the current token can be. */
    private Object readUnion(Schema union) throws IOException, RejectedEventException {
      JsonToken token = p.currentToken();
      boolean textToo = union.getIndexNamed(Schema.Type.STRING.getName()) != null;
      for (Schema branch : union.getTypes()) {
        boolean fits =
            switch (branch.getType()) {
              case BOOLEAN -> token.isBoolean();
              case INT, LONG -> token == JsonToken.VALUE_NUMBER_INT || isWord(textToo);
              case FLOAT, DOUBLE -> token.isNumeric() || isWord(textToo);
              case STRING, BYTES -> token == JsonToken.VALUE_STRING;
              case ARRAY -> token == JsonToken.START_ARRAY;
              case MAP, RECORD -> token == JsonToken.START_OBJECT;
              default -> false;
            };
        if (fits) {
          return read(branch);
        }
      }
      throw wrongType("a value of " + types(union));
    }

    private boolean isWord(boolean textToo) throws IOException {
      return !textToo && JsonText.isNotFinite(p);
    }

    private static String types(Schema union) {
      List<String> names = new ArrayList<>();
      union.getTypes().forEach(type -> names.add(type.getName()));
      return String.join(" or ", names);
    }

    private boolean readBoolean() throws IOException, RejectedEventException {
      if (!p.currentToken().isBoolean()) {
        throw wrongType("true or false");
      }
      return p.currentToken() == JsonToken.VALUE_TRUE;
    }

    private Object readLong(Schema schema) throws IOException, RejectedEventException {
      if (!(schema.getLogicalType() instanceof LogicalTypes.TimestampMillis)) {
        return readWhole("a whole number", Long.MIN_VALUE, Long.MAX_VALUE);
      }
      return Instant.ofEpochMilli(
          readWhole("a whole number of milliseconds", Long.MIN_VALUE, Long.MAX_VALUE));
    }

    private long readWhole(String wanted, long least, long most)
        throws IOException, RejectedEventException {
      if (JsonText.isNotFinite(p)) {
        throw ExampleRules.notFinite(field(), place(), p.getText());
      }
      expect(JsonToken.VALUE_NUMBER_INT, wanted);
      boolean fits = p.getNumberType() != NumberType.BIG_INTEGER;
      long value = fits ? p.getLongValue() : 0;
      if (!fits || value < least || value > most) {
        throw outOfRange(Long.toString(least), Long.toString(most));
      }
      return value;
    }

    private float readFloat() throws IOException, RejectedEventException {
      if (isWord()) {
        return (float) JsonText.wordValue(p);
      }
      float value = JsonText.floatValue(p);
      if (Float.isInfinite(value)) {
        throw ExampleRules.beyondFloat(field(), place(), JsonText.found(p));
      }
      return value;
    }

    private double readDouble() throws IOException, RejectedEventException {
      if (isWord()) {
        return JsonText.wordValue(p);
      }
      double value = JsonText.doubleValue(p);
      if (Double.isInfinite(value)) {
        throw outOfRange("-1.7976931348623157E308", "1.7976931348623157E308");
      }
      return value;
    }

    /** Whether the current number is a word, NaN or an infinity, and not digits. */
    private boolean isWord() throws IOException, RejectedEventException {
      if (!JsonText.isNumber(p)) {
        throw wrongType("a number");
      }
      return JsonText.isNotFinite(p);
    }

    private String readText() throws IOException, RejectedEventException {
      expect(JsonToken.VALUE_STRING, "a text");
      String text = p.getText();
      if (Utf8Text.length(text) < 0) {
        throw ExampleRules.malformedText(place());
      }
      return text;
    }

    private byte[] bytes(String text) throws RejectedEventException {
      if (!text.startsWith(JsonRecordEncoder.BASE64)) {
        return text.getBytes(StandardCharsets.UTF_8);
      }
      try {
        return Base64.getDecoder().decode(text.substring(JsonRecordEncoder.BASE64.length()));
      } catch (IllegalArgumentException e) {
        throw ExampleRules.refuse(
            Reason.UNDECODABLE,
            place() + " must hold Base64 behind " + JsonRecordEncoder.BASE64,
            Excerpt.longer(String.valueOf(e.getMessage())));
      }
    }

    private List<Object> readArray(Schema items) throws IOException, RejectedEventException {
      expect(JsonToken.START_ARRAY, "an array");
      List<Object> list = new ArrayList<>();
      while (p.nextToken() != JsonToken.END_ARRAY) {
        list.add(read(items));
      }
      return list;
    }

    private Map<String, Object> readMap(Schema values) throws IOException, RejectedEventException {
      expect(JsonToken.START_OBJECT, "an object");
      Map<String, Object> map = new LinkedHashMap<>();
      p.assignCurrentValue(map);
      while (p.nextToken() == JsonToken.FIELD_NAME) {
        String name = p.currentName();
        if (Utf8Text.length(name) < 0) {
          throw ExampleRules.malformedText("a name in " + field());
        }
        if (map.containsKey(name)) {
          throw ExampleRules.repeatedName(field(), name);
        }
        p.nextToken();
        map.put(name, read(values));
      }
      return map;
    }

    private void expect(JsonToken token, String wanted) throws IOException, RejectedEventException {
      if (p.currentToken() != token) {
        throw wrongType(wanted);
      }
    }

    private RejectedEventException wrongType(String wanted) throws IOException {
      return JsonText.wrongType(place(), place(), wanted, p);
    }

    private RejectedEventException outOfRange(String least, String most) throws IOException {
      return ExampleRules.refuse(
          Reason.OUT_OF_RANGE,
          field() + " must be between " + least + " and " + most,
          place() + "=" + JsonText.found(p));
    }

    /** Where the current value stands: {@code actions[3].features.dense[0]}. */
    private String place() {
      return place(around());
    }

    /** The field that holds the current value, itself or in its list or map. */
    private String field() {
      JsonStreamContext around = around();
      boolean inField = !around.inArray() && !isMap(around);
      return place(inField ? around : around.getParent());
    }

    /**
     * What the current value stands in: where it begins an object, the parser is inside already.
     */
    private JsonStreamContext around() {
      JsonStreamContext context = p.getParsingContext();
      return p.currentToken().isStructStart() ? context.getParent() : context;
    }

    private static String place(JsonStreamContext context) {
      return context.inRoot() ? "event" : path(context).toString();
    }

    private static StringBuilder path(JsonStreamContext context) {
      if (context.inRoot()) {
        return new StringBuilder();
      }
      StringBuilder path = path(context.getParent());
      if (context.inArray()) {
        return path.append('[').append(context.getCurrentIndex()).append(']');
      }
      if (isMap(context)) {
        return path.append('[').append(Excerpt.quoted(context.getCurrentName())).append(']');
      }
      return path.append(path.isEmpty() ? "" : ".").append(context.getCurrentName());
    }

    private static boolean isMap(JsonStreamContext context) {
      return context.getCurrentValue() instanceof Map;
    }
  }
}
