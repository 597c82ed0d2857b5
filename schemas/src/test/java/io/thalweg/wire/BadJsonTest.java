package io.thalweg.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What only JSON can get wrong. */
class BadJsonTest {
  private static final String GOOD =
      "{\"model\":\"m\",\"id\":\"a\",\"time\":7,\"features\":{\"dense\":[1,2]},\"label\":1}";

  /** GOOD with one part replaced. */
  private static String with(String part, String replacement) {
    assertThat(GOOD).contains(part);
    return Rejections.ofJson(GOOD.replace(part, replacement));
  }

  private static String dense(String value) {
    return with("[1,2]", "[1," + value + "]");
  }

  private static String named(String named) {
    return with("{\"dense\":[1,2]}", "{\"named\":{" + named + "}}");
  }

  private static String sparse(String index) {
    return with("{\"dense\":[1,2]}", "{\"indices\":[0," + index + "],\"values\":[1,2]}");
  }

  @Test
  void absentFieldsAreNamed() {
    Map<String, String> parts =
        Map.of(
            "model", "\"model\":\"m\",",
            "id", "\"id\":\"a\",",
            "time", "\"time\":7,",
            "features", "\"features\":{\"dense\":[1,2]},");
    parts.forEach(
        (field, part) -> {
          String refused = "missing-field | " + field + " must be present: it is absent or null";
          assertThat(with(part, "")).isEqualTo(refused);
          assertThat(with(part, "\"" + field + "\":null,")).isEqualTo(refused);
        });
    assertThat(Rejections.ofJson("{}")).startsWith("missing-field | model ");
  }

  @Test
  void wrongTypesAreNamedWithWhatStoodThere() {
    assertThat(with("\"m\"", "17")).isEqualTo("undecodable | model must be a text: model=17");
    assertThat(with("\"a\"", "[]")).isEqualTo("undecodable | id must be a text: id=an array");
    assertThat(with(":7", ":\"7\""))
        .isEqualTo("undecodable | time must be a whole number of milliseconds: time=\"7\"");
    assertThat(with(":7", ":7.5"))
        .isEqualTo("undecodable | time must be a whole number of milliseconds: time=7.5");
    assertThat(with("{\"dense\":[1,2]}", "[1]"))
        .isEqualTo("undecodable | features must be an object: features=an array");
    assertThat(with("[1,2]", "{}"))
        .isEqualTo(
            "undecodable | features.dense must be an array of numbers: features.dense=an object");
    assertThat(dense("\"2\""))
        .isEqualTo("undecodable | features.dense must be numbers: features.dense[1]=\"2\"");
    assertThat(dense("null"))
        .isEqualTo("undecodable | features.dense must be numbers: features.dense[1]=null");
    assertThat(sparse("1.5"))
        .isEqualTo("undecodable | features.indices must be whole numbers: features.indices[1]=1.5");
    assertThat(sparse("true")).startsWith("undecodable | features.indices must be numbers: ");
    assertThat(with("\"label\":1", "\"label\":\"" + "x".repeat(99) + "\""))
        .isEqualTo("undecodable | label must be a number: label=\"" + "x".repeat(60) + "…\"");
    assertThat(with("\"label\":1", "\"weight\":false"))
        .isEqualTo("undecodable | weight must be a number: weight=false");
    assertThat(named("\"a\":null"))
        .isEqualTo(
            "undecodable | features.named must be numbers, texts and booleans:"
                + " features.named[\"a\"]=null");
    assertThat(named("\"b\":1,\"a\":[1]")).endsWith("features.named[\"a\"]=an array");
  }

  @Test
  void unknownFieldsAreNamed() {
    assertThat(with("\"label\"", "\"labell\""))
        .isEqualTo(
            "undecodable | event must hold no other fields than model, id, time, features, label"
                + " and weight: \"labell\"");
    assertThat(with("\"dense\"", "\"Dense\""))
        .isEqualTo(
            "undecodable | features must hold no other fields than dense, indices, values and"
                + " named: \"Dense\"");
  }

  @Test
  void repeatedFieldsAreNamed() {
    assertThat(with("\"label\":1", "\"model\":\"m\""))
        .isEqualTo("undecodable | event must hold each field once: model stands twice");
    assertThat(with("\"label\":1", "\"label\":null,\"label\":1"))
        .isEqualTo("undecodable | event must hold each field once: label stands twice");
    assertThat(with("[1,2]", "[1],\"dense\":[2]"))
        .isEqualTo("undecodable | event must hold each field once: features.dense stands twice");
    assertThat(named("\"a\":1,\"b\":2,\"\\u0061\":3"))
        .isEqualTo(
            "duplicate-index | features.named must hold each name once: features.named[\"a\"]"
                + " stands twice");
  }

  @Test
  void notFiniteIsSaidOfWordsAndTexts() {
    for (String word : new String[] {"NaN", "Infinity", "-Infinity"}) {
      for (String value : new String[] {word, '"' + word + '"'}) {
        assertThat(dense(value))
            .isEqualTo("not-finite | features.dense must be finite: features.dense[1]=" + word);
        assertThat(with("\"label\":1", "\"label\":" + value))
            .isEqualTo("not-finite | label must be finite: label=" + word);
        assertThat(with(":7", ":" + value))
            .isEqualTo("not-finite | time must be finite: time=" + word);
        assertThat(sparse(value)).startsWith("not-finite | features.indices must be finite: ");
      }
      assertThat(named("\"x\":" + word))
          .isEqualTo("not-finite | features.named must be finite: features.named[\"x\"]=" + word);
    }
    assertThat(dense("+INF")).startsWith("not-finite | ");
    assertThat(named("\"x\":-INF")).startsWith("not-finite | ");
  }

  @Test
  void numbersBeyondTheirTypeAreOutOfRange() {
    assertThat(dense("1e300"))
        .isEqualTo(
            "out-of-range | features.dense must be between -3.4028235E38 and 3.4028235E38:"
                + " features.dense[1]=1e300");
    assertThat(dense("-1" + "0".repeat(500))).endsWith("=-1" + "0".repeat(58) + "…");
    assertThat(dense("1e99999999999999999999")).startsWith("out-of-range | ");
    assertThat(named("\"x\":-1e400"))
        .isEqualTo(
            "out-of-range | features.named must be between -3.4028235E38 and 3.4028235E38:"
                + " features.named[\"x\"]=-1e400");
    assertThat(with("\"label\":1", "\"label\":1e400"))
        .isEqualTo(
            "out-of-range | label must be between -3.4028235E38 and 3.4028235E38: label=1e400");
    assertThat(with("\"label\":1", "\"weight\":1e400"))
        .isEqualTo("out-of-range | weight must be between 0 and 1e9: weight=1e400");
    assertThat(with(":7", ":9223372036854775808"))
        .startsWith("out-of-range | time must be between 0 and 253402300799999")
        .endsWith("time=9223372036854775808");
    assertThat(sparse("2147483648"))
        .isEqualTo(
            "out-of-range | features.indices must be between 0 and 2147483647:"
                + " features.indices[1]=2147483648");
  }

  @Test
  void whatIsNotOneObjectIsUndecodable() {
    for (String text :
        new String[] {"", " ", "null", "17", "\"text\"", "[]", "[" + GOOD + "]", "\uFEFF" + GOOD}) {
      assertThat(Rejections.ofJson(text)).startsWith("undecodable | event must be one JSON object");
    }
    assertThat(Rejections.ofJson(GOOD + GOOD))
        .isEqualTo("undecodable | event must end with its object: then comes an object");
    assertThat(Rejections.ofJson(GOOD + "x")).startsWith("undecodable | ");
    assertThat(Rejections.ofJson(GOOD.replace("\"m\"", "'m'"))).startsWith("undecodable | ");
    assertThat(Rejections.ofJson(GOOD.replace("[1,2]", "[1,2,]"))).startsWith("undecodable | ");
    assertThat(Rejections.ofJson(GOOD.replace("[1,2]", "[01]"))).startsWith("undecodable | ");
    assertThat(Rejections.ofJson("/* */" + GOOD)).startsWith("undecodable | ");
  }

  @Test
  void deepNestingIsRefusedWhereItBegins() {
    String deep = "[".repeat(500_000);
    assertThat(with("\"m\"", deep)).startsWith("undecodable | model must be a text");
    assertThat(dense(deep)).startsWith("undecodable | features.dense must be numbers");
    assertThat(Rejections.ofJson(deep)).startsWith("undecodable | ");
  }

  @Test
  void textMustBeWellFormed() {
    byte[] latin1 = GOOD.replace("\"m\"", "\"\u00e9\"").getBytes(StandardCharsets.ISO_8859_1);
    assertThat(
            Rejections.line(Rejections.of(WireFormat.JSON.exampleDecoder(Limits.DEFAULT), latin1)))
        .isEqualTo("undecodable | event must be UTF-8: it is not at byte 10");
    assertThat(with("\"m\"", "\"\\ud83d\""))
        .isEqualTo("undecodable | model must be well-formed Unicode: half of a surrogate pair");
    assertThat(named("\"\\ude00\":1")).startsWith("undecodable | a name in features.named must be");
    assertThat(named("\"a\":\"\\ude00\"")).startsWith("undecodable | a text in features.named ");
    byte[] utf16 = GOOD.getBytes(StandardCharsets.UTF_16LE);
    assertThat(Rejections.of(WireFormat.JSON.exampleDecoder(Limits.DEFAULT), utf16).reason())
        .isEqualTo(Reason.UNDECODABLE);
  }

  @Test
  void messagesStayShortWhateverTheEventHolds() {
    String huge = "\\u0000x".repeat(20_000);
    for (String refused :
        new String[] {
          with("\"m\"", '"' + huge + '"'),
          with("\"label\"", '"' + huge + '"'),
          with("\"label\":1", "\"label\":\"" + huge + '"'),
          with("\"label\":1", "\"label\":" + "x".repeat(100_000)),
          with("\"label\":1", "\"label\":" + "1".repeat(100_000)),
          named('"' + huge + "\":null"),
        }) {
      assertThat(refused).hasSizeLessThan(700).doesNotContain("\n");
    }
  }
}
