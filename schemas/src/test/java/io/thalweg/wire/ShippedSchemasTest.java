package io.thalweg.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thalweg.DeadLetter;
import io.thalweg.Decision;
import io.thalweg.DecisionRequest;
import io.thalweg.Example;
import io.thalweg.Features;
import io.thalweg.Label;
import io.thalweg.LearnerMetrics;
import io.thalweg.Outcome;
import io.thalweg.Prediction;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidator;
import org.apache.avro.SchemaValidatorBuilder;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * BACKWARD_TRANSITIVE: the current schema reads what every released version wrote. The binary files
 * under {@code src/test/resources} were written by the version that their name tells, and stay.
 */
class ShippedSchemasTest {
  private static final SchemaValidator CURRENT_READS_ALL =
      new SchemaValidatorBuilder().canReadStrategy().validateAll();

  static List<Class<? extends SpecificRecord>> records() {
    return List.of(
        Example.class,
        Label.class,
        Prediction.class,
        DecisionRequest.class,
        Decision.class,
        Outcome.class,
        DeadLetter.class,
        LearnerMetrics.class);
  }

  @ParameterizedTest
  @MethodSource("records")
  void theCurrentSchemaReadsEveryVersion(Class<? extends SpecificRecord> type)
      throws SchemaValidationException {
    ShippedSchemas shipped = ShippedSchemas.of(type);
    assertThat(shipped.versions()).isNotEmpty();
    CURRENT_READS_ALL.validate(RecordType.of(type).schema(), shipped.versions());
  }

  @ParameterizedTest
  @MethodSource("records")
  void theNewestVersionIsTheCurrentSchema(Class<? extends SpecificRecord> type) {
    ShippedSchemas shipped = ShippedSchemas.of(type);
    Schema current = plain(RecordType.of(type).schema());
    assertThat(shipped.newest())
        .as("a changed schema needs a new file schemas/%s/<version>.avsc", shipped.record())
        .isEqualTo(current);
    assertThat(ShippedSchemas.fingerprint(shipped.newest()))
        .isEqualTo(ShippedSchemas.fingerprint(current));
  }

  @ParameterizedTest
  @MethodSource("records")
  void everyVersionIsFoundByItsFingerprint(Class<? extends SpecificRecord> type) {
    ShippedSchemas shipped = ShippedSchemas.of(type);
    for (Schema version : shipped.versions()) {
      assertThat(shipped.byFingerprint(ShippedSchemas.fingerprint(version))).contains(version);
    }
    assertThat(shipped.byFingerprint(1)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("records")
  void bytesOfEveryVersionStillDecode(Class<? extends SpecificRecord> type)
      throws IOException, RejectedEventException {
    ShippedSchemas shipped = ShippedSchemas.of(type);
    for (int version = 1; version <= shipped.versions().size(); version++) {
      byte[] stored = stored(shipped.record(), version);
      assertThat(AvroHeader.fingerprint(stored))
          .isEqualTo(ShippedSchemas.fingerprint(shipped.versions().get(version - 1)));
      assertThat(WireFormat.AVRO.decode(stored, type)).isEqualTo(Samples.ofVersion(type, version));
    }
  }

  @Test
  void storedExamplesDecodeIntoTheBuffer() throws IOException, RejectedEventException {
    ExampleBuffer buffer = new ExampleBuffer();
    ExampleDecoder decoder = WireFormat.AVRO.exampleDecoder(Limits.DEFAULT);
    for (int version = 1;
        version <= ShippedSchemas.of(Example.class).versions().size();
        version++) {
      decoder.decode(stored("Example", version), buffer);
      assertThat(buffer.namedCount()).isEqualTo(4);
    }
  }

  @Test
  void storedRecordsOfDecisionsKeepTheRules() throws IOException, RejectedEventException {
    WireFormat avro = WireFormat.AVRO;
    for (int version = 1; version <= 2; version++) {
      assertThat(avro.requestDecoder(Limits.DEFAULT).decode(stored("DecisionRequest", version)))
          .isEqualTo(Samples.ofVersion(DecisionRequest.class, version));
      assertThat(avro.decisionDecoder(Limits.DEFAULT).decode(stored("Decision", version)))
          .isEqualTo(Samples.ofVersion(Decision.class, version));
    }
    assertThat(avro.outcomeDecoder(Limits.DEFAULT).decode(stored("Outcome", 1)))
        .isEqualTo(Samples.outcome());
  }

  @Test
  void incompatibleChangesAreCaught() {
    String current = plain(Example.getClassSchema()).toString();
    List<Schema> versions = ShippedSchemas.of(Example.class).versions();
    List<String> changes =
        List.of(
            current.replace("\"name\":\"id\"", "\"name\":\"key\""),
            current.replace(
                "\"name\":\"weight\",\"type\":\"double\"",
                "\"name\":\"weight\",\"type\":\"float\""),
            current.replace("[\"double\",\"string\",\"boolean\"]", "[\"double\",\"boolean\"]"),
            current.replace(
                "{\"name\":\"model\"",
                "{\"name\":\"tenant\",\"type\":\"string\"},{\"name\":\"model\""));
    for (String change : changes) {
      assertThat(change).isNotEqualTo(current);
      assertThatThrownBy(
              () -> CURRENT_READS_ALL.validate(new Schema.Parser().parse(change), versions))
          .isInstanceOf(SchemaValidationException.class);
      assertThat(new Schema.Parser().parse(change)).isNotEqualTo(versions.get(0));
    }
  }

  @Test
  void defaultsAreOfKindsThatTheJsonReaderTakesAsTheyAre() {
    for (RecordType type : RecordType.values()) {
      for (Schema.Field field : type.schema().getFields()) {
        if (field.hasDefaultValue()) {
          assertThat(field.defaultVal())
              .isInstanceOfAny(
                  org.apache.avro.JsonProperties.Null.class,
                  Double.class,
                  Integer.class,
                  Boolean.class);
        }
      }
    }
  }

  @Test
  void recordsThatDoNotStandAloneHaveNoVersions() {
    assertThatThrownBy(() -> ShippedSchemas.of(Features.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("io.thalweg.Features");
  }

  private static byte[] stored(String record, int version) throws IOException {
    String path = "/io/thalweg/schemas/" + record + "/" + version + ".bin";
    try (InputStream in = ShippedSchemasTest.class.getResourceAsStream(path)) {
      assertThat(in).as("a released version needs its bytes in %s", path).isNotNull();
      return in.readAllBytes();
    }
  }

  /** Without the generator's mark that texts are Strings. */
  private static Schema plain(Schema generated) {
    String text =
        generated
            .toString()
            .replace("{\"type\":\"string\",\"avro.java.string\":\"String\"}", "\"string\"");
    return new Schema.Parser().parse(text.replace(",\"avro.java.string\":\"String\"", ""));
  }
}
