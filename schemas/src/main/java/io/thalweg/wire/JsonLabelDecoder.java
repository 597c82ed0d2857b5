package io.thalweg.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Reads labels as JSON objects, in the manner of {@link JsonExampleDecoder}. */
final class JsonLabelDecoder implements LabelDecoder {
  private static final int MODEL = 1;
  private static final int ID = 2;
  private static final int TIME = 4;
  private static final int LABEL = 8;
  private static final int WEIGHT = 16;

  private final Limits limits;
  private final JsonText json = new JsonText();

  JsonLabelDecoder(Limits limits) {
    this.limits = limits;
  }

  @Override
  public void decode(byte[] event, LabelBuffer into) throws RejectedEventException {
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

  private static void readEvent(JsonParser p, LabelBuffer into)
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
    for (int field = MODEL; field <= LABEL; field <<= 1) {
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
      case "label" -> LABEL;
      case "weight" -> WEIGHT;
      default -> throw JsonText.unknown("event", "model, id, time, label and weight", name);
    };
  }

  private static String nameOf(int required) {
    return switch (required) {
      case MODEL -> "model";
      case ID -> "id";
      case TIME -> "time";
      default -> "label";
    };
  }

  private static void readField(JsonParser p, int field, LabelBuffer into)
      throws IOException, RejectedEventException {
    switch (field) {
      case MODEL -> into.model(JsonFields.readText(p, "model"));
      case ID -> into.id(JsonFields.readText(p, "id"));
      case TIME -> into.time(JsonFields.readTime(p));
      case LABEL -> into.label(JsonFields.readDouble(p, "label"));
      default -> into.weight(JsonFields.readDouble(p, "weight"));
    }
  }
}
