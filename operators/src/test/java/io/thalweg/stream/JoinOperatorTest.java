package io.thalweg.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thalweg.DeadLetter;
import io.thalweg.LearnerMetrics;
import io.thalweg.Prediction;
import io.thalweg.convex.Ball;
import io.thalweg.convex.Hint;
import io.thalweg.convex.ScaleFree;
import io.thalweg.math.FeatureVector;
import io.thalweg.mirror.LearnerSpec;
import io.thalweg.mirror.LogisticLoss;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.flink.api.common.accumulators.Accumulator;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JoinOperatorTest {
  private static final int MAX_PARALLELISM = 16;
  private static final int DIMENSION = 16;
  private static final long TIMEOUT = 1_000;
  private static final long HOLD = 100;
  private static final JoinOptions JOIN = new JoinOptions(TIMEOUT, HOLD);
  private static final LearnerOptions OPTIONS = new LearnerOptions(1 << 20, 1, 2);
  private static final FeatureVector ONE =
      new FeatureVector().sparse(new int[] {1}, new float[] {1}, 1);
  private static final FeatureVector TWO =
      new FeatureVector().sparse(new int[] {1, 2}, new float[] {1, -2}, 2);

  private static final ModelSpec SPEC =
      new ModelSpec(
          "*",
          FeatureSpec.ofDimension(DIMENSION),
          new LearnerSpec(
              new LogisticLoss(), new Ball(4), new ScaleFree(1), Hint.LAST_GRADIENT, DIMENSION),
          Long.MAX_VALUE);

  private static Origin at(long offset) {
    return new Origin(new byte[] {'k'}, new byte[] {'v'}, 1, "topic", 0, offset, 7);
  }

  private static CheckedExample example(String model, String id, long time, FeatureVector x) {
    return new CheckedExample(model, id, time, false, 0, 1, 0, x, at(time));
  }

  private static CheckedExample complete(String id, long time, FeatureVector x, double label) {
    CheckedExample labelled = CheckedExample.labelled("m", id, time, label, 1, x);
    return new CheckedExample("m", id, time, true, label, 1, labelled.digest(), x, at(time));
  }

  private static CheckedLabel label(String model, String id, long time, double label) {
    return new CheckedLabel(model, id, time, label, Double.NaN, at(time));
  }

  /** One subtask of the operator over RocksDB, and what it has given out. */
  private static final class Run implements AutoCloseable {
    final KeyedTwoInputStreamOperatorTestHarness<String, CheckedExample, CheckedLabel, Prediction>
        harness;

    Run(ModelSpec spec, JoinOptions join) throws Exception {
      this(operator(spec, join), 1, 0);
    }

    Run(JoinOperator operator, int parallelism, int subtask) throws Exception {
      harness =
          new KeyedTwoInputStreamOperatorTestHarness<>(
              operator,
              CheckedExample::model,
              CheckedLabel::model,
              Types.STRING,
              MAX_PARALLELISM,
              parallelism,
              subtask);
      harness.setStateBackend(new EmbeddedRocksDBStateBackend(false));
    }

    static Run of(ModelSpec spec) throws Exception {
      Run run = new Run(spec, JOIN);
      run.harness.open();
      return run;
    }

    Run add(TimedEvent... events) throws Exception {
      for (TimedEvent event : events) {
        if (event instanceof CheckedExample example) {
          harness.processElement1(example, example.time());
        } else {
          harness.processElement2((CheckedLabel) event, event.time());
        }
      }
      return this;
    }

    Run watermark(long time) throws Exception {
      harness.processBothWatermarks(new Watermark(time));
      return this;
    }

    List<Prediction> answers() {
      return harness.extractOutputValues();
    }

    /** The answer to a question that is asked now. */
    Prediction ask(String model, FeatureVector x) throws Exception {
      harness.processElement1(
          new CheckedExample(
              model, "question", Long.MAX_VALUE / 2, false, 0, 1, 0, x, Origin.UNKNOWN),
          0);
      return answers().get(answers().size() - 1);
    }

    List<String> refused() {
      List<String> refused = new ArrayList<>();
      for (DeadLetter letter : letters()) {
        refused.add(letter.getReason() + " " + letter.getOffset());
      }
      return refused;
    }

    List<DeadLetter> letters() {
      List<DeadLetter> letters = new ArrayList<>();
      var output = harness.getSideOutput(DeadLetters.OUTPUT);
      if (output != null) {
        output.forEach(record -> letters.add(record.getValue()));
      }
      return letters;
    }

    List<LearnerMetrics> metrics() {
      List<LearnerMetrics> metrics = new ArrayList<>();
      var output = harness.getSideOutput(LearnerOperator.METRICS);
      if (output != null) {
        output.forEach(record -> metrics.add(record.getValue()));
      }
      return metrics;
    }

    long counter(String name) {
      Accumulator<?, ?> counter =
          harness.getEnvironment().getAccumulatorRegistry().getUserMap().get(name);
      return (Long) counter.getLocalValue();
    }

    @Override
    public void close() throws Exception {
      harness.close();
    }
  }

  private static JoinOperator operator(ModelSpec spec, JoinOptions join) {
    return new JoinOperator(
        new ModelSpecs<>(List.of(spec)), OPTIONS, join, new DeadLetters("test", 100));
  }

  private static LabelledFold fold(ModelSpec spec, TimedEvent... events) {
    LabelledFold fold = new LabelledFold(spec, JOIN);
    for (TimedEvent event : events) {
      fold.add(event);
    }
    return fold.run();
  }

  private static void assertEqual(Run run, LabelledFold fold) throws Exception {
    Prediction now = run.ask("m", TWO);
    assertThat(now.getVersion().getEvents()).isEqualTo(fold.events);
    assertThat(now.getVersion().getDigest()).isEqualTo(HexFormat.of().toHexDigits(fold.digest));
    assertThat(now.getMargin()).isEqualTo(fold.margin(TWO));
    if (fold.events > 0) {
      LearnerMetrics last = run.metrics().get(run.metrics().size() - 1);
      assertThat(last.getProgressiveLoss()).isEqualTo(fold.lossSum / fold.weightSum);
    }
  }

  @Test
  void answersComeAtOnceAndLearningWaitsForTheWatermark() throws Exception {
    try (Run run = Run.of(SPEC)) {
      run.add(example("m", "a", 10, ONE), label("m", "a", 20, 1));
      assertThat(run.answers()).hasSize(1);
      assertThat(run.answers().get(0).getLabel()).isNull();
      assertThat(run.answers().get(0).getLoss()).isNull();
      run.watermark(19);
      assertThat(run.ask("m", ONE).getVersion().getEvents()).isZero();
      run.watermark(20);
      Prediction learned = run.ask("m", ONE);
      assertThat(learned.getVersion().getEvents()).isEqualTo(1);
      assertThat(learned.getMargin()).isPositive();
      assertThat(run.refused()).isEmpty();
    }
  }

  /**
   * No watermark comes of a source that is idle when it ends; its pairs are learned all the same.
   */
  @Test
  void theEndOfASilentLogIsTheEndOfTime() throws Exception {
    try (Run run = Run.of(SPEC)) {
      run.add(example("m", "a", 10, ONE), label("m", "a", 20, 1)).watermark(19);
      run.harness.processWatermarkStatus1(WatermarkStatus.IDLE);
      run.harness.processWatermarkStatus2(WatermarkStatus.IDLE);
      run.harness.getOperator().finish();
      assertThat(run.ask("m", ONE).getVersion().getEvents()).isEqualTo(1);
    }
  }

  @Test
  void oneInputAloneDoesNotMoveTheTime() throws Exception {
    try (Run run = Run.of(SPEC)) {
      run.add(example("m", "a", 10, ONE), label("m", "a", 20, 1));
      run.harness.processWatermark1(new Watermark(1_000_000));
      assertThat(run.ask("m", ONE).getVersion().getEvents()).isZero();
      run.harness.processWatermark2(new Watermark(20));
      assertThat(run.ask("m", ONE).getVersion().getEvents()).isEqualTo(1);
    }
  }

  @Test
  void theLossThatCountsIsThatOfTheMarginKeptAtRegistration() throws Exception {
    TimedEvent[] log = {
      example("m", "a", 10, ONE),
      example("m", "b", 11, TWO),
      label("m", "a", 20, 1),
      label("m", "b", 30, 0)
    };
    try (Run run = Run.of(SPEC)) {
      run.add(log).watermark(1_000_000);
      // Both were registered under a model that knew nothing.
      assertThat(run.metrics().get(1).getProgressiveLoss()).isEqualTo(Math.log(2));
      assertEqual(run, fold(SPEC, log));
    }
  }

  @Test
  void aLabelsWeightStandsInPlaceOfItsExamples() throws Exception {
    CheckedExample heavy = new CheckedExample("m", "a", 10, false, 0, 8, 0, ONE, at(10));
    CheckedExample other = new CheckedExample("m", "b", 11, false, 0, 8, 0, ONE, at(11));
    TimedEvent[] log = {
      heavy, other, label("m", "a", 20, 1), new CheckedLabel("m", "b", 21, 0, 3, at(21))
    };
    try (Run run = Run.of(SPEC)) {
      run.add(log).watermark(1_000_000);
      assertThat(run.metrics().get(0).getWeight()).isEqualTo(8);
      assertThat(run.metrics().get(1).getWeight()).isEqualTo(11);
      assertEqual(run, fold(SPEC, log));
    }
  }

  @Test
  void aLabelBeforeItsExampleIsHeldAndLearnedAtTheExamplesTime() throws Exception {
    TimedEvent[] log = {label("m", "a", 10, 1), example("m", "a", 10 + HOLD, ONE)};
    try (Run run = Run.of(SPEC)) {
      run.add(log).watermark(9 + HOLD);
      assertThat(run.ask("m", ONE).getVersion().getEvents()).isZero();
      run.watermark(10 + HOLD);
      assertThat(run.metrics().get(0).getTime().toEpochMilli()).isEqualTo(10 + HOLD);
      run.watermark(1_000_000);
      assertEqual(run, fold(SPEC, log));
      assertThat(run.refused()).isEmpty();
    }
  }

  @Test
  void aLabelHeldInVainIsOfAnUnknownId() throws Exception {
    try (Run run = Run.of(SPEC)) {
      run.add(label("m", "a", 10, 1), example("m", "a", 11 + HOLD, ONE)).watermark(10 + HOLD);
      assertThat(run.refused()).containsExactly("unknown-id 10");
      DeadLetter letter = run.letters().get(0);
      assertThat(letter.getMessage())
          .isEqualTo("label must have its example: id=\"a\", time=10, held until 110");
      assertThat(letter.getSource()).isEqualTo("topic");
      assertThat(letter.getValue().array()).containsExactly('v');
      assertThat(letter.getKey().array()).containsExactly('k');
      assertThat(letter.getTimestamp().toEpochMilli()).isEqualTo(7);
      assertThat(letter.getJob()).isEqualTo("test");
      assertThat(run.counter("deadLetters.unknown-id")).isEqualTo(1);
      run.watermark(1_000_000);
      assertThat(run.ask("m", ONE).getVersion().getEvents()).isZero();
    }
  }

  @Test
  void withoutHoldingALabelMustFindItsExample() throws Exception {
    try (Run run = new Run(SPEC, new JoinOptions(TIMEOUT, 0))) {
      run.harness.open();
      run.add(
              label("m", "a", 10, 1),
              example("m", "a", 11, ONE),
              label("m", "b", 12, 1),
              example("m", "b", 12, ONE))
          .watermark(20);
      assertThat(run.refused()).containsExactly("unknown-id 10");
      assertThat(run.ask("m", ONE).getVersion().getEvents()).isEqualTo(1);
    }
  }

  @Test
  void anExampleWithoutLabelIsDroppedAfterTheTimeout() throws Exception {
    try (Run run = Run.of(SPEC)) {
      run.add(
              example("m", "in", 10, ONE),
              label("m", "in", 10 + TIMEOUT, 1),
              example("m", "out", 20, TWO),
              label("m", "out", 21 + TIMEOUT, 1))
          .watermark(1_000_000);
      assertThat(run.ask("m", ONE).getVersion().getEvents()).isEqualTo(1);
      assertThat(run.refused()).containsExactly("unknown-id " + (21 + TIMEOUT));
      assertThat(run.counter(JobCounters.TIMED_OUT)).isEqualTo(1);
    }
  }

  @Test
  void silenceIsLearnedWhereItHasALabel() throws Exception {
    ModelSpec spec = SPEC.withDefaultLabel(0);
    TimedEvent[] log = {
      example("m", "a", 10, ONE), example("m", "b", 20, TWO), label("m", "b", 30, 1)
    };
    try (Run run = Run.of(spec)) {
      run.add(log).watermark(9 + TIMEOUT);
      assertThat(run.ask("m", ONE).getVersion().getEvents()).isEqualTo(1);
      run.watermark(10 + TIMEOUT);
      assertThat(run.metrics().get(1).getTime().toEpochMilli()).isEqualTo(10 + TIMEOUT);
      assertEqual(run, fold(spec, log));
      assertThat(run.counter(JobCounters.TIMED_OUT)).isEqualTo(1);
    }
  }

  @Test
  void theDefaultLabelMustBeOneOfTheLoss() {
    assertThatThrownBy(() -> SPEC.withDefaultLabel(2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("default label must be 0 or 1 for the logistic loss: defaultLabel=2.0");
  }

  @Test
  void anIdStandsForOneExampleAndOneLabelUntilItsDeadline() throws Exception {
    TimedEvent[] log = {
      example("m", "a", 10, ONE),
      example("m", "a", 11, TWO),
      label("m", "a", 20, 1),
      label("m", "a", 21, 0),
      example("m", "a", 10 + TIMEOUT, TWO),
      example("m", "a", 11 + TIMEOUT, TWO),
      label("m", "a", 12 + TIMEOUT, 0)
    };
    try (Run run = Run.of(SPEC)) {
      run.add(log).watermark(1_000_000);
      assertThat(run.answers()).as("every example is answered").hasSize(4);
      assertThat(run.refused())
          .containsExactly("duplicate-id 11", "duplicate-id 21", "duplicate-id " + (10 + TIMEOUT));
      assertThat(run.letters().get(0).getMessage())
          .isEqualTo("id must stand for one example and one label: id=\"a\", time=11");
      assertThat(run.ask("m", ONE).getVersion().getEvents())
          .as("behind its deadline the id is free again")
          .isEqualTo(2);
      assertEqual(run, fold(SPEC, log));
    }
  }

  @Test
  void aSecondLabelOfAnIdThatWaitsForItsExampleIsADuplicate() throws Exception {
    TimedEvent[] log = {label("m", "a", 10, 1), label("m", "a", 11, 0), example("m", "a", 50, ONE)};
    try (Run run = Run.of(SPEC)) {
      run.add(log).watermark(1_000_000);
      assertThat(run.refused()).containsExactly("duplicate-id 11");
      assertEqual(run, fold(SPEC, log));
    }
  }

  @Test
  void anExampleWithItsLabelIsCompleteAndOthersForItAreDuplicates() throws Exception {
    TimedEvent[] log = {
      label("m", "a", 5, 0),
      complete("a", 10, ONE, 1),
      label("m", "a", 15, 0),
      complete("b", 12, TWO, 1),
      label("m", "b", 16, 0)
    };
    try (Run run = Run.of(SPEC)) {
      run.add(log).watermark(12);
      assertThat(run.ask("m", ONE).getVersion().getEvents()).isEqualTo(2);
      run.watermark(1_000_000);
      assertThat(run.refused())
          .containsExactly("duplicate-id 5", "duplicate-id 15", "duplicate-id 16");
      assertEqual(run, fold(SPEC, log));
    }
  }

  @Test
  void eventsOfOneTimeAreOrderedByIdAndThenByPlace() throws Exception {
    CheckedExample first = new CheckedExample("m", "b", 10, false, 0, 1, 0, ONE, at(1));
    CheckedExample second = new CheckedExample("m", "b", 10, false, 0, 1, 0, TWO, at(2));
    TimedEvent[] log = {
      label("m", "b", 10, 1), second, first, complete("a", 10, TWO, 0), complete("c", 10, TWO, 1)
    };
    try (Run run = Run.of(SPEC)) {
      run.add(log).watermark(1_000_000);
      assertThat(run.refused()).containsExactly("duplicate-id 2");
      assertEqual(run, fold(SPEC, log));
    }
  }

  @Test
  void modelsDoNotKnowEachOthersIds() throws Exception {
    try (Run run = Run.of(SPEC)) {
      run.add(
              example("m", "a", 10, ONE),
              example("n", "a", 10, ONE),
              label("n", "a", 20, 1),
              label("m", "a", 30, 1))
          .watermark(25);
      assertThat(run.ask("n", ONE).getVersion().getEvents()).isEqualTo(1);
      assertThat(run.ask("m", ONE).getVersion().getEvents()).isZero();
      assertThat(run.refused()).isEmpty();
    }
  }

  @Test
  void anIdleModelIsForgottenByEventTimes() throws Exception {
    ModelSpec forgetful = new ModelSpec("*", SPEC.features(), SPEC.learner(), 500);
    TimedEvent[] log = {
      example("m", "a", 10, ONE),
      label("m", "a", 20, 1),
      // Registered before the model is stale, learned when it is: by a new model.
      example("m", "b", 500, TWO),
      label("m", "b", 521, 0),
      // Registered when the model is stale: the margin is that of a new one.
      example("m", "c", 1_100, ONE),
      label("m", "c", 1_101, 1)
    };
    try (Run run = Run.of(forgetful)) {
      run.add(log).watermark(1_000_000);
      assertThat(run.metrics().get(2).getVersion().getEvents()).isEqualTo(1);
      assertThat(run.metrics().get(2).getProgressiveLoss()).isEqualTo(Math.log(2));
      LabelledFold fold = fold(forgetful, log);
      assertThat(fold.events).isEqualTo(1);
      assertThat(run.metrics().get(2).getVersion().getDigest())
          .isEqualTo(HexFormat.of().toHexDigits(fold.digest));
    }
  }

  @Test
  void whatComesBehindWhatItsModelHasLearnedIsRefusedAndAnswered() throws Exception {
    try (Run run = Run.of(SPEC)) {
      run.add(example("m", "a", 10, ONE), label("m", "a", 100, 1)).watermark(200);
      run.add(
          example("m", "b", 100, ONE),
          label("m", "c", 99, 1),
          // Behind the watermark, but not behind anything that this model has learned.
          example("m", "d", 101, ONE),
          example("n", "e", 50, ONE));
      assertThat(run.refused()).containsExactly("late-after-idle 100", "late-after-idle 99");
      assertThat(run.letters().get(0).getMessage())
          .isEqualTo(
              "time must be later than that up to which its model has learned, 100: time=100");
      assertThat(run.answers()).hasSize(4);
      run.add(label("m", "d", 300, 0)).watermark(1_000_000);
      assertEqual(
          run,
          fold(
              SPEC,
              example("m", "a", 10, ONE),
              label("m", "a", 100, 1),
              example("m", "d", 101, ONE),
              label("m", "d", 300, 0)));
    }
  }

  @Test
  void whatWasTakenIsRememberedAcrossARestart() throws Exception {
    OperatorSubtaskState state;
    try (Run run = Run.of(SPEC)) {
      run.add(example("m", "a", 10, ONE), label("m", "a", 100, 1)).watermark(200);
      state = run.harness.snapshot(1, 1);
    }
    try (Run run = new Run(SPEC, JOIN)) {
      run.harness.initializeState(state);
      run.harness.open();
      run.add(example("m", "b", 99, ONE));
      assertThat(run.refused()).containsExactly("late-after-idle 99");
      assertThat(run.counter("deadLetters.late-after-idle")).isEqualTo(1);
    }
  }

  /** A log of one model in which everything happens that can. */
  private static List<TimedEvent> log(String model, int examples, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<TimedEvent> log = new ArrayList<>();
    for (int k = 0; k < examples; k++) {
      long time = 7L * k + random.nextInt(30);
      String id = "e" + (random.nextInt(12) == 0 ? random.nextInt(k + 1) : k);
      FeatureVector x =
          new FeatureVector()
              .sparse(
                  new int[] {random.nextInt(8), 8 + random.nextInt(8)},
                  new float[] {(float) random.nextDouble(-1, 1), (float) random.nextDouble(-1, 1)},
                  2);
      double truth = random.nextInt(2);
      if (random.nextInt(10) == 0) {
        CheckedExample whole = CheckedExample.labelled(model, id, time, truth, 1, x);
        log.add(
            new CheckedExample(model, id, time, true, truth, 1, whole.digest(), x, at(log.size())));
      } else {
        double weight = random.nextInt(4) == 0 ? 2.5 : 1;
        log.add(new CheckedExample(model, id, time, false, 0, weight, 0, x, at(log.size())));
      }
      int labels = random.nextInt(8) == 0 ? 0 : random.nextInt(10) == 0 ? 2 : 1;
      for (int l = 0; l < labels; l++) {
        long behind =
            random.nextInt(6) == 0
                ? -random.nextLong(2 * HOLD)
                : random.nextInt(12) == 0
                    ? TIMEOUT + random.nextInt(100)
                    : random.nextLong(TIMEOUT);
        double weight = random.nextInt(5) == 0 ? 0.5 : Double.NaN;
        log.add(
            new CheckedLabel(model, id, Math.max(0, time + behind), truth, weight, at(log.size())));
      }
    }
    return log;
  }

  /** The log in another order, and behind each event the greatest watermark that may be there. */
  private static List<Object> interleaved(List<TimedEvent> log, SplittableRandom random) {
    record Arrival(TimedEvent event, long time) {}
    long spread = random.nextLong(1, 3_000);
    List<TimedEvent> order =
        log.stream()
            .map(event -> new Arrival(event, event.time() + random.nextLong(spread)))
            .sorted(Comparator.comparingLong(Arrival::time))
            .map(Arrival::event)
            .toList();
    List<Object> run = new ArrayList<>();
    long next = Long.MAX_VALUE;
    for (int k = order.size() - 1; k >= 0; k--) {
      run.add(0, new Watermark(next - 1));
      run.add(0, order.get(k));
      next = Math.min(next, order.get(k).time());
    }
    return run;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void theModelIsAFunctionOfTheLogsHoweverTheyInterleaveAndWhateverFails(long seed)
      throws Exception {
    List<TimedEvent> log = log("m", 600, seed);
    ModelSpec spec = seed % 2 == 0 ? SPEC : SPEC.withDefaultLabel(0);
    LabelledFold fold = fold(spec, log.toArray(TimedEvent[]::new));
    assertThat(fold.refused).anyMatch(r -> r.startsWith("duplicate-id"));
    assertThat(fold.refused).anyMatch(r -> r.startsWith("unknown-id"));
    assertThat(fold.timedOut).isPositive();
    assertThat(fold.events).isGreaterThan(300);
    SplittableRandom random = new SplittableRandom(seed);

    for (int round = 0; round < 3; round++) {
      List<Object> rest = interleaved(log, random);
      List<String> refused = new ArrayList<>();
      long answers = 0;
      OperatorSubtaskState state = null;
      while (!rest.isEmpty()) {
        int until = Math.min(rest.size(), random.nextInt(1, 500));
        try (Run run = new Run(spec, JOIN)) {
          if (state != null) {
            run.harness.initializeState(state);
          }
          run.harness.open();
          feed(run, rest.subList(0, until));
          answers += run.answers().size();
          refused.addAll(reasonsAndIds(run, log));
          state = run.harness.snapshot(1, 1);
          // What is applied after the snapshot dies with this attempt.
          feed(run, rest.subList(until, Math.min(rest.size(), until + 100)));
          rest = rest.subList(until, rest.size());
        }
      }
      try (Run run = new Run(spec, JOIN)) {
        run.harness.initializeState(state);
        run.harness.open();
        run.watermark(Long.MAX_VALUE / 4);
        refused.addAll(reasonsAndIds(run, log));
        Prediction now = run.ask("m", TWO);
        assertThat(now.getVersion().getDigest()).isEqualTo(HexFormat.of().toHexDigits(fold.digest));
        assertThat(now.getMargin()).isEqualTo(fold.margin(TWO));
        assertThat(run.counter(JobCounters.TIMED_OUT)).isEqualTo(fold.timedOut);
        assertThat(run.counter(JobCounters.LEARNED)).isEqualTo(fold.events);
      }
      assertThat(refused).containsExactlyInAnyOrderElementsOf(fold.refused);
      assertThat(answers).isEqualTo(log.stream().filter(CheckedExample.class::isInstance).count());
    }
  }

  private static void feed(Run run, List<Object> events) throws Exception {
    for (Object event : events) {
      if (event instanceof Watermark watermark) {
        run.watermark(watermark.getTimestamp());
      } else {
        run.add((TimedEvent) event);
      }
    }
  }

  private static List<String> reasonsAndIds(Run run, List<TimedEvent> log) {
    List<String> refused = new ArrayList<>();
    for (DeadLetter letter : run.letters()) {
      refused.add(letter.getReason() + " " + log.get((int) letter.getOffset()).id());
    }
    return refused;
  }

  /** A join that applies what comes when it comes: what the order is there to prevent. */
  private static final class ByArrival extends JoinOperator {
    private static final long serialVersionUID = 1L;

    ByArrival(ModelSpec spec) {
      super(new ModelSpecs<>(List.of(spec)), OPTIONS, JOIN, new DeadLetters("test", 100));
    }

    @Override
    void arrive(TimedEvent event) throws Exception {
      apply(event);
    }
  }

  @Test
  void inTheOrderOfArrivalTheModelWouldBeAnother() throws Exception {
    List<TimedEvent> log = log("m", 300, 5);
    LabelledFold fold = fold(SPEC, log.toArray(TimedEvent[]::new));
    try (Run run = new Run(new ByArrival(SPEC), 1, 0)) {
      run.harness.open();
      feed(run, interleaved(log, new SplittableRandom(5)));
      assertThat(run.ask("m", TWO).getVersion().getDigest())
          .isNotEqualTo(HexFormat.of().toHexDigits(fold.digest));
    }
  }

  @Test
  void aRescaledRunComesToTheSameModels() throws Exception {
    Map<String, List<TimedEvent>> logs = new TreeMap<>();
    List<TimedEvent> all = new ArrayList<>();
    for (int m = 0; m < 12; m++) {
      logs.put("m" + m, log("m" + m, 120, 40 + m));
      all.addAll(logs.get("m" + m));
    }
    List<Object> events = interleaved(all, new SplittableRandom(6));
    OperatorSubtaskState state = null;
    int before = 0;
    int from = 0;
    Map<String, Prediction> last = new TreeMap<>();
    for (int parallelism : new int[] {2, 1, 3}) {
      int until = parallelism == 3 ? events.size() : from + events.size() / 3;
      List<OperatorSubtaskState> parts = new ArrayList<>();
      for (int subtask = 0; subtask < parallelism; subtask++) {
        try (Run run = new Run(operator(SPEC, JOIN), parallelism, subtask)) {
          if (state != null) {
            run.harness.initializeState(
                AbstractStreamOperatorTestHarness.repartitionOperatorState(
                    state, MAX_PARALLELISM, before, parallelism, subtask));
          }
          run.harness.open();
          for (Object event : events.subList(from, until)) {
            if (event instanceof Watermark watermark) {
              run.watermark(watermark.getTimestamp());
            } else if (owner(model((TimedEvent) event), parallelism) == subtask) {
              run.add((TimedEvent) event);
            }
          }
          if (until == events.size()) {
            run.watermark(Long.MAX_VALUE / 4);
            for (String model : logs.keySet()) {
              if (owner(model, parallelism) == subtask) {
                last.put(model, run.ask(model, TWO));
              }
            }
          } else {
            parts.add(run.harness.snapshot(1, 1));
          }
        }
      }
      state =
          until == events.size()
              ? null
              : AbstractStreamOperatorTestHarness.repackageState(
                  parts.toArray(OperatorSubtaskState[]::new));
      before = parallelism;
      from = until;
    }

    assertThat(last).hasSize(12);
    logs.forEach(
        (model, log) -> {
          LabelledFold fold = fold(SPEC, log.toArray(TimedEvent[]::new));
          assertThat(last.get(model).getVersion().getDigest())
              .isEqualTo(HexFormat.of().toHexDigits(fold.digest));
          assertThat(last.get(model).getMargin()).isEqualTo(fold.margin(TWO));
        });
  }

  private static String model(TimedEvent event) {
    return event instanceof CheckedExample example
        ? example.model()
        : ((CheckedLabel) event).model();
  }

  private static int owner(String key, int parallelism) {
    return org.apache.flink.runtime.state.KeyGroupRangeAssignment.assignKeyToParallelOperator(
        key, MAX_PARALLELISM, parallelism);
  }

  @Test
  void stateOfOneTopicIsTakenUp() throws Exception {
    OperatorSubtaskState state;
    LearnerOperator alone = new LearnerOperator(new ModelSpecs<>(List.of(SPEC)), OPTIONS);
    try (var harness =
        new org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness<>(
            alone, CheckedExample::model, Types.STRING, MAX_PARALLELISM, 1, 0)) {
      harness.setStateBackend(new EmbeddedRocksDBStateBackend(false));
      harness.open();
      harness.processElement(new StreamRecord<>(complete("a", 10, ONE, 1), 10));
      state = harness.snapshot(1, 1);
    }
    try (Run run = new Run(SPEC, JOIN)) {
      run.harness.initializeState(state);
      run.harness.open();
      assertThat(run.ask("m", ONE).getVersion().getEvents()).isEqualTo(1);
      run.add(example("m", "b", 20, TWO), label("m", "b", 30, 0)).watermark(1_000_000);
      assertEqual(
          run,
          fold(
              SPEC, complete("a", 10, ONE, 1), example("m", "b", 20, TWO), label("m", "b", 30, 0)));
    }
  }
}
