package io.thalweg.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.DeadLetter;
import io.thalweg.convex.Ball;
import io.thalweg.convex.Hint;
import io.thalweg.convex.ScaleFree;
import io.thalweg.mirror.LearnerSpec;
import io.thalweg.mirror.LogisticLoss;
import io.thalweg.wire.Limits;
import io.thalweg.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelDoorTest {
  private static final ModelSpecs<ModelSpec> SPECS =
      new ModelSpecs<>(
          List.of(
              new ModelSpec(
                  "late*",
                  FeatureSpec.ofDimension(2),
                  new LearnerSpec(new LogisticLoss(), new Ball(1), new ScaleFree(1), Hint.ZERO, 2),
                  Long.MAX_VALUE)));

  private static DoorOptions options(DoorOptions.Order order, EventPlaces refusedBefore) {
    return new DoorOptions(WireFormat.JSON, new Limits(4096, 64), 100, 1, order, refusedBefore);
  }

  private static OneInputStreamOperatorTestHarness<RawEvent, CheckedLabel> harness(
      DoorOptions options) throws Exception {
    return new OneInputStreamOperatorTestHarness<>(
        new LabelDoor(SPECS, options, new DeadLetters("test", 16)));
  }

  private static OneInputStreamOperatorTestHarness<RawEvent, CheckedLabel> harness()
      throws Exception {
    return harness(options(DoorOptions.Order.EVENT_TIME, EventPlaces.none()));
  }

  private static RawEvent event(String source, int partition, long offset, String json) {
    byte[] value = json.getBytes(StandardCharsets.UTF_8);
    return new RawEvent(new byte[] {'k'}, value, source, partition, offset, 77).withReceipt();
  }

  private static String json(long time, String rest) {
    return "{\"model\":\"late-x\",\"id\":\"i\",\"time\":" + time + rest + "}";
  }

  private static RawEvent at(int partition, long offset, long time) {
    return event("labels", partition, offset, json(time, ",\"label\":1"));
  }

  private static List<String> refused(OneInputStreamOperatorTestHarness<?, ?> harness) {
    List<String> refused = new ArrayList<>();
    var output = harness.getSideOutput(DeadLetters.OUTPUT);
    if (output != null) {
      for (StreamRecord<DeadLetter> record : output) {
        refused.add(record.getValue().getReason() + " " + record.getValue().getOffset());
      }
    }
    return refused;
  }

  @Test
  void aLabelPassesWithItsOrigin() throws Exception {
    try (var harness = harness()) {
      harness.open();
      harness.processElement(event("labels", 2, 9, json(5, ",\"label\":1,\"weight\":0.5")), 0);
      harness.processElement(event("labels", 2, 10, json(6, ",\"label\":0")), 0);

      CheckedLabel label = harness.extractOutputValues().get(0);
      assertThat(label.model()).isEqualTo("late-x");
      assertThat(label.id()).isEqualTo("i");
      assertThat(label.time()).isEqualTo(5);
      assertThat(label.label()).isEqualTo(1);
      assertThat(label.weight()).isEqualTo(0.5);
      assertThat(harness.extractOutputValues().get(1).weight()).isNaN();
      Origin origin = label.origin();
      assertThat(origin.source() + origin.partition() + origin.offset()).isEqualTo("labels29");
      assertThat(origin.timestamp()).isEqualTo(77);
      assertThat(origin.value()).as("cut to what a letter keeps").hasSize(16);
      assertThat(origin.size()).isGreaterThan(16);
      assertThat(((StreamRecord<?>) harness.getOutput().peek()).getTimestamp()).isEqualTo(5);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"model":"late","id":"i","time":5,"label":2}     | out-of-range
          {"model":"late","id":"i","time":5,"label":0.5}   | out-of-range
          {"model":"nobody","id":"i","time":5,"label":1}   | unknown-model
          {"model":"late","id":"i","time":5}               | missing-field
          {"model":"late","id":"i","time":5,"label":NaN}   | not-finite
          """)
  void aBadLabelGoesToTheDeadLettersWithItsReason(String bad, String reason) throws Exception {
    try (var harness = harness()) {
      harness.open();
      RawEvent event = event("labels", 3, 11, bad);
      harness.processElement(event, 0);

      assertThat(harness.extractOutputValues()).isEmpty();
      assertThat(refused(harness)).containsExactly(reason + " 11");
      assertThat(event.newestAccepted()).isEqualTo(RawEvent.NOTHING_ACCEPTED);
    }
  }

  @Test
  void theSourceIsToldTheNewestAcceptedTimeOfThePartition() throws Exception {
    try (var harness = harness()) {
      harness.open();
      RawEvent first = at(0, 0, 1_000);
      RawEvent behind = at(0, 1, 950);
      RawEvent late = at(0, 2, 899);
      RawEvent elsewhere = at(1, 0, 7);
      for (RawEvent event : List.of(first, behind, late, elsewhere)) {
        harness.processElement(event, 0);
      }

      assertThat(first.newestAccepted()).isEqualTo(1_000);
      assertThat(behind.newestAccepted()).isEqualTo(1_000);
      assertThat(late.newestAccepted()).isEqualTo(RawEvent.NOTHING_ACCEPTED);
      assertThat(elsewhere.newestAccepted()).isEqualTo(7);
      assertThat(refused(harness)).containsExactly("late 2");
    }
  }

  @Test
  void theNewestTimesAreRememberedOverARestart() throws Exception {
    OperatorSubtaskState state;
    try (var harness = harness()) {
      harness.open();
      harness.processElement(at(0, 0, 1_000), 0);
      state = harness.snapshot(1, 1);
    }
    try (var harness = harness()) {
      harness.initializeState(state);
      harness.open();
      RawEvent next = at(0, 1, 930);
      harness.processElement(next, 0);

      assertThat(next.newestAccepted()).isEqualTo(1_000);
    }
  }

  @Test
  void filesThatFollowEachOtherAreOnePartition() throws Exception {
    try (var harness =
        harness(options(DoorOptions.Order.EVENT_TIME_OF_FILES, EventPlaces.none()))) {
      harness.open();
      harness.processElement(event("a.jsonl", 0, 0, json(1_000, ",\"label\":1")), 0);
      RawEvent next = event("b.jsonl", 0, 0, json(950, ",\"label\":1"));
      harness.processElement(next, 0);
      harness.processElement(event("b.jsonl", 0, 1, json(899, ",\"label\":1")), 0);

      assertThat(next.newestAccepted()).isEqualTo(1_000);
      assertThat(refused(harness)).containsExactly("late 1");
    }
  }

  @Test
  void whatAnEarlierRunRefusedIsRefusedAgainBehindTheGate() throws Exception {
    EventPlaces before = new EventPlaces();
    before.add("labels", 0, 1);
    try (var harness = harness(options(DoorOptions.Order.EVENT_TIME, before.freeze()))) {
      harness.open();
      RawEvent again = at(0, 1, 1_000);
      harness.processElement(at(0, 0, 10), 0);
      harness.processElement(again, 0);
      harness.processElement(at(0, 2, 899), 0);
      harness.processElement(at(1, 1, 10), 0);

      assertThat(refused(harness)).containsExactly("late-after-idle 1", "late 2");
      assertThat(again.newestAccepted()).as("the earlier run's gate let it pass").isEqualTo(1_000);
      assertThat(harness.extractOutputValues()).hasSize(2);
    }
  }

  @Test
  void inTheOrderOfArrivalNothingIsCarriedAlong() throws Exception {
    DoorOptions options = new DoorOptions(WireFormat.JSON, Limits.DEFAULT, Long.MAX_VALUE, 1);
    try (var harness = harness(options)) {
      harness.open();
      harness.processElement(at(0, 0, 10), 0);

      assertThat(harness.extractOutputValues().get(0).origin().isKnown()).isFalse();
    }
  }
}
