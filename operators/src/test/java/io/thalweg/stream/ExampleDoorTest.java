package io.thalweg.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thalweg.DeadLetter;
import io.thalweg.convex.Ball;
import io.thalweg.convex.Hint;
import io.thalweg.convex.ScaleFree;
import io.thalweg.math.FeatureHash;
import io.thalweg.math.FeatureVector;
import io.thalweg.mirror.LearnerSpec;
import io.thalweg.mirror.LogisticLoss;
import io.thalweg.mirror.Loss;
import io.thalweg.mirror.SquaredLoss;
import io.thalweg.wire.Limits;
import io.thalweg.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExampleDoorTest {
  private static final String JOB = "test";

  private static ModelSpec spec(String name, FeatureSpec features, Loss loss) {
    LearnerSpec learner =
        new LearnerSpec(
            loss, new Ball(1), new ScaleFree(1), Hint.LAST_GRADIENT, features.dimension());
    return ModelSpec.of(name, features, learner, Optional.empty());
  }

  private static final ModelSpecs<ModelSpec> SPECS =
      new ModelSpecs<>(
          List.of(
              spec("pair", FeatureSpec.ofDimension(2), new SquaredLoss()),
              spec("biased", FeatureSpec.ofDimension(2).withBias(), new SquaredLoss()),
              spec("late*", FeatureSpec.ofHashBits(10), new LogisticLoss())));

  private static OneInputStreamOperatorTestHarness<RawEvent, CheckedExample> harness(
      long allowedDisorder, double stopAbove) throws Exception {
    DoorOptions options =
        new DoorOptions(WireFormat.JSON, new Limits(4096, 64), allowedDisorder, stopAbove);
    return new OneInputStreamOperatorTestHarness<>(
        new ExampleDoor(SPECS, options, new DeadLetters(JOB, 100)));
  }

  private static RawEvent event(String json, int partition, long offset) {
    return new RawEvent(
        "key".getBytes(StandardCharsets.UTF_8),
        json.getBytes(StandardCharsets.UTF_8),
        "examples",
        partition,
        offset,
        77);
  }

  private static String json(String model, String features, String rest) {
    return "{\"model\":\"%s\",\"id\":\"i\",\"time\":5,\"features\":%s%s}"
        .formatted(model, features, rest);
  }

  private static FeatureVector accepted(String json) throws Exception {
    try (var harness = harness(Long.MAX_VALUE, 1)) {
      harness.open();
      harness.processElement(event(json, 0, 0), 0);
      assertThat(letters(harness)).isEmpty();
      return harness.extractOutputValues().get(0).features();
    }
  }

  private static List<DeadLetter> letters(AbstractStreamOperatorTestHarness<?> harness) {
    List<DeadLetter> letters = new ArrayList<>();
    var output = harness.getSideOutput(DeadLetters.OUTPUT);
    if (output != null) {
      for (StreamRecord<DeadLetter> record : output) {
        letters.add(record.getValue());
      }
    }
    return letters;
  }

  @Test
  void sparseFeaturesComeOutAscending() throws Exception {
    FeatureVector x =
        accepted(json("late", "{\"indices\":[700,3,12],\"values\":[1.5,2,-4]}", ",\"label\":1"));

    assertThat(x).hasToString("[3, 12, 700]:[2.0, -4.0, 1.5]");
  }

  @Test
  void manySparseFeaturesComeOutAscending() throws Exception {
    StringBuilder indices = new StringBuilder();
    StringBuilder values = new StringBuilder();
    for (int k = 0; k < 60; k++) {
      indices.append(k == 0 ? "" : ",").append(k * 397 % 1024);
      values.append(k == 0 ? "" : ",").append(k);
    }
    FeatureVector x =
        accepted(json("late", "{\"indices\":[%s],\"values\":[%s]}".formatted(indices, values), ""));

    assertThat(x.size()).isEqualTo(60);
    for (int k = 0; k < 60; k++) {
      assertThat(x.indices()[k]).isEqualTo(((int) x.values()[k]) * 397 % 1024);
      assertThat(k == 0 || x.indices()[k - 1] < x.indices()[k]).isTrue();
    }
  }

  @Test
  void aBiasStandsBehindTheOthers() throws Exception {
    assertThat(accepted(json("biased", "{\"dense\":[4,5]}", ""))).hasToString("[4.0, 5.0, 1.0]");
    assertThat(accepted(json("biased", "{\"indices\":[1],\"values\":[5]}", "")))
        .hasToString("[1, 2]:[5.0, 1.0]");
  }

  @Test
  void namedFeaturesAreHashedWithTheirSigns() throws Exception {
    FeatureVector x =
        accepted(
            json(
                "late",
                "{\"named\":{\"origin\":\"SEA\",\"distance\":954,\"night\":true,\"far\":false}}",
                ""));

    FeatureHash hash = new FeatureHash(10);
    assertThat(x.size()).isEqualTo(3);
    for (String name : new String[] {"origin=SEA", "distance", "night"}) {
      byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
      int hashed = hash.hash(utf8, 0, utf8.length);
      float expected = hash.sign(hashed) * (name.equals("distance") ? 954 : 1);
      int at = java.util.Arrays.binarySearch(x.indices(), hash.index(hashed));
      assertThat(at).as(name).isNotNegative();
      assertThat(x.values()[at]).isEqualTo(expected);
    }
  }

  @Test
  void collidingNamesAreAddedUpAndCounted() throws Exception {
    FeatureHash hash = new FeatureHash(10);
    byte[] first = "n0".getBytes(StandardCharsets.UTF_8);
    String other = null;
    for (int k = 1; other == null; k++) {
      byte[] name = ("n" + k).getBytes(StandardCharsets.UTF_8);
      if (hash.index(hash.hash(name, 0, name.length)) == hash.index(hash.hash(first, 0, 2))) {
        other = "n" + k;
      }
    }
    byte[] second = other.getBytes(StandardCharsets.UTF_8);
    float expected =
        hash.sign(hash.hash(first, 0, 2)) * 2 + hash.sign(hash.hash(second, 0, second.length)) * 3;

    FeatureVector x =
        accepted(json("late", "{\"named\":{\"n0\":2,\"%s\":3}}".formatted(other), ""));

    assertThat(x.size()).isEqualTo(1);
    assertThat(x.values()[0]).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"model":"pair","id":"i","time":5,"features":{"dense":[1]}}                     | dimension          | length=1
          {"model":"pair","id":"i","time":5,"features":{"dense":[1,2,3]}}                 | dimension          | length=3
          {"model":"pair","id":"i","time":5,"features":{"indices":[2],"values":[1]}}      | dimension          | indices[0]=2
          {"model":"pair","id":"i","time":5,"features":{"named":{"a":1}}}                 | dimension          | hashBits
          {"model":"pair","id":"i","time":5,"features":{"indices":[0,1],"values":[1]}}    | mismatched-lengths | indices=2, values=1
          {"model":"pair","id":"i","time":5,"features":{"indices":[1,1],"values":[1,2]}}  | duplicate-index    | index 1 stands at 0 and 1
          {"model":"nobody","id":"i","time":5,"features":{"dense":[1,2]}}                 | unknown-model      | model=nobody
          {"model":"late","id":"i","time":5,"features":{"named":{"a":1}},"label":2}       | out-of-range       | label=2.0
          {"model":"late","id":"i","time":5,"features":{"named":{"a":1}},"label":0.5}     | out-of-range       | label=0.5
          {"model":"pair","id":"i","time":-1,"features":{"dense":[1,2]}}                  | out-of-range       | time
          {"model":"pair","id":"i","time":5,"features":{"dense":[1,NaN]}}                 | not-finite         | features.dense
          """)
  void aBadEventGoesToTheDeadLettersWithItsReason(String bad, String reason, String message)
      throws Exception {
    try (var harness = harness(Long.MAX_VALUE, 1)) {
      harness.open();
      harness.processElement(event(json("pair", "{\"dense\":[1,2]}", ""), 3, 10), 0);
      harness.processElement(event(bad, 3, 11), 0);
      harness.processElement(event(json("pair", "{\"dense\":[3,4]}", ""), 3, 12), 0);

      assertThat(harness.extractOutputValues()).hasSize(2);
      List<DeadLetter> letters = letters(harness);
      assertThat(letters).hasSize(1);
      DeadLetter letter = letters.get(0);
      assertThat(letter.getReason()).isEqualTo(reason);
      assertThat(letter.getMessage()).contains(message);
      assertThat(letter.getSource()).isEqualTo("examples");
      assertThat(letter.getPartition()).isEqualTo(3);
      assertThat(letter.getOffset()).isEqualTo(11);
      assertThat(letter.getTimestamp().toEpochMilli()).isEqualTo(77);
      assertThat(letter.getSize()).isEqualTo(bad.length());
      assertThat(letter.getValue().remaining()).isEqualTo(Math.min(100, bad.length()));
      assertThat(letter.getJob()).isEqualTo(JOB);
    }
  }

  @Test
  void whatIsLateIsRememberedOverARestart() throws Exception {
    OperatorSubtaskState state;
    String late = "{\"model\":\"pair\",\"id\":\"i\",\"time\":%d,\"features\":{\"dense\":[1,2]}}";
    try (var harness = harness(100, 1)) {
      harness.open();
      harness.processElement(event(late.formatted(1_000), 0, 0), 0);
      state = harness.snapshot(1, 1);
    }
    try (var harness = harness(100, 1)) {
      harness.initializeState(state);
      harness.open();
      harness.processElement(event(late.formatted(900), 0, 1), 0);
      harness.processElement(event(late.formatted(899), 0, 2), 0);
      harness.processElement(event(late.formatted(1), 1, 0), 0);

      assertThat(harness.extractOutputValues()).hasSize(2);
      assertThat(letters(harness))
          .singleElement()
          .extracting(DeadLetter::getReason)
          .isEqualTo("late");
    }
  }

  @Test
  void tooManyBadEventsStopTheJobWhereThatIsWanted() throws Exception {
    try (var harness = harness(Long.MAX_VALUE, 0.1)) {
      harness.open();
      for (int k = 0; k < 900; k++) {
        harness.processElement(event(json("pair", "{\"dense\":[1,2]}", ""), 0, k), 0);
      }
      assertThatThrownBy(
              () -> {
                for (int k = 0; k < 200; k++) {
                  harness.processElement(event("{", 0, 900 + k), 0);
                }
              })
          .rootCause()
          .hasMessageContaining("share of refused events must stay at or below 0.1")
          .hasMessageContaining("undecodable");
    }
  }
}
