package io.thalweg.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.Label;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LabelDecoderTest {
  private static final String GOOD =
      "{\"model\":\"m\",\"id\":\"a\",\"time\":7,\"label\":1,\"weight\":2}";

  private final LabelBuffer buffer = new LabelBuffer();

  @ParameterizedTest
  @EnumSource
  void whatIsEncodedIsDecodedBitForBit(WireFormat format) throws RejectedEventException {
    SplittableRandom random = new SplittableRandom(13);
    LabelDecoder decoder = format.labelDecoder(Limits.DEFAULT);
    for (int round = 0; round < 5_000; round++) {
      Label label = Samples.randomLabel(random);
      decoder.decode(format.encoder().encode(label), buffer);
      assertSame(label);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRefusedLabelLeavesTheDecoderUsable(WireFormat format) throws RejectedEventException {
    LabelDecoder decoder = format.labelDecoder(Limits.DEFAULT);
    byte[] good = format.encoder().encode(Samples.label());
    for (int cut = 0; cut < good.length; cut++) {
      assertThat(Rejections.ofLabel(decoder, Arrays.copyOf(good, cut)).reason())
          .isEqualTo(Reason.UNDECODABLE);
      decoder.decode(good, buffer);
      assertSame(Samples.label());
    }
    byte[] longer = Arrays.copyOf(good, good.length + 1);
    longer[good.length] = '}';
    assertThat(Rejections.ofLabel(decoder, longer).reason()).isEqualTo(Reason.UNDECODABLE);
  }

  @ParameterizedTest
  @EnumSource
  void labelsAreHeldToTheRulesOfExamples(WireFormat format) {
    assertThat(refused(format, l -> l.setModel("")))
        .isEqualTo("missing-field | model must not be empty: model=\"\"");
    assertThat(refused(format, l -> l.setId("x".repeat(257)))).startsWith("out-of-range | id ");
    assertThat(refused(format, l -> l.setTime(Instant.ofEpochMilli(-1))))
        .startsWith("out-of-range | time ");
    assertThat(refused(format, l -> l.setLabel(Double.NaN)))
        .isEqualTo("not-finite | label must be finite: label=NaN");
    assertThat(refused(format, l -> l.setLabel(1e300))).startsWith("out-of-range | label ");
    assertThat(refused(format, l -> l.setWeight(-1.0)))
        .isEqualTo("out-of-range | weight must be between 0 and 1e9: weight=-1.0");
    assertThat(refused(format, l -> l.setWeight(Double.POSITIVE_INFINITY)))
        .isEqualTo("not-finite | weight must be finite: weight=Infinity");
    byte[] label = format.encoder().encode(Samples.label());
    assertThat(Rejections.ofLabel(format.labelDecoder(new Limits(10, 1)), label).reason())
        .isEqualTo(Reason.OVERSIZE);
  }

  @Test
  void jsonFieldsStandInAnyOrderAndNullMeansAbsent() throws RejectedEventException {
    String event = "{\"weight\":null,\"label\":-0.5,\"time\":0,\"id\":\"a\",\"model\":\"m\"}";
    WireFormat.JSON
        .labelDecoder(Limits.DEFAULT)
        .decode(event.getBytes(StandardCharsets.UTF_8), buffer);
    assertThat(buffer.label()).isEqualTo(-0.5);
    assertThat(buffer.weighted()).isFalse();
    assertThat(buffer.weight()).isNaN();
  }

  @Test
  void whatOnlyJsonCanGetWrongIsNamed() {
    Map<String, String> parts =
        Map.of(
            "model", "\"model\":\"m\",",
            "id", "\"id\":\"a\",",
            "time", "\"time\":7,",
            "label", "\"label\":1,");
    parts.forEach(
        (field, part) ->
            assertThat(json(part, ""))
                .isEqualTo("missing-field | " + field + " must be present: it is absent or null"));
    assertThat(json("\"label\":1", "\"label\":\"high\""))
        .isEqualTo("undecodable | label must be a number: label=\"high\"");
    assertThat(json("\"weight\"", "\"wieght\""))
        .isEqualTo(
            "undecodable | event must hold no other fields than model, id, time, label and weight:"
                + " \"wieght\"");
    assertThat(json("\"id\":\"a\"", "\"id\":\"a\",\"id\":\"a\""))
        .isEqualTo("undecodable | event must hold each field once: id stands twice");
    assertThat(json("{\"model\":\"m\",\"id\":\"a\",\"time\":7,\"label\":1,\"weight\":2}", "[]"))
        .isEqualTo("undecodable | event must be one JSON object: event=an array");
  }

  @Test
  void anExampleIsNoLabel() {
    byte[] example = WireFormat.AVRO.encoder().encode(Samples.sparse());
    assertThat(Rejections.line(Rejections.ofLabel(avro(), example)))
        .startsWith(
            "unknown-schema | event must be written with a version of Label that this release"
                + " ships");
  }

  @Test
  void olderLabelsGetTheDefaultsOfWhatTheyLack() throws IOException, RejectedEventException {
    Schema older =
        new Schema.Parser()
            .parse(
                """
                {"type": "record", "name": "Label", "namespace": "io.thalweg", "fields": [
                  {"name": "label", "type": "int"}, {"name": "id", "type": "string"},
                  {"name": "time", "type": "long"}, {"name": "model", "type": "string"}]}
                """);
    GenericRecord event = new GenericData.Record(older);
    event.put("label", 1);
    event.put("id", "f-1");
    event.put("time", 5L);
    event.put("model", "m");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(AvroHeader.of(ShippedSchemas.fingerprint(older)));
    BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(older).write(event, out);
    out.flush();

    new AvroLabelDecoder(
            Limits.DEFAULT,
            new ShippedSchemas("Label", List.of(older, ShippedSchemas.of(Label.class).newest())))
        .decode(bytes.toByteArray(), buffer);

    assertSame(new Label("m", "f-1", Instant.ofEpochMilli(5), 1.0, null));
  }

  private static LabelDecoder avro() {
    return WireFormat.AVRO.labelDecoder(Limits.DEFAULT);
  }

  private static String refused(WireFormat format, Consumer<Label> mistake) {
    Label label = Samples.label();
    mistake.accept(label);
    return Rejections.line(
        Rejections.ofLabel(format.labelDecoder(Limits.DEFAULT), format.encoder().encode(label)));
  }

  private static String json(String part, String replacement) {
    assertThat(GOOD).contains(part);
    return Rejections.line(
        Rejections.ofLabel(
            WireFormat.JSON.labelDecoder(Limits.DEFAULT),
            GOOD.replace(part, replacement).getBytes(StandardCharsets.UTF_8)));
  }

  private void assertSame(Label expected) {
    assertThat(buffer.model()).isEqualTo(expected.getModel());
    assertThat(buffer.id()).isEqualTo(expected.getId());
    assertThat(buffer.time()).isEqualTo(expected.getTime().toEpochMilli());
    assertThat(buffer.label()).isEqualTo(expected.getLabel());
    assertThat(buffer.weighted()).isEqualTo(expected.getWeight() != null);
    if (buffer.weighted()) {
      assertThat(buffer.weight()).isEqualTo(expected.getWeight());
    }
  }
}
