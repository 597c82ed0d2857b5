package io.thalweg.wire;

import com.fasterxml.jackson.core.ErrorReportConfiguration;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.NumberInput;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.nio.CharBuffer;

/**
 * JSON as the protocol reads and writes it: UTF-8 checked strictly beforehand, numbers rounded once
 * from their decimal text to the nearest float or double (ties to even) whatever the Java version,
 * and no memory of earlier events, since a parser's table of known names could be made to grow.
 */
final class JsonText {
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .errorReportConfiguration(
              ErrorReportConfiguration.builder().maxErrorTokenLength(60).build())
          .build();

  private char[] chars = new char[1024];

  /** A parser of the event, before its first token; good until the next call. */
  JsonParser open(byte[] event) throws IOException, RejectedEventException {
    int malformed = Utf8Text.malformed(event, 0, event.length);
    if (malformed >= 0) {
      throw ExampleRules.refuse(
          Reason.UNDECODABLE, "event must be UTF-8", "it is not at byte " + malformed);
    }
    if (chars.length < event.length) {
      chars = new char[Math.max(event.length, 2 * chars.length)];
    }
    return FACTORY.createParser(chars, 0, Utf8Text.decode(event, chars));
  }

  /** Refuses what stands behind the object that was read. */
  static void checkEnd(JsonParser p) throws IOException, RejectedEventException {
    if (p.nextToken() != null) {
      throw ExampleRules.refuse(
          Reason.UNDECODABLE, "event must end with its object", "then comes " + found(p));
    }
  }

  static RejectedEventException undecodable(IOException e) {
    String what = Excerpt.longer(String.valueOf(e.getMessage()));
    if (e instanceof JsonProcessingException j && j.getLocation() != null) {
      what =
          Excerpt.longer(String.valueOf(j.getOriginalMessage()))
              + ", character "
              + j.getLocation().getCharOffset();
    }
    return ExampleRules.refuse(Reason.UNDECODABLE, "event must be one JSON object", what);
  }

  static RejectedEventException wrongType(String field, String where, String wanted, JsonParser p)
      throws IOException {
    return ExampleRules.refuse(
        Reason.UNDECODABLE, field + " must be " + wanted, where + "=" + found(p));
  }

  static RejectedEventException repeated(String field) {
    return ExampleRules.refuse(
        Reason.UNDECODABLE, "event must hold each field once", field + " stands twice");
  }

  static RejectedEventException unknown(String place, String allowed, String name) {
    return ExampleRules.refuse(
        Reason.UNDECODABLE,
        place + " must hold no other fields than " + allowed,
        Excerpt.quoted(name));
  }

  /** What stands at the current token, for messages. */
  static String found(JsonParser p) throws IOException {
    JsonToken token = p.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return "an object";
    }
    if (token == JsonToken.START_ARRAY) {
      return "an array";
    }
    if (token == null) {
      return "nothing";
    }
    CharBuffer text = text(p);
    return token == JsonToken.VALUE_STRING ? Excerpt.quoted(text) : Excerpt.of(text);
  }

  /** Whether the current token is a number, or a NaN or infinity given as one or as text. */
  static boolean isNumber(JsonParser p) throws IOException {
    return p.currentToken().isNumeric() || isNotFinite(p);
  }

  /** Whether the current token says NaN or infinity, as a bare word or as text. */
  static boolean isNotFinite(JsonParser p) throws IOException {
    return switch (p.currentToken()) {
      case VALUE_NUMBER_FLOAT -> p.isNaN();
      case VALUE_STRING -> isNotFinite(p.getText());
      default -> false;
    };
  }

  /** The NaN or infinity that {@link #isNotFinite(JsonParser)} saw. */
  static double wordValue(JsonParser p) throws IOException {
    return p.isNaN() ? p.getDoubleValue() : Double.parseDouble(p.getText());
  }

  private static boolean isNotFinite(String text) {
    return switch (text) {
      case "NaN", "Infinity", "+Infinity", "-Infinity" -> true;
      default -> false;
    };
  }

  /** The current number as the nearest float; infinite where its decimal text is out of range. */
  static float floatValue(JsonParser p) throws IOException {
    return NumberInput.parseFloat(
        p.getTextCharacters(), p.getTextOffset(), p.getTextLength(), true);
  }

  /** The current number as the nearest double; infinite where its decimal text is out of range. */
  static double doubleValue(JsonParser p) throws IOException {
    return NumberInput.parseDouble(
        p.getTextCharacters(), p.getTextOffset(), p.getTextLength(), true);
  }

  private static CharBuffer text(JsonParser p) throws IOException {
    return CharBuffer.wrap(p.getTextCharacters(), p.getTextOffset(), p.getTextLength());
  }
}
