package io.thalweg.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.Example;
import io.thalweg.Features;
import io.thalweg.wire.ExampleBuffer.Form;
import io.thalweg.wire.ExampleBuffer.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExampleDecoderTest {
  private final ExampleBuffer buffer = new ExampleBuffer();

  @ParameterizedTest
  @EnumSource
  void whatIsEncodedIsDecodedBitForBit(WireFormat format) throws RejectedEventException {
    SplittableRandom random = new SplittableRandom(3);
    RecordEncoder encoder = format.encoder();
    ExampleDecoder decoder = format.exampleDecoder(Limits.DEFAULT);
    for (int round = 0; round < 5_000; round++) {
      Example example = Samples.randomExample(random);
      decoder.decode(encoder.encode(example), buffer);
      assertSame(example, buffer);
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingOfAnEarlierEventRemains(WireFormat format) throws RejectedEventException {
    ExampleDecoder decoder = format.exampleDecoder(Limits.DEFAULT);
    decoder.decode(format.encoder().encode(Samples.named()), buffer);
    Example unlabelled = Samples.dense();
    unlabelled.setLabel(null);
    unlabelled.setWeight(0.5);
    decoder.decode(format.encoder().encode(unlabelled), buffer);
    assertSame(unlabelled, buffer);
    assertThat(buffer.label()).isNaN();
    decoder.decode(format.encoder().encode(Samples.sparse()), buffer);
    assertSame(Samples.sparse(), buffer);
  }

  @ParameterizedTest
  @EnumSource
  void aRefusedEventLeavesTheDecoderUsable(WireFormat format) throws RejectedEventException {
    ExampleDecoder decoder = format.exampleDecoder(Limits.DEFAULT);
    byte[] good = format.encoder().encode(Samples.sparse());
    for (int cut = 0; cut < good.length; cut++) {
      Rejections.of(decoder, java.util.Arrays.copyOf(good, cut));
      decoder.decode(good, buffer);
      assertSame(Samples.sparse(), buffer);
    }
  }

  @ParameterizedTest
  @EnumSource
  void asManyFeaturesAsTheLimitAreRead(WireFormat format) throws RejectedEventException {
    List<Float> dense = new ArrayList<>();
    Map<String, Object> named = new LinkedHashMap<>();
    for (int i = 0; i < 8192; i++) {
      dense.add((float) i);
      named.put("n" + i, i % 2 == 0);
    }
    ExampleDecoder decoder = format.exampleDecoder(Limits.DEFAULT);
    for (Features features :
        List.of(new Features(dense, null, null, null), new Features(null, null, null, named))) {
      decoder.decode(format.encoder().encode(Samples.example(features)), buffer);
      assertSame(Samples.example(features), buffer);
    }
  }

  @Test
  void jsonOfTheDocumentationIsRead() throws RejectedEventException {
    decodeJson(
        "{\"model\": \"late\", \"id\": \"f-17\", \"time\": 978328800000, \"features\":"
            + " {\"named\": {\"origin\": \"SEA\", \"distance\": 954}}, \"label\": 1.0,"
            + " \"weight\": 1.0}\r\n");
    assertThat(buffer.model()).isEqualTo("late");
    assertThat(buffer.form()).isEqualTo(Form.NAMED);
    assertThat(text(buffer.nameStart(0), buffer.nameEnd(0))).isEqualTo("origin");
    assertThat(buffer.number(1)).isEqualTo(954);
  }

  @Test
  void jsonFieldsStandInAnyOrderAndNullMeansAbsent() throws RejectedEventException {
    decodeJson(
        "{\"weight\":null,\"label\":null,\"features\":{\"named\":null,\"dense\":[1]},"
            + "\"time\":0,\"id\":\"a\",\"model\":\"m\"}");
    assertThat(buffer.form()).isEqualTo(Form.DENSE);
    assertThat(buffer.labelled()).isFalse();
    assertThat(buffer.weight()).isEqualTo(1);
    assertThat(buffer.time()).isZero();
  }

  @Test
  void jsonNumbersAreRoundedOnceFromTheirText() throws RejectedEventException {
    // Halfway between two floats but for the last digit: by way of a double it would round down.
    String between = "1.00000005960464477540";
    assertThat((float) Double.parseDouble(between)).isNotEqualTo(Float.parseFloat(between));
    SplittableRandom random = new SplittableRandom(4);
    List<String> numbers =
        new ArrayList<>(List.of(between, "-0", "-0.0", "1e-300", "0e999", "9007199254740993"));
    for (int i = 0; i < 20_000; i++) {
      String digits = Long.toString(random.nextLong() >>> random.nextInt(1, 64));
      String fraction = random.nextBoolean() ? "." + Long.toUnsignedString(random.nextLong()) : "";
      numbers.add(digits + fraction + (random.nextBoolean() ? "e-" + random.nextInt(70) : ""));
    }
    for (int from = 0; from < numbers.size(); from += 1000) {
      List<String> some = numbers.subList(from, Math.min(numbers.size(), from + 1000));
      decodeJson(event("{\"dense\":[" + String.join(",", some) + "]}"));
      for (int i = 0; i < some.size(); i++) {
        assertThat(Float.floatToRawIntBits(buffer.values()[i]))
            .as(some.get(i))
            .isEqualTo(Float.floatToRawIntBits(Float.parseFloat(some.get(i))));
      }
    }
  }

  @Test
  void jsonEscapesAreRead() throws RejectedEventException {
    decodeJson(event("{\"named\":{\"\\u00e9\\ud83d\\ude00\\n\":\"\\u20ac/\\/\"}}"));
    assertThat(text(buffer.nameStart(0), buffer.nameEnd(0))).isEqualTo("é😀\n");
    assertThat(text(buffer.textStart(0), buffer.textEnd(0))).isEqualTo("€//");
  }

  @Test
  void manyNamesThatDifferAreNotTakenForEachOther() throws RejectedEventException {
    StringBuilder named = new StringBuilder();
    for (int i = 0; i < 8192; i++) {
      named.append(i == 0 ? "" : ",").append('"').append(Integer.toString(i, 36)).append("\":true");
    }
    decodeJson(event("{\"named\":{" + named + "}}"));
    assertThat(buffer.namedCount()).isEqualTo(8192);
  }

  private void decodeJson(String event) throws RejectedEventException {
    WireFormat.JSON
        .exampleDecoder(Limits.DEFAULT)
        .decode(event.getBytes(StandardCharsets.UTF_8), buffer);
  }

  private static String event(String features) {
    return "{\"model\":\"m\",\"id\":\"a\",\"time\":0,\"features\":" + features + "}";
  }

  private String text(int from, int to) {
    return new String(buffer.text(), from, to - from, StandardCharsets.UTF_8);
  }

  private void assertSame(Example expected, ExampleBuffer actual) {
    assertThat(actual.model()).isEqualTo(expected.getModel());
    assertThat(actual.id()).isEqualTo(expected.getId());
    assertThat(actual.time()).isEqualTo(expected.getTime().toEpochMilli());
    assertThat(actual.labelled()).isEqualTo(expected.getLabel() != null);
    if (actual.labelled()) {
      assertThat(actual.label()).isEqualTo(expected.getLabel());
    }
    assertThat(actual.weight()).isEqualTo(expected.getWeight());
    Features features = expected.getFeatures();
    if (features.getDense() != null) {
      assertThat(actual.form()).isEqualTo(Form.DENSE);
      assertSameFloats(features.getDense());
    } else if (features.getIndices() != null) {
      assertThat(actual.form()).isEqualTo(Form.SPARSE);
      assertSameFloats(features.getValues());
      assertThat(actual.indexCount()).isEqualTo(features.getIndices().size());
      for (int i = 0; i < actual.indexCount(); i++) {
        assertThat(actual.indices()[i]).isEqualTo(features.getIndices().get(i));
      }
    } else {
      assertThat(actual.form()).isEqualTo(Form.NAMED);
      assertSameNamed(features.getNamed());
    }
  }

  private void assertSameFloats(List<Float> expected) {
    assertThat(buffer.valueCount()).isEqualTo(expected.size());
    assertThat(buffer.namedCount()).isZero();
    for (int i = 0; i < expected.size(); i++) {
      assertThat(Float.floatToRawIntBits(buffer.values()[i]))
          .isEqualTo(Float.floatToRawIntBits(expected.get(i)));
    }
  }

  private void assertSameNamed(Map<String, Object> expected) {
    assertThat(buffer.valueCount()).isZero();
    Map<String, Object> actual = new LinkedHashMap<>();
    for (int i = 0; i < buffer.namedCount(); i++) {
      Object value =
          switch (buffer.kind(i)) {
            case NUMBER -> buffer.number(i);
            case TEXT -> text(buffer.textStart(i), buffer.textEnd(i));
            case TRUE, FALSE -> buffer.kind(i) == Kind.TRUE;
          };
      actual.put(text(buffer.nameStart(i), buffer.nameEnd(i)), value);
    }
    assertThat(actual).isEqualTo(expected);
  }
}
