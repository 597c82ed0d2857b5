package io.thalweg.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Reads the fields that events have in common: names, times, labels, weights, numbers. */
final class JsonFields {
  private JsonFields() {}

  /** The current value as text. */
  static String readText(JsonParser p, String field) throws IOException, RejectedEventException {
    if (p.currentToken() != JsonToken.VALUE_STRING) {
      throw JsonText.wrongType(field, field, "a text", p);
    }
    return p.getText();
  }

  /** The current value as a whole number of milliseconds. */
  static long readTime(JsonParser p) throws IOException, RejectedEventException {
    if (JsonText.isNotFinite(p)) {
      throw ExampleRules.notFinite("time", "time", p.getText());
    }
    if (p.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw JsonText.wrongType("time", "time", "a whole number of milliseconds", p);
    }
    if (p.getNumberType() == NumberType.BIG_INTEGER) {
      throw ExampleRules.timeOutOfRange(JsonText.found(p));
    }
    return p.getLongValue();
  }

  /** The current value as the nearest double; infinite ones are refused by the field's rule. */
  static double readDouble(JsonParser p, String field) throws IOException, RejectedEventException {
    checkNumber(p, field, -1);
    double value = JsonText.doubleValue(p);
    if (Double.isInfinite(value)) {
      throw field.equals("weight")
          ? ExampleRules.weightOutOfRange(JsonText.found(p))
          : ExampleRules.beyondFloat(field, field, JsonText.found(p));
    }
    return value;
  }

  /** Refuses what is not a number; {@code position} is -1 outside an array. */
  static void checkNumber(JsonParser p, String field, int position)
      throws IOException, RejectedEventException {
    JsonToken token = p.currentToken();
    if (token == JsonToken.VALUE_NUMBER_INT
        || (token == JsonToken.VALUE_NUMBER_FLOAT && !p.isNaN())) {
      return;
    }
    String where = position < 0 ? field : place(field, position);
    if (token == null) {
      throw JsonText.wrongType(field, where, "numbers", p);
    }
    if (JsonText.isNotFinite(p)) {
      throw ExampleRules.notFinite(field, where, p.getText());
    }
    throw JsonText.wrongType(field, where, position < 0 ? "a number" : "numbers", p);
  }

  /** The place of an element, for messages: {@code features.values[3]}. */
  static String place(String field, int position) {
    return field + "[" + position + "]";
  }
}
