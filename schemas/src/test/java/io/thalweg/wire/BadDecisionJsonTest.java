package io.thalweg.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What only JSON can get wrong in requests, decisions and outcomes. */
class BadDecisionJsonTest {
  private static final String REQUEST =
      "{\"model\":\"m\",\"id\":\"i\",\"time\":7,\"shared\":{\"named\":{\"h\":1}},\"actions\":["
          + "{\"id\":\"a\"},{\"id\":\"b\",\"features\":{\"dense\":[1,2]},\"eligible\":true}],"
          + "\"slots\":1}";

  private static final String OUTCOME =
      "{\"model\":\"m\",\"id\":\"i\",\"time\":7,\"loss\":1,\"slot\":0}";

  private static String request(String part, String replacement) {
    assertThat(REQUEST).contains(part);
    return refused(
        WireFormat.JSON.requestDecoder(Limits.DEFAULT), REQUEST.replace(part, replacement));
  }

  private static String dense(String value) {
    return request("[1,2]", "[1," + value + "]");
  }

  private static String named(String named) {
    return request("{\"h\":1}", "{" + named + "}");
  }

  private static String outcome(String part, String replacement) {
    assertThat(OUTCOME).contains(part);
    return refused(
        WireFormat.JSON.outcomeDecoder(Limits.DEFAULT), OUTCOME.replace(part, replacement));
  }

  private static String decision(String part, String replacement) {
    String good =
        new String(WireFormat.JSON.encoder().encode(Samples.decision()), StandardCharsets.UTF_8);
    assertThat(good).contains(part);
    return refused(
        WireFormat.JSON.decisionDecoder(Limits.DEFAULT), good.replace(part, replacement));
  }

  private static String refused(EventDecoder<?> decoder, String event) {
    return Rejections.line(Rejections.ofRecord(decoder, event.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void absentFieldsAreNamed() {
    Map<String, String> parts =
        Map.of(
            "model", "\"model\":\"m\",",
            "id", "\"id\":\"i\",",
            "time", "\"time\":7,");
    parts.forEach(
        (field, part) -> {
          String refused = "missing-field | " + field + " must be present: it is absent or null";
          assertThat(request(part, "")).isEqualTo(refused);
          assertThat(request(part, "\"" + field + "\":null,")).isEqualTo(refused);
          assertThat(outcome(part, "")).isEqualTo(refused);
        });
    assertThat(request("\"id\":\"b\",", ""))
        .isEqualTo("missing-field | actions[1].id must be present: it is absent or null");
    assertThat(decision("\"offset\":0,", ""))
        .isEqualTo("missing-field | slots[1].input.offset must be present: it is absent or null");
    assertThat(decision(",\"digest\":\"9f1c22d0a3b4c5d6\"", ""))
        .isEqualTo("missing-field | version.digest must be present: it is absent or null");
  }

  @Test
  void wrongTypesAreNamedWithWhatStoodThere() {
    assertThat(request("\"m\"", "17")).isEqualTo("undecodable | model must be a text: model=17");
    assertThat(request(":7", ":7.5"))
        .isEqualTo("undecodable | time must be a whole number of milliseconds: time=7.5");
    assertThat(request("{\"id\":\"a\"}", "\"a\""))
        .isEqualTo("undecodable | actions[0] must be an object: actions[0]=\"a\"");
    assertThat(request("{\"id\":\"a\"}", "null"))
        .isEqualTo("undecodable | actions[0] must be an object: actions[0]=null");
    assertThat(request("{\"id\":\"a\"}", "[]"))
        .isEqualTo("undecodable | actions[0] must be an object: actions[0]=an array");
    assertThat(request("\"a\"", "{}"))
        .isEqualTo("undecodable | actions[0].id must be a text: actions[0].id=an object");
    assertThat(request("true", "1"))
        .isEqualTo(
            "undecodable | actions[1].eligible must be true or false: actions[1].eligible=1");
    assertThat(request("[1,2]", "{}"))
        .isEqualTo(
            "undecodable | actions[1].features.dense must be a value of null or array:"
                + " actions[1].features.dense=an object");
    assertThat(dense("\"2\""))
        .isEqualTo(
            "undecodable | actions[1].features.dense[1] must be a number:"
                + " actions[1].features.dense[1]=\"2\"");
    assertThat(dense("null")).endsWith("actions[1].features.dense[1]=null");
    assertThat(named("\"a b\":[]"))
        .isEqualTo(
            "undecodable | shared.named[\"a b\"] must be a value of double or string or boolean:"
                + " shared.named[\"a b\"]=an array");
    assertThat(request("\"slots\":1", "\"slots\":1.0"))
        .isEqualTo("undecodable | slots must be a whole number: slots=1.0");
    assertThat(outcome(":1,", ":\"low\","))
        .isEqualTo("undecodable | loss must be a value of null or double: loss=\"low\"");
    assertThat(decision("\"probabilities\":[0.75", "\"probabilities\":[true"))
        .isEqualTo(
            "undecodable | slots[1].probabilities[0] must be a number:"
                + " slots[1].probabilities[0]=true");
  }

  @Test
  void unknownFieldsAreNamed() {
    assertThat(request("\"slots\"", "\"slot\""))
        .isEqualTo(
            "undecodable | event must hold no other fields than those of DecisionRequest: \"slot\"");
    assertThat(request("\"eligible\"", "\"Eligible\""))
        .isEqualTo(
            "undecodable | actions[1] must hold no other fields than those of Action:"
                + " \"Eligible\"");
    assertThat(request("\"named\"", "\"names\""))
        .isEqualTo(
            "undecodable | shared must hold no other fields than those of Features: \"names\"");
    assertThat(outcome("\"loss\"", "\"los\""))
        .isEqualTo("undecodable | event must hold no other fields than those of Outcome: \"los\"");
  }

  @Test
  void repeatedFieldsAreNamed() {
    assertThat(request("\"slots\":1", "\"slots\":null,\"slots\":1"))
        .isEqualTo("undecodable | event must hold each field once: slots stands twice");
    assertThat(request("\"eligible\":true", "\"id\":\"c\""))
        .isEqualTo("undecodable | event must hold each field once: actions[1].id stands twice");
    assertThat(named("\"a\":1,\"b\":2,\"\\u0061\":3"))
        .isEqualTo(
            "duplicate-index | shared.named must hold each name once: shared.named[\"a\"] stands"
                + " twice");
  }

  @Test
  void notFiniteIsSaidOfWordsAndTexts() {
    for (String word : new String[] {"NaN", "Infinity", "-Infinity"}) {
      for (String value : new String[] {word, '"' + word + '"'}) {
        assertThat(dense(value))
            .isEqualTo(
                "not-finite | actions[1].features.dense must be finite:"
                    + " actions[1].features.dense[1]="
                    + word);
        assertThat(request(":7", ":" + value))
            .isEqualTo("not-finite | time must be finite: time=" + word);
        assertThat(request("\"slots\":1", "\"slots\":" + value))
            .isEqualTo("not-finite | slots must be finite: slots=" + word);
        assertThat(request("{\"dense\":[1,2]}", "{\"indices\":[0," + value + "]}"))
            .isEqualTo(
                "not-finite | actions[1].features.indices must be finite:"
                    + " actions[1].features.indices[1]="
                    + word);
        assertThat(outcome(":1,", ":" + value + ","))
            .isEqualTo("not-finite | loss must be finite: loss=" + word);
        assertThat(decision("\"losses\":[0.5", "\"losses\":[" + value))
            .isEqualTo("not-finite | losses must be finite: losses[0]=" + word);
      }
      assertThat(named("\"x\":" + word))
          .isEqualTo("not-finite | shared.named must be finite: shared.named[\"x\"]=" + word);
    }
  }

  @Test
  void numbersBeyondTheirTypeAreOutOfRange() {
    assertThat(dense("1e300"))
        .isEqualTo(
            "out-of-range | actions[1].features.dense must be between -3.4028235E38 and"
                + " 3.4028235E38: actions[1].features.dense[1]=1e300");
    assertThat(named("\"x\":-1e300")).startsWith("out-of-range | shared.named must be between ");
    assertThat(named("\"x\":-1e400"))
        .isEqualTo(
            "out-of-range | shared.named must be between -1.7976931348623157E308 and"
                + " 1.7976931348623157E308: shared.named[\"x\"]=-1e400");
    assertThat(outcome(":1,", ":1e400,"))
        .isEqualTo(
            "out-of-range | loss must be between -1.7976931348623157E308 and"
                + " 1.7976931348623157E308: loss=1e400");
    assertThat(request("\"slots\":1", "\"slots\":2147483648"))
        .isEqualTo(
            "out-of-range | slots must be between -2147483648 and 2147483647: slots=2147483648");
    assertThat(request(":7", ":9223372036854775808"))
        .startsWith("out-of-range | time must be between ")
        .endsWith("time=9223372036854775808");
  }

  @Test
  void whatIsNotOneObjectIsUndecodable() {
    for (String text : List.of("", " ", "null", "17", "\"text\"", "[]", "[" + REQUEST + "]")) {
      assertThat(refused(WireFormat.JSON.requestDecoder(Limits.DEFAULT), text))
          .startsWith("undecodable | event must be one JSON object");
    }
    assertThat(refused(WireFormat.JSON.requestDecoder(Limits.DEFAULT), REQUEST + REQUEST))
        .isEqualTo("undecodable | event must end with its object: then comes an object");
    assertThat(dense("2,")).startsWith("undecodable | ");
  }

  @Test
  void deepAndLongTextIsRefusedWhereItBegins() {
    String deep = "[".repeat(500_000);
    assertThat(request("\"m\"", deep))
        .isEqualTo("undecodable | model must be a text: model=an array");
    assertThat(dense(deep))
        .isEqualTo(
            "undecodable | actions[1].features.dense[1] must be a number:"
                + " actions[1].features.dense[1]=an array");
    assertThat(named("\"x\":" + "{\"x\":".repeat(100_000)))
        .startsWith("undecodable | shared.named");
    assertThat(refused(WireFormat.JSON.requestDecoder(Limits.DEFAULT), deep))
        .startsWith("undecodable | ");
  }

  @Test
  void textMustBeWellFormed() {
    assertThat(request("\"m\"", "\"\\ud83d\""))
        .isEqualTo("undecodable | model must be well-formed Unicode: half of a surrogate pair");
    assertThat(request("\"b\"", "\"\\ud83d\""))
        .isEqualTo(
            "undecodable | actions[1].id must be well-formed Unicode: half of a surrogate pair");
    assertThat(named("\"\\ude00\":1"))
        .isEqualTo(
            "undecodable | a name in shared.named must be well-formed Unicode: half of a surrogate"
                + " pair");
    assertThat(named("\"a\":\"\\ude00\"")).startsWith("undecodable | shared.named[\"a\"] must be");
  }

  @Test
  void messagesStayShortWhateverTheEventHolds() {
    String huge = "\\u0000x".repeat(20_000);
    for (String refused :
        new String[] {
          request("\"m\"", '"' + huge + '"'),
          request("\"b\"", '"' + huge + '"'),
          request("\"slots\":1", '"' + huge + "\":1"),
          named('"' + huge + "\":null"),
          outcome(":1,", ":" + "1".repeat(10_000) + ","),
          decision("\"APPRENTICE\"", '"' + huge + '"'),
          decision("\"action\":\"sports\"", "\"action\":\"" + huge + '"'),
        }) {
      assertThat(refused).hasSizeLessThan(1000).doesNotContain("\n");
    }
  }
}
