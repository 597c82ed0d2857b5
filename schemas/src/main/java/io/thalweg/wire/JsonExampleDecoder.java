package io.thalweg.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Reads examples as JSON objects, one pass over the tokens. Fields may stand in any order, none
 * twice and none that the protocol does not know; null means absent. Features are read as the
 * nearest float to their decimal text, named numbers, label and weight as the nearest double.
 */
final class JsonExampleDecoder implements ExampleDecoder {
  private static final int MODEL = 1;
  private static final int ID = 2;
  private static final int TIME = 4;
  private static final int FEATURES = 8;
  private static final int LABEL = 16;
  private static final int WEIGHT = 32;

  private static final int DENSE = 1;
  private static final int INDICES = 2;
  private static final int VALUES = 4;
  private static final int NAMED = 8;

  private final Limits limits;
  private final JsonText json = new JsonText();

  JsonExampleDecoder(Limits limits) {
    this.limits = limits;
  }

  @Override
  public void decode(byte[] event, ExampleBuffer into) throws RejectedEventException {
    limits.checkSize(event);
    into.clear();
    try (JsonParser p = json.open(event)) {
      readEvent(p, into);
      JsonText.checkEnd(p);
    } catch (IOException e) {
      throw JsonText.undecodable(e);
    }
    ExampleRules.check(into);
  }

  private void readEvent(JsonParser p, ExampleBuffer into)
      throws IOException, RejectedEventException {
    if (p.nextToken() != JsonToken.START_OBJECT) {
      throw JsonText.wrongType("event", "event", "one JSON object", p);
    }
    int seen = 0;
    int present = 0;
    for (String name = p.nextFieldName(); name != null; name = p.nextFieldName()) {
      int field = fieldOf(name);
      if ((seen & field) != 0) {
        throw JsonText.repeated(name);
      }
      seen |= field;
      if (p.nextToken() != JsonToken.VALUE_NULL) {
        present |= field;
        readField(p, field, into);
      }
    }
    for (int field = MODEL; field <= FEATURES; field <<= 1) {
      if ((present & field) == 0) {
        throw ExampleRules.missing(nameOf(field));
      }
    }
  }

  private static int fieldOf(String name) throws RejectedEventException {
    return switch (name) {
      case "model" -> MODEL;
      case "id" -> ID;
      case "time" -> TIME;
      case "features" -> FEATURES;
      case "label" -> LABEL;
      case "weight" -> WEIGHT;
      default ->
          throw JsonText.unknown("event", "model, id, time, features, label and weight", name);
    };
  }

  private static String nameOf(int required) {
    return switch (required) {
      case MODEL -> "model";
      case ID -> "id";
      case TIME -> "time";
      default -> "features";
    };
  }

  private void readField(JsonParser p, int field, ExampleBuffer into)
      throws IOException, RejectedEventException {
    switch (field) {
      case MODEL -> into.model(JsonFields.readText(p, "model"));
      case ID -> into.id(JsonFields.readText(p, "id"));
      case TIME -> into.time(JsonFields.readTime(p));
      case FEATURES -> readFeatures(p, into);
      case LABEL -> into.label(JsonFields.readDouble(p, "label"));
      default -> into.weight(JsonFields.readDouble(p, "weight"));
    }
  }

  private void readFeatures(JsonParser p, ExampleBuffer into)
      throws IOException, RejectedEventException {
    if (p.currentToken() != JsonToken.START_OBJECT) {
      throw JsonText.wrongType("features", "features", "an object", p);
    }
    int seen = 0;
    for (String name = p.nextFieldName(); name != null; name = p.nextFieldName()) {
      int field =
          switch (name) {
            case "dense" -> DENSE;
            case "indices" -> INDICES;
            case "values" -> VALUES;
            case "named" -> NAMED;
            default -> throw JsonText.unknown("features", "dense, indices, values and named", name);
          };
      if ((seen & field) != 0) {
        throw JsonText.repeated("features." + name);
      }
      seen |= field;
      if (p.nextToken() != JsonToken.VALUE_NULL) {
        readForm(p, field, into);
      }
    }
  }

  private void readForm(JsonParser p, int field, ExampleBuffer into)
      throws IOException, RejectedEventException {
    switch (field) {
      case DENSE -> {
        into.beginDense();
        readFloats(p, "features.dense", into);
      }
      case INDICES -> readIndices(p, into);
      case VALUES -> {
        into.beginValues();
        readFloats(p, "features.values", into);
      }
      default -> readNamed(p, into);
    }
  }

  private void readFloats(JsonParser p, String field, ExampleBuffer into)
      throws IOException, RejectedEventException {
    if (p.currentToken() != JsonToken.START_ARRAY) {
      throw JsonText.wrongType(field, field, "an array of numbers", p);
    }
    int count = 0;
    while (p.nextToken() != JsonToken.END_ARRAY) {
      JsonFields.checkNumber(p, field, count);
      float value = JsonText.floatValue(p);
      if (Float.isInfinite(value)) {
        throw ExampleRules.beyondFloat(field, JsonFields.place(field, count), JsonText.found(p));
      }
      if (count++ < limits.maxFeatures()) {
        into.addValue(value);
      }
    }
    limits.checkFeatures(field, count);
  }

  private void readIndices(JsonParser p, ExampleBuffer into)
      throws IOException, RejectedEventException {
    String field = "features.indices";
    if (p.currentToken() != JsonToken.START_ARRAY) {
      throw JsonText.wrongType(field, field, "an array of whole numbers", p);
    }
    into.beginIndices();
    int count = 0;
    while (p.nextToken() != JsonToken.END_ARRAY) {
      JsonFields.checkNumber(p, field, count);
      if (p.currentToken() != JsonToken.VALUE_NUMBER_INT) {
        throw JsonText.wrongType(field, JsonFields.place(field, count), "whole numbers", p);
      }
      if (p.getNumberType() != NumberType.INT) {
        throw ExampleRules.indexOutOfRange(count, JsonText.found(p));
      }
      if (count++ < limits.maxFeatures()) {
        into.addIndex(p.getIntValue());
      }
    }
    limits.checkFeatures(field, count);
  }

  private void readNamed(JsonParser p, ExampleBuffer into)
      throws IOException, RejectedEventException {
    if (p.currentToken() != JsonToken.START_OBJECT) {
      throw JsonText.wrongType("features.named", "features.named", "an object", p);
    }
    into.beginNamed();
    int count = 0;
    while (p.nextToken() == JsonToken.FIELD_NAME) {
      if (count++ < limits.maxFeatures()) {
        boolean wellFormed =
            into.addName(p.getTextCharacters(), p.getTextOffset(), p.getTextLength());
        if (!wellFormed) {
          throw ExampleRules.malformedText("a name in features.named");
        }
        p.nextToken();
        readNamedValue(p, into);
      } else {
        p.nextToken();
        p.skipChildren();
      }
    }
    limits.checkFeatures("features.named", count);
  }

  private static void readNamedValue(JsonParser p, ExampleBuffer into)
      throws IOException, RejectedEventException {
    switch (p.currentToken()) {
      case VALUE_STRING -> {
        boolean wellFormed =
            into.addText(p.getTextCharacters(), p.getTextOffset(), p.getTextLength());
        if (!wellFormed) {
          throw ExampleRules.malformedText("a text in features.named");
        }
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> readNamedNumber(p, into);
      case VALUE_TRUE -> into.addBoolean(true);
      case VALUE_FALSE -> into.addBoolean(false);
      default ->
          throw JsonText.wrongType(
              "features.named",
              ExampleRules.openNamedPlace(into),
              "numbers, texts and booleans",
              p);
    }
  }

  private static void readNamedNumber(JsonParser p, ExampleBuffer into)
      throws IOException, RejectedEventException {
    String field = "features.named";
    if (p.isNaN()) {
      throw ExampleRules.notFinite(field, ExampleRules.openNamedPlace(into), p.getText());
    }
    double value = JsonText.doubleValue(p);
    if (Double.isInfinite(value)) {
      throw ExampleRules.beyondFloat(field, ExampleRules.openNamedPlace(into), JsonText.found(p));
    }
    into.addNumber(value);
  }
}
