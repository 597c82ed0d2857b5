package io.thalweg.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.thalweg.DeadLetter;
import io.thalweg.Example;
import io.thalweg.Features;
import io.thalweg.LearnerMetrics;
import io.thalweg.ModelVersion;
import io.thalweg.Prediction;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WireFormatTest {

  @ParameterizedTest
  @EnumSource
  void everyRecordSurvivesTheWire(WireFormat format) throws RejectedEventException {
    SplittableRandom random = new SplittableRandom(5);
    RecordEncoder encoder = format.encoder();
    for (SpecificRecord record : Samples.all()) {
      assertSurvives(format, encoder, record);
    }
    for (int round = 0; round < 5_000; round++) {
      assertSurvives(format, encoder, Samples.randomRecord(random));
    }
  }

  @ParameterizedTest
  @EnumSource
  void namedNumbersThatAreNotFiniteSurviveToo(WireFormat format) throws RejectedEventException {
    Map<String, Object> named =
        Map.of("a", Double.NaN, "b", Double.NEGATIVE_INFINITY, "c", "NaN", "d", "Infinity");
    Example example = Samples.example(new Features(null, null, null, named));
    assertSurvives(format, format.encoder(), example);
  }

  private static void assertSurvives(
      WireFormat format, RecordEncoder encoder, SpecificRecord record)
      throws RejectedEventException {
    byte[] bytes = encoder.encode(record);
    assertThat(fields(format.decode(bytes, record.getClass())))
        .as(() -> new String(bytes, StandardCharsets.UTF_8))
        .isEqualTo(fields(record));
    if (format == WireFormat.JSON) {
      assertThat(new String(bytes, StandardCharsets.UTF_8)).doesNotContain("\n", "\r");
    }
  }

  /** The fields' values: unlike a record's own equals, they tell -0 from 0 and know NaN again. */
  static List<Object> fields(SpecificRecord record) {
    List<Object> fields = new ArrayList<>();
    for (Schema.Field field : record.getSchema().getFields()) {
      fields.add(plain(record.get(field.pos())));
    }
    return fields;
  }

  private static Object plain(Object value) {
    if (value instanceof SpecificRecord inner) {
      return fields(inner);
    }
    return value instanceof List<?> list
        ? list.stream().map(WireFormatTest::plain).toList()
        : value;
  }

  @Test
  void jsonIsForPeople() {
    assertThat(json(Samples.prediction()))
        .isEqualTo(
            "{\"model\":\"late\",\"id\":\"f-17\",\"time\":978328800000,\"prediction\":0.31,"
                + "\"margin\":-0.8,\"label\":1.0,\"loss\":1.17,"
                + "\"version\":{\"events\":41,\"digest\":\"9f1c22d0a3b4c5d6\"},"
                + "\"quantiles\":[{\"level\":0.1,\"value\":-3.5},{\"level\":0.9,\"value\":12.25}],"
                + "\"probabilities\":[0.25,0.5,0.25]}");
    assertThat(json(Samples.predictionOfVersion1()))
        .isEqualTo(
            "{\"model\":\"late\",\"id\":\"f-17\",\"time\":978328800000,\"prediction\":0.31,"
                + "\"margin\":-0.8,\"label\":1.0,\"loss\":1.17,"
                + "\"version\":{\"events\":41,\"digest\":\"9f1c22d0a3b4c5d6\"}}");
    assertThat(json(Samples.deadLetter()))
        .isEqualTo(
            "{\"reason\":\"not-finite\",\"message\":\"label must be finite: label=NaN\","
                + "\"source\":\"examples\",\"partition\":2,\"offset\":8812,\"timestamp\":-1,"
                + "\"key\":\"late\",\"value\":\"base64:wwEA/w==\",\"size\":4,\"job\":\"optimize\"}");
    Prediction unlabelled = Samples.prediction();
    unlabelled.setLabel(null);
    unlabelled.setLoss(null);
    unlabelled.setMargin(Double.NaN);
    assertThat(json(unlabelled)).contains("\"margin\":\"NaN\",\"version\"");
  }

  @Test
  void numbersTakeTheFewestDigitsWhateverTheJavaVersion() {
    // Java 17's own Double.toString says 1.9999999999999998E23 of this.
    Prediction prediction = Samples.prediction();
    prediction.setMargin(Double.parseDouble("2e23"));
    assertThat(json(prediction)).contains("\"margin\":2.0E23,");
  }

  @Test
  void textThatLooksLikeBase64IsWrittenAsBase64() throws RejectedEventException {
    DeadLetter letter = Samples.deadLetter();
    letter.setValue(ByteBuffer.wrap("base64:!".getBytes(StandardCharsets.UTF_8)));
    assertThat(json(letter)).contains("\"value\":\"base64:YmFzZTY0OiE=\"");
    assertSurvives(WireFormat.JSON, WireFormat.JSON.encoder(), letter);
  }

  @Test
  void avroIsTheSingleObjectEncodingThatOthersRead() throws Exception {
    byte[] bytes = WireFormat.AVRO.encoder().encode(Samples.prediction());
    assertThat(Prediction.fromByteBuffer(ByteBuffer.wrap(bytes))).isEqualTo(Samples.prediction());
    byte[] example = WireFormat.AVRO.encoder().encode(Samples.named());
    Schema shipped = ShippedSchemas.of(Example.class).newest();
    GenericRecord generic =
        new BinaryMessageDecoder<GenericRecord>(new GenericData(), shipped).decode(example);
    assertThat(generic.get("id").toString()).isEqualTo("f-17");
    assertThat(generic.get("weight")).isEqualTo(1.0);
    byte[] fingerprint = SchemaNormalization.parsingFingerprint("CRC-64-AVRO", shipped);
    assertThat(example).containsSequence(fingerprint);
  }

  @ParameterizedTest
  @EnumSource
  void aRecordWithoutARequiredFieldIsNotEncoded(WireFormat format) {
    Prediction prediction = Samples.prediction();
    prediction.setVersion(null);
    assertThatThrownBy(() -> format.encoder().encode(prediction))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("version");
  }

  @ParameterizedTest
  @EnumSource
  void anEncoderServesRecordsOfAllKindsInTurn(WireFormat format) {
    RecordEncoder encoder = format.encoder();
    for (SpecificRecord record : Samples.all()) {
      assertThat(encoder.encode(record)).isEqualTo(format.encoder().encode(record));
    }
  }

  @Test
  void recordsThatAreNotTheTypeAreRefused() {
    byte[] metrics = WireFormat.AVRO.encoder().encode(Samples.learnerMetrics());
    assertThat(refusal(WireFormat.AVRO, metrics, Prediction.class)).startsWith("unknown-schema | ");
    byte[] cut = java.util.Arrays.copyOf(metrics, metrics.length - 1);
    assertThat(refusal(WireFormat.AVRO, cut, LearnerMetrics.class)).startsWith("undecodable | ");
    byte[] more = java.util.Arrays.copyOf(metrics, metrics.length + 1);
    assertThat(refusal(WireFormat.AVRO, more, LearnerMetrics.class))
        .isEqualTo("undecodable | event must end with its last field: 1 bytes are left");

    assertThat(refusal("{\"events\":1}"))
        .isEqualTo("missing-field | digest must be present: it is absent or null");
    assertThat(refusal("{\"events\":1.5,\"digest\":\"\"}"))
        .isEqualTo("undecodable | events must be a whole number: events=1.5");
    assertThat(refusal("{\"events\":1e3,\"digest\":\"\"}")).startsWith("undecodable | ");
    assertThat(refusal("{\"events\":99999999999999999999,\"digest\":\"\"}"))
        .startsWith("out-of-range | events must be between");
    assertThat(refusal("{\"events\":1,\"events\":1,\"digest\":\"\"}"))
        .isEqualTo("undecodable | event must hold each field once: events stands twice");
    assertThat(refusal("{\"events\":1,\"digst\":\"\"}"))
        .isEqualTo(
            "undecodable | event must hold no other fields than those of ModelVersion: \"digst\"");
    assertThat(refusal("")).startsWith("undecodable | ");
    assertThat(refusal("{\"events\":1,\"digest\":\"\"} 1")).startsWith("undecodable | ");
    assertThat(refusal("{\"events\":1,\"digest\":\"\\ud83d\"}")).startsWith("undecodable | ");
  }

  @Test
  void endingsTellTheFormat() {
    assertThat(WireFormat.ofPath("out/a.avro")).contains(WireFormat.AVRO);
    assertThat(WireFormat.ofPath("a.jsonl")).contains(WireFormat.JSON);
    assertThat(WireFormat.ofPath("avro")).isEmpty();
    assertThat(WireFormat.JSON.key()).isEqualTo("json");
  }

  @Test
  void noClassNeedsToBeTrusted() throws RejectedEventException {
    ClassSecurityPredicate before = ClassSecurityValidator.getGlobal();
    ClassSecurityValidator.setGlobal(type -> false);
    try {
      for (WireFormat format : WireFormat.values()) {
        for (SpecificRecord record : Samples.all()) {
          assertSurvives(format, format.encoder(), record);
        }
      }
    } finally {
      ClassSecurityValidator.setGlobal(before);
    }
  }

  private static String json(SpecificRecord record) {
    return new String(WireFormat.JSON.encoder().encode(record), StandardCharsets.UTF_8);
  }

  private static String refusal(String json) {
    return refusal(WireFormat.JSON, json.getBytes(StandardCharsets.UTF_8), ModelVersion.class);
  }

  private static String refusal(
      WireFormat format, byte[] bytes, Class<? extends SpecificRecord> type) {
    return Rejections.line(
        catchThrowableOfType(RejectedEventException.class, () -> format.decode(bytes, type)));
  }
}
