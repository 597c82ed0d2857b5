package io.thalweg.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.Example;
import io.thalweg.Features;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules that hold in both formats, each broken by an event that keeps all the others. */
class BadEventsTest {

  @ParameterizedTest
  @EnumSource
  void namesAreHeldToTheRules(WireFormat format) {
    assertThat(refused(format, e -> e.setModel("")))
        .isEqualTo("missing-field | model must not be empty: model=\"\"");
    assertThat(refused(format, e -> e.setId("")))
        .isEqualTo("missing-field | id must not be empty: id=\"\"");
    assertThat(refused(format, e -> e.setModel("é".repeat(128) + "x")))
        .isEqualTo(
            "out-of-range | model must be at most 256 bytes of UTF-8: 257 bytes, model=\""
                + "é".repeat(60)
                + "…\"");
    assertThat(refused(format, e -> e.setId("x".repeat(1000)))).startsWith("out-of-range | id ");
  }

  @ParameterizedTest
  @EnumSource
  void namesOf256BytesAreAccepted(WireFormat format) throws RejectedEventException {
    Example example = Samples.sparse();
    example.setModel("é".repeat(128));
    ExampleBuffer buffer = new ExampleBuffer();
    format.exampleDecoder(Limits.DEFAULT).decode(format.encoder().encode(example), buffer);
    assertThat(buffer.model()).hasSize(128);
  }

  @ParameterizedTest
  @EnumSource
  void timesAreHeldToTheRules(WireFormat format) {
    String rule =
        "out-of-range | time must be between 0 and 253402300799999, milliseconds of the years 1970"
            + " to 9999: time=";
    assertThat(refused(format, e -> e.setTime(Instant.ofEpochMilli(-1)))).isEqualTo(rule + "-1");
    assertThat(refused(format, e -> e.setTime(Instant.ofEpochMilli(253402300800000L))))
        .isEqualTo(rule + "253402300800000");
  }

  @ParameterizedTest
  @EnumSource
  void labelsAndWeightsAreHeldToTheRules(WireFormat format) {
    assertThat(refused(format, e -> e.setLabel(Double.NaN)))
        .isEqualTo("not-finite | label must be finite: label=NaN");
    assertThat(refused(format, e -> e.setLabel(Double.NEGATIVE_INFINITY)))
        .isEqualTo("not-finite | label must be finite: label=-Infinity");
    assertThat(refused(format, e -> e.setLabel(-1e300)))
        .isEqualTo(
            "out-of-range | label must be between -3.4028235E38 and 3.4028235E38: label=-1.0E300");
    assertThat(refused(format, e -> e.setWeight(Double.POSITIVE_INFINITY)))
        .isEqualTo("not-finite | weight must be finite: weight=Infinity");
    assertThat(refused(format, e -> e.setWeight(-1)))
        .isEqualTo("out-of-range | weight must be between 0 and 1e9: weight=-1.0");
    assertThat(refused(format, e -> e.setWeight(1.1e9)))
        .isEqualTo("out-of-range | weight must be between 0 and 1e9: weight=1.1E9");
  }

  @ParameterizedTest
  @EnumSource
  void everyFeatureIsFinite(WireFormat format) {
    assertThat(features(format, new Features(null, List.of(1, 2), List.of(1f, Float.NaN), null)))
        .isEqualTo("not-finite | features.values must be finite: features.values[1]=NaN");
    assertThat(features(format, new Features(List.of(Float.NEGATIVE_INFINITY), null, null, null)))
        .isEqualTo("not-finite | features.dense must be finite: features.dense[0]=-Infinity");
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThat(features(format, named(Map.of("distance", bad))))
          .isEqualTo(
              "not-finite | features.named must be finite: features.named[\"distance\"]=" + bad);
    }
    assertThat(features(format, named(Map.of("distance", 1e300))))
        .isEqualTo(
            "out-of-range | features.named must be between -3.4028235E38 and 3.4028235E38:"
                + " features.named[\"distance\"]=1.0E300");
  }

  @ParameterizedTest
  @EnumSource
  void indicesAreNotNegative(WireFormat format) {
    assertThat(features(format, new Features(null, List.of(1, -2), List.of(1f, 1f), null)))
        .isEqualTo(
            "out-of-range | features.indices must be between 0 and 2147483647:"
                + " features.indices[1]=-2");
  }

  @ParameterizedTest
  @EnumSource
  void exactlyOneFormStands(WireFormat format) {
    List<Float> one = List.of(1f);
    assertThat(features(format, new Features()))
        .isEqualTo(
            "missing-field | features must hold dense, or indices with values, or named: it holds"
                + " none");
    assertThat(features(format, new Features(one, List.of(1), one, null)))
        .isEqualTo(
            "undecodable | features must hold only one of dense, indices with values, and named: it"
                + " holds dense indices values together");
    assertThat(features(format, new Features(one, null, null, Map.of("a", true))))
        .endsWith("it holds dense named together");
    assertThat(features(format, new Features(null, List.of(1), null, null)))
        .isEqualTo(
            "missing-field | features.values must be present: features.indices stands alone");
    assertThat(features(format, new Features(null, null, one, null)))
        .isEqualTo(
            "missing-field | features.indices must be present: features.values stands alone");
  }

  @ParameterizedTest
  @EnumSource
  void tooManyFeaturesAreCounted(WireFormat format) {
    String rule = " must hold at most 8192 features: it holds 10000";
    List<Float> values = Collections.nCopies(10_000, 1f);
    List<Integer> indices = Collections.nCopies(10_000, 1);
    Map<String, Object> named = new java.util.HashMap<>();
    for (int i = 0; i < 10_000; i++) {
      named.put("n" + i, i % 3 == 0 ? "text" : i % 3 == 1 ? 1.0 : (Object) true);
    }
    assertThat(features(format, new Features(values, null, null, null)))
        .isEqualTo("too-many-features | features.dense" + rule);
    assertThat(features(format, new Features(null, indices, values, null)))
        .isEqualTo("too-many-features | features.indices" + rule);
    assertThat(features(format, new Features(null, List.of(1), values, null)))
        .isEqualTo("too-many-features | features.values" + rule);
    assertThat(features(format, named(named)))
        .isEqualTo("too-many-features | features.named" + rule);
  }

  @ParameterizedTest
  @EnumSource
  void oversizeIsSeenBeforeAnythingElse(WireFormat format) {
    ExampleDecoder decoder = format.exampleDecoder(new Limits(100, 10));
    assertThat(Rejections.line(Rejections.of(decoder, new byte[101])))
        .isEqualTo("oversize | event must be at most 100 bytes: it has 101 bytes");
    assertThat(Rejections.of(decoder, new byte[100]).reason()).isEqualTo(Reason.UNDECODABLE);
  }

  @ParameterizedTest
  @EnumSource
  void everyTruncationIsUndecodable(WireFormat format) {
    for (Example example : List.of(Samples.sparse(), Samples.dense(), Samples.named())) {
      byte[] good = format.encoder().encode(example);
      for (int cut = 0; cut < good.length; cut++) {
        assertThat(
                Rejections.of(format.exampleDecoder(Limits.DEFAULT), Arrays.copyOf(good, cut))
                    .reason())
            .isEqualTo(Reason.UNDECODABLE);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatFollowsTheEventIsUndecodable(WireFormat format) {
    byte[] good = format.encoder().encode(Samples.sparse());
    byte[] longer = Arrays.copyOf(good, good.length + 1);
    longer[good.length] = '}';
    assertThat(Rejections.of(format.exampleDecoder(Limits.DEFAULT), longer).reason())
        .isEqualTo(Reason.UNDECODABLE);
  }

  @Test
  void avroWithoutItsMarkerIsUndecodable() {
    String rule =
        "undecodable | event must begin with C3 01 and the 8 bytes of its schema's fingerprint: ";
    assertThat(avro(new byte[0])).isEqualTo(rule + "0 bytes");
    assertThat(avro(new byte[12])).isEqualTo(rule + "00 00");
    assertThat(avro("{\"model\":\"m\"}".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(rule + "7B 22; is this JSON?");
    byte[] versionTwo = WireFormat.AVRO.encoder().encode(Samples.sparse());
    versionTwo[1] = 2;
    assertThat(avro(versionTwo)).isEqualTo(rule + "C3 02");
  }

  @Test
  void anUnknownFingerprintIsNamed() {
    byte[] event = WireFormat.AVRO.encoder().encode(Samples.sparse());
    Arrays.fill(event, 2, 10, (byte) 0);
    event[2] = 0x2a;
    assertThat(avro(event))
        .isEqualTo(
            "unknown-schema | event must be written with a version of Example that this release"
                + " ships: fingerprint=000000000000002a");
    assertThat(avro(WireFormat.AVRO.encoder().encode(Samples.prediction())))
        .startsWith("unknown-schema | ");
  }

  @Test
  void avroTextThatIsNoUtf8IsUndecodable() {
    byte[] event = WireFormat.AVRO.encoder().encode(Samples.sparse());
    event[11] = (byte) 0xff;
    assertThat(avro(event))
        .isEqualTo(
            "undecodable | event must be the Avro binary of its schema: text must be UTF-8: it is"
                + " not at byte 11");
  }

  @Test
  void avroMapsHoldEachNameOnce() {
    byte[] event =
        WireFormat.AVRO.encoder().encode(Samples.example(named(Map.of("a", true, "~", true))));
    for (int i = AvroHeader.LENGTH; i < event.length; i++) {
      event[i] = event[i] == '~' ? (byte) 'a' : event[i];
    }
    assertThat(avro(event))
        .isEqualTo(
            "duplicate-index | features.named must hold each name once: features.named[\"a\"]"
                + " stands twice");
  }

  @Test
  void avroClaimsAreNamed() {
    byte[] header = Arrays.copyOf(WireFormat.AVRO.encoder().encode(Samples.sparse()), 20);
    Arrays.fill(header, 10, 14, (byte) 0xff);
    header[14] = 0x0f; // a name of 2 GiB
    assertThat(avro(header))
        .isEqualTo(
            "undecodable | event must be the Avro binary of its schema: a length must not exceed"
                + " the bytes that are left: it is -2147483648, left are 5");
  }

  private static String avro(byte[] event) {
    return Rejections.line(Rejections.of(WireFormat.AVRO.exampleDecoder(Limits.DEFAULT), event));
  }

  private static Features named(Map<String, Object> named) {
    return new Features(null, null, null, named);
  }

  private static String features(WireFormat format, Features features) {
    return refused(format, e -> e.setFeatures(features));
  }

  private static String refused(WireFormat format, Consumer<Example> mistake) {
    Example example = Samples.sparse();
    mistake.accept(example);
    return Rejections.line(
        Rejections.of(format.exampleDecoder(Limits.DEFAULT), format.encoder().encode(example)));
  }
}
