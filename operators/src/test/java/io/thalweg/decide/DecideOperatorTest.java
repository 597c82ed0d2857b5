package io.thalweg.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.thalweg.DeadLetter;
import io.thalweg.Decision;
import io.thalweg.DecisionSlot;
import io.thalweg.bandit.AgentSpec;
import io.thalweg.bandit.Agents;
import io.thalweg.bandit.MirrorSpec;
import io.thalweg.bandit.NeuralSpec;
import io.thalweg.bandit.RegressionLoss;
import io.thalweg.bandit.Replay;
import io.thalweg.math.PagedVector;
import io.thalweg.state.BanditModels;
import io.thalweg.state.ModelHeader;
import io.thalweg.stream.DeadLetters;
import io.thalweg.stream.FeatureSpec;
import io.thalweg.stream.JobCounters;
import io.thalweg.stream.ModelSpecs;
import io.thalweg.stream.ModelState;
import io.thalweg.stream.Origin;
import io.thalweg.wire.WireFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecideOperatorTest {
  private static final int MAX_PARALLELISM = 16;
  private static final int DIMENSION = 2;
  private static final long WAIT = 1_000;
  private static final long HOLD = 100;
  private static final String[] ACTIONS = {"left", "middle", "right"};
  private static final ArmLayout LAYOUT =
      ArmLayout.Blocks.of(FeatureSpec.ofDimension(DIMENSION), List.of(ACTIONS));
  private static final AgentSpec AGENT =
      Agents.neuFastCb(
          LAYOUT.features(),
          NeuralSpec.of(RegressionLoss.KULLBACK_LEIBLER, 3)
              .withHidden(4)
              .withReplay(Replay.last(16, 2)),
          3);
  private static final OutcomeRule RULE = rule(Combine.EARLIEST, Double.NaN, false);
  private static final DeciderSpec SPEC = spec(RULE, Mode.LIVE);

  private static OutcomeRule rule(Combine combine, double silence, boolean deferred) {
    return new OutcomeRule(WAIT, HOLD, combine, new OutcomeUnit.Losses(), silence, deferred);
  }

  private static DeciderSpec spec(OutcomeRule rule, Mode mode) {
    return new DeciderSpec("*", LAYOUT, AGENT, mode, rule, Long.MAX_VALUE);
  }

  private static Origin at(long offset) {
    return new Origin(new byte[] {'k'}, new byte[] {'v'}, 1, "topic", 0, offset, 7);
  }

  private static CheckedRequest request(String id, long time, float x) {
    return request("m", id, time, x, 1);
  }

  private static CheckedRequest request(String model, String id, long time, float x, int slots) {
    return new CheckedRequest(
        model, id, time, ACTIONS, 1, slots, DIMENSION, new float[] {x, 1}, new int[] {0, 1, 2});
  }

  private static CheckedDecision decision(String model, String id, long time, int block, float x) {
    List<ArmInput> inputs = List.of(new ArmInput(block * DIMENSION, new float[] {x, 1}));
    return new CheckedDecision(
        model, id, time, true, inputs, new byte[] {(byte) block}, "", at(time));
  }

  private static CheckedDecision decision(String id, long time) {
    return decision("m", id, time, 1, 0.5f);
  }

  private static CheckedDecision late(CheckedDecision d) {
    return new CheckedDecision(
        d.model(), d.id(), d.time(), true, d.inputs(), d.record(), "late by 5 ms", d.origin());
  }

  private static CheckedOutcome outcome(String id, long time, double loss) {
    return new CheckedOutcome("m", id, time, 0, loss, false, at(time));
  }

  private static CheckedOutcome activation(String id, long time) {
    return new CheckedOutcome("m", id, time, 0, Double.NaN, true, at(time));
  }

  /** The ledger's record of an answer, as its door would make it. */
  private static CheckedDecision written(Decision decision, long offset) {
    List<ArmInput> inputs = new ArrayList<>();
    for (DecisionSlot slot : decision.getSlots()) {
      float[] values = new float[slot.getInput().getValues().size()];
      for (int k = 0; k < values.length; k++) {
        values[k] = slot.getInput().getValues().get(k);
      }
      inputs.add(new ArmInput(slot.getInput().getOffset(), values));
    }
    return new CheckedDecision(
        decision.getModel(),
        decision.getId(),
        decision.getTime().toEpochMilli(),
        Mode.valueOf(decision.getMode()).learns(),
        inputs,
        WireFormat.AVRO.encoder().encode(decision),
        "",
        at(offset));
  }

  /** One subtask of the operator over RocksDB, and what it has given out. */
  private static final class Run implements AutoCloseable {
    final DecideOperator operator;
    final KeyedTwoInputStreamOperatorTestHarness<String, CheckedRequest, LedgerEvent, Decision>
        harness;

    Run(DecideOperator operator, int parallelism, int subtask) throws Exception {
      this.operator = operator;
      harness =
          new KeyedTwoInputStreamOperatorTestHarness<>(
              operator,
              CheckedRequest::model,
              LedgerEvent::model,
              Types.STRING,
              MAX_PARALLELISM,
              parallelism,
              subtask);
      harness.setStateBackend(new EmbeddedRocksDBStateBackend(false));
    }

    static Run of(DeciderSpec spec) throws Exception {
      Run run = new Run(operator(spec), 1, 0);
      run.harness.open();
      return run;
    }

    Run add(LedgerEvent... events) throws Exception {
      for (LedgerEvent event : events) {
        harness.processElement2(event, event.time());
      }
      return this;
    }

    Run watermark(long time) throws Exception {
      harness.processWatermark2(new Watermark(time));
      return this;
    }

    Decision ask(CheckedRequest request) throws Exception {
      harness.processElement1(request, request.time());
      List<Decision> answers = harness.extractOutputValues();
      return answers.get(answers.size() - 1);
    }

    /** Body of a model as keyed state holds it after a write-back. */
    byte[] model(String name) throws Exception {
      operator.writeBack();
      operator.setCurrentKey(name);
      byte[] head = operator.getKeyedStateStore().getState(ModelState.head()).value();
      return head == null ? new byte[0] : head;
    }

    long learned() throws Exception {
      byte[] head = model("m");
      return head.length == 0 ? 0 : ModelHeader.read(head).progress().events();
    }

    List<String> refused() {
      List<String> refused = new ArrayList<>();
      var output = harness.getSideOutput(DeadLetters.OUTPUT);
      if (output != null) {
        for (var record : output) {
          DeadLetter letter = record.getValue();
          refused.add(letter.getReason() + " " + letter.getOffset());
        }
      }
      return refused;
    }

    long counter(String name) {
      return (Long)
          harness.getEnvironment().getAccumulatorRegistry().getUserMap().get(name).getLocalValue();
    }

    @Override
    public void close() throws Exception {
      harness.close();
    }
  }

  private static DecideOperator operator(DeciderSpec spec) {
    return new DecideOperator(
        new ModelSpecs<>(List.of(spec)), new DecideOptions(1 << 20), new DeadLetters("test", 100));
  }

  private static byte[] fold(DeciderSpec spec, LedgerEvent... events) {
    LedgerFold fold = new LedgerFold(spec);
    for (LedgerEvent event : events) {
      fold.add(event);
    }
    return fold.run().bytes();
  }

  private static byte[] body(byte[] head) {
    return head.length == 0 ? head : ModelHeader.body(head);
  }

  @Test
  void aRequestIsAnsweredAtOnceWithTheWholeDistribution() throws Exception {
    try (Run run = Run.of(SPEC)) {
      Decision decision = run.ask(request("m", "a", 10, 0.5f, 2));
      assertThat(decision.getModel()).isEqualTo("m");
      assertThat(decision.getId()).isEqualTo("a");
      assertThat(decision.getTime().toEpochMilli()).isEqualTo(10);
      assertThat(decision.getActions()).containsExactly(ACTIONS);
      assertThat(decision.getMode()).isEqualTo("LIVE");
      assertThat(decision.getBaseline()).isEqualTo("middle");
      assertThat(decision.getAgreed()).isNull();
      assertThat(decision.getLearned()).isZero();
      assertThat(decision.getSlots()).hasSize(2);
      assertThat(decision.getSlots().get(0).getAction())
          .isNotEqualTo(decision.getSlots().get(1).getAction());
      for (DecisionSlot slot : decision.getSlots()) {
        double sum = slot.getProbabilities().stream().mapToDouble(p -> p).sum();
        assertThat(sum).isEqualTo(1, within(1e-9));
        int action = List.of(ACTIONS).indexOf(slot.getAction());
        assertThat(slot.getProbabilities().get(action)).isEqualTo(slot.getPropensity());
        assertThat(slot.getInput().getOffset()).isEqualTo(action * DIMENSION);
        assertThat(slot.getInput().getValues()).containsExactly(0.5f, 1f);
      }
      assertThat(run.counter(JobCounters.EVENTS)).isZero();
      run.watermark(1);
      assertThat(run.counter(JobCounters.EVENTS)).isEqualTo(1);
    }
  }

  @Test
  void anAnswerIsNotLearnedUntilTheLedgerHasIt() throws Exception {
    try (Run run = Run.of(SPEC)) {
      run.ask(request("a", 10, 0.5f));
      run.add(outcome("a", 20, 1)).watermark(100);
      assertThat(run.learned()).isZero();
      assertThat(run.refused()).isEmpty();
      run.watermark(20 + HOLD);
      assertThat(run.refused()).containsExactly("unknown-id 20");
    }
  }

  @Test
  void aRequestThatStandsInTheLedgerGetsItsDecisionAgain() throws Exception {
    try (Run run = Run.of(SPEC)) {
      Decision first = run.ask(request("a", 10, 0.5f));
      run.add(written(first, 1));
      for (int k = 0; k < 50; k++) {
        String id = "o" + k;
        run.add(decision("m", id, 11 + k, k % 3, 0.5f), outcome(id, 12 + k, k % 2));
      }
      run.watermark(500);
      assertThat(run.learned()).isEqualTo(50);
      assertThat(run.ask(request("a", 10, 0.5f))).isEqualTo(first);
      assertThat(run.ask(request("b", 10, 0.5f)).getSlots()).isNotEqualTo(first.getSlots());
      run.watermark(501);
      assertThat(run.counter(JobCounters.REPEATED)).isEqualTo(1);
    }
  }

  @Test
  void theFirstRecordOfAnIdCounts() throws Exception {
    CheckedDecision first = decision("m", "a", 10, 0, 0.5f);
    CheckedDecision second = decision("m", "a", 10, 2, -0.5f);
    CheckedOutcome outcome = outcome("a", 20, 1);
    try (Run run = Run.of(SPEC)) {
      run.add(first, second, outcome).watermark(100).add(second).watermark(200);
      assertThat(body(run.model("m"))).isEqualTo(fold(SPEC, first, outcome));
      assertThat(body(run.model("m"))).isNotEqualTo(fold(SPEC, second, outcome));
      assertThat(run.refused()).isEmpty();
    }
  }

  @Test
  void aLateRecordIsRefusedUnlessItsIdIsKnown() throws Exception {
    CheckedDecision known = decision("a", 10);
    try (Run run = Run.of(SPEC)) {
      run.add(known, late(known), late(decision("b", 11)));
      assertThat(run.refused()).containsExactly("late 11");
      run.add(outcome("a", 20, 1), outcome("b", 20, 1)).watermark(100 + HOLD);
      assertThat(run.learned()).isEqualTo(1);
      assertThat(run.refused()).containsExactly("late 11", "unknown-id 20");
    }
  }

  @Test
  void learningWaitsForTheWatermarkAndRequestsDoNotMoveIt() throws Exception {
    try (Run run = Run.of(SPEC)) {
      run.add(decision("a", 10), outcome("a", 20, 1));
      run.harness.processWatermark1(new Watermark(1_000_000));
      assertThat(run.learned()).isZero();
      run.watermark(19);
      assertThat(run.learned()).isZero();
      run.watermark(20);
      assertThat(run.learned()).isEqualTo(1);
    }
  }

  /**
   * No watermark comes of a source that is idle when it ends; its outcomes are learned all the
   * same.
   */
  @Test
  void theEndOfASilentLogIsTheEndOfTime() throws Exception {
    try (Run run = Run.of(SPEC)) {
      run.add(decision("a", 10), outcome("a", 20, 1)).watermark(19);
      run.harness.processWatermarkStatus2(WatermarkStatus.IDLE);
      run.operator.finish();
      assertThat(run.learned()).isEqualTo(1);
      assertThat(run.counter(JobCounters.LEARNED)).isEqualTo(1);
    }
  }

  /** Else a quiet start would end all learning: time would jump to its end. */
  @Test
  void silenceDoesNotMoveTheTime() throws Exception {
    try (Run run = Run.of(SPEC)) {
      run.harness.processWatermarkStatus2(WatermarkStatus.IDLE);
      run.harness.processWatermarkStatus1(WatermarkStatus.IDLE);
      run.harness.processWatermarkStatus2(WatermarkStatus.ACTIVE);
      run.add(decision("a", 10), outcome("a", 20, 1)).watermark(19);
      assertThat(run.learned()).isZero();
      run.watermark(20);
      assertThat(run.learned()).isEqualTo(1);
      assertThat(run.refused()).isEmpty();
    }
  }

  @Test
  void anOutcomeBeforeItsDecisionIsHeld() throws Exception {
    LedgerEvent[] log = {outcome("a", 10, 1), decision("a", 10 + HOLD)};
    try (Run run = Run.of(SPEC)) {
      run.add(log).watermark(9 + HOLD);
      assertThat(run.learned()).isZero();
      run.watermark(10 + HOLD);
      assertThat(body(run.model("m"))).isEqualTo(fold(SPEC, log));
      assertThat(run.refused()).isEmpty();
    }
  }

  @Test
  void outcomesThatComeTooEarlyTooLateOrTwiceAreRefused() throws Exception {
    try (Run run = Run.of(SPEC)) {
      run.add(
              outcome("early", 10, 1),
              decision("early", 11 + HOLD),
              decision("a", 200),
              outcome("a", 200 + WAIT, 0),
              decision("b", 201),
              outcome("b", 202 + WAIT, 0),
              decision("c", 203),
              outcome("c", 204, 1),
              outcome("c", 205, 0))
          .watermark(10_000);
      assertThat(run.refused())
          .containsExactlyInAnyOrder(
              "unknown-id 10", "unknown-id " + (202 + WAIT), "duplicate-id 205");
      assertThat(run.learned()).isEqualTo(2);
      assertThat(run.counter(JobCounters.TIMED_OUT)).isEqualTo(2);
      assertThat(run.counter(JobCounters.DEFAULTED)).isZero();
    }
  }

  /** Another held outcome of the same id must not be refused with the first. */
  @Test
  void eachOutcomeIsHeldForItsOwnTime() throws Exception {
    LedgerEvent[] log = {outcome("a", 10, 1), outcome("a", 60, 0), decision("a", 20 + HOLD)};
    try (Run run = Run.of(SPEC)) {
      run.add(log).watermark(1_000);
      assertThat(run.refused()).containsExactly("unknown-id 10");
      assertThat(body(run.model("m"))).isEqualTo(fold(SPEC, log));
    }
  }

  @Test
  void aSlotMustBeOneOfTheDecisions() throws Exception {
    try (Run run = Run.of(SPEC)) {
      run.add(decision("a", 10), new CheckedOutcome("m", "a", 20, 1, 0.5, false, at(20)));
      run.watermark(30);
      assertThat(run.refused()).containsExactly("out-of-range 20");
      assertThat(run.learned()).isZero();
    }
  }

  @Test
  void everySlotLearnsFromItsOwnOutcome() throws Exception {
    try (Run run = Run.of(SPEC)) {
      Decision decision = run.ask(request("m", "a", 10, 0.5f, 3));
      run.add(
          written(decision, 1),
          new CheckedOutcome("m", "a", 20, 2, 1, false, at(20)),
          new CheckedOutcome("m", "a", 21, 0, 0, false, at(21)));
      run.watermark(30);
      assertThat(run.learned()).isEqualTo(2);
      run.watermark(10_000);
      assertThat(run.learned()).isEqualTo(2);
      assertThat(run.counter(JobCounters.TIMED_OUT)).isEqualTo(1);
    }
  }

  @Test
  void silenceIsLearnedWhereItHasALoss() throws Exception {
    DeciderSpec spec = spec(rule(Combine.EARLIEST, 0.75, false), Mode.LIVE);
    try (Run run = Run.of(spec)) {
      run.add(decision("a", 10), decision("b", 11), outcome("b", 12, 0)).watermark(9 + WAIT);
      assertThat(run.learned()).isEqualTo(1);
      run.watermark(10 + WAIT);
      assertThat(body(run.model("m")))
          .isEqualTo(fold(spec, decision("a", 10), decision("b", 11), outcome("b", 12, 0)));
      assertThat(run.counter(JobCounters.DEFAULTED)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(Combine.class)
  void severalOutcomesBecomeOne(Combine combine) throws Exception {
    DeciderSpec spec = spec(rule(combine, Double.NaN, false), Mode.LIVE);
    double[] losses = {0.5, 0.0, 0.25};
    try (Run run = Run.of(spec)) {
      run.add(decision("a", 10));
      for (int k = 0; k < losses.length; k++) {
        run.add(outcome("a", 20 + k, losses[k]));
      }
      run.watermark(10_000);
      assertThat(run.learned()).isEqualTo(1);
      double loss = ModelHeader.read(run.model("m")).progress().lossSum();
      double expected =
          switch (combine) {
            case EARLIEST, MAX -> 0.5;
            case LATEST, MEAN, MEDIAN -> 0.25;
            case MIN -> 0;
            case SUM -> 0.75;
          };
      assertThat(loss).isEqualTo(expected);
      assertThat(run.refused()).hasSize(combine == Combine.EARLIEST ? 2 : 0);
    }
  }

  @Test
  void aDeferredDecisionCountsOnceItCameToBe() throws Exception {
    DeciderSpec spec = spec(rule(Combine.EARLIEST, 1, true), Mode.LIVE);
    try (Run run = Run.of(spec)) {
      run.add(
          decision("never", 10),
          outcome("never", 11, 0),
          decision("shown", 12),
          outcome("shown", 13, 0),
          activation("shown", 14),
          decision("silent", 15),
          activation("silent", 16));
      run.watermark(13);
      assertThat(run.learned()).isZero();
      run.watermark(14);
      assertThat(run.learned()).isEqualTo(1);
      run.watermark(10_000);
      assertThat(run.learned()).isEqualTo(2);
      assertThat(run.counter("unactivated")).isEqualTo(1);
      assertThat(run.counter(JobCounters.DEFAULTED)).isEqualTo(1);
    }
  }

  @Test
  void anApprenticePlaysTheBaselineAndLearnsFromIt() throws Exception {
    try (Run run = Run.of(spec(RULE, Mode.APPRENTICE))) {
      int agreed = 0;
      for (int k = 0; k < 40; k++) {
        Decision decision = run.ask(request("m", "r" + k, 10 + k, 0.5f, 3));
        assertThat(decision.getSlots())
            .extracting(DecisionSlot::getAction)
            .containsExactly("middle", "left", "right");
        assertThat(decision.getSlots().get(0).getPropensity()).isEqualTo(1);
        assertThat(decision.getSlots().get(0).getProbabilities()).containsExactly(0.0, 1.0, 0.0);
        agreed += decision.getAgreed() ? 1 : 0;
        run.add(written(decision, k), outcome("r" + k, 11 + k, 0));
      }
      run.watermark(100);
      assertThat(run.learned()).isEqualTo(40);
      assertThat(agreed).isBetween(1, 39);
      assertThat(run.counter(JobCounters.BASELINES)).isEqualTo(40);
      assertThat(run.counter(JobCounters.AGREED)).isEqualTo(agreed);
    }
  }

  @Test
  void whatIsOnlyLoggedIsNotLearned() throws Exception {
    try (Run run = Run.of(spec(RULE, Mode.LOG_ONLY))) {
      Decision decision = run.ask(request("a", 10, 0.5f));
      assertThat(decision.getSlots().get(0).getAction()).isEqualTo("middle");
      run.add(written(decision, 1), outcome("a", 20, 0)).watermark(10_000);
      assertThat(run.learned()).isZero();
    }
  }

  @Test
  void anIdleModelIsForgottenByEventTimes() throws Exception {
    DeciderSpec spec = new DeciderSpec("*", LAYOUT, AGENT, Mode.LIVE, RULE, 50);
    try (Run run = Run.of(spec)) {
      run.add(decision("a", 10), outcome("a", 20, 1)).watermark(100);
      assertThat(run.ask(request("q", 70, 1)).getLearned()).isEqualTo(1);
      assertThat(run.ask(request("q", 71, 1)).getLearned()).isZero();
      run.add(decision("b", 200), outcome("b", 210, 1)).watermark(300);
      assertThat(run.learned()).isEqualTo(1);
    }
  }

  @Test
  void whatComesBehindWhatItsModelHasLearnedIsRefused() throws Exception {
    try (Run run = Run.of(SPEC)) {
      run.add(decision("a", 10), outcome("a", 20, 1)).watermark(100);
      run.add(decision("b", 20), outcome("a", 19, 1));
      assertThat(run.refused()).containsExactly("late-after-idle 20", "late-after-idle 19");
    }
  }

  @Test
  void otherSettingsThanThoseLearnedUnderAreRefused() throws Exception {
    OperatorSubtaskState state;
    try (Run run = Run.of(SPEC)) {
      run.add(decision("a", 10), outcome("a", 20, 1)).watermark(100);
      state = run.harness.snapshot(1, 1);
    }
    DeciderSpec other = spec(rule(Combine.EARLIEST, 0.5, false), Mode.LIVE);
    Run refused = new Run(operator(other), 1, 0);
    assertThatThrownBy(() -> refused.harness.initializeState(state))
        .hasRootCauseMessage(
            "models.* must keep the settings that its state was learned under: stored={"
                + SPEC.canonical()
                + "}, now={"
                + other.canonical()
                + "}");
    // One that never opened cannot be finished, which the harness would do.
    refused.operator.close();
    refused.harness.getEnvironment().close();
    try (Run run = new Run(operator(spec(RULE, Mode.APPRENTICE)), 1, 0)) {
      run.harness.initializeState(state);
      run.harness.open();
      assertThat(run.learned()).isEqualTo(1);
    }
  }

  /** Decisions and outcomes of some models: some early, some late, twice, or never. */
  private static List<LedgerEvent> log(SplittableRandom random, int events) {
    List<LedgerEvent> log = new ArrayList<>();
    for (int k = 0; k < events; k++) {
      String model = "m" + random.nextInt(3);
      String id = "d" + k;
      long time = 10 + 3L * k + random.nextInt(20);
      CheckedDecision decision =
          decision(model, id, time, random.nextInt(3), random.nextInt(9) / 4f - 1);
      log.add(decision);
      if (random.nextInt(10) == 0) {
        log.add(decision(model, id, time, random.nextInt(3), 2));
      }
      for (int n = random.nextInt(4) - 1; n > 0; n--) {
        long later = Math.max(1, time - HOLD / 2 + random.nextInt((int) WAIT));
        log.add(
            new CheckedOutcome(model, id, later, 0, random.nextInt(2), false, at(1000L * k + n)));
      }
    }
    return log;
  }

  /** Ledger and outcomes each in their order, one woven into the other, with watermarks. */
  private static List<Object> interleaved(List<LedgerEvent> log, SplittableRandom random) {
    List<LedgerEvent> ledger = log.stream().filter(CheckedDecision.class::isInstance).toList();
    List<LedgerEvent> outcomes =
        log.stream()
            .filter(CheckedOutcome.class::isInstance)
            .sorted((a, b) -> Long.compare(a.time(), b.time()))
            .toList();
    List<Object> events = new ArrayList<>();
    int l = 0;
    int o = 0;
    while (l < ledger.size() || o < outcomes.size()) {
      boolean fromLedger =
          o == outcomes.size() || (l < ledger.size() && random.nextInt(5) < 2 + o % 2);
      events.add(fromLedger ? ledger.get(l++) : outcomes.get(o++));
      if (random.nextInt(6) == 0) {
        long mark = Math.min(oldest(ledger, l), oldest(outcomes, o));
        if (mark < Long.MAX_VALUE) {
          events.add(new Watermark(mark - 1));
        }
      }
    }
    events.add(new Watermark(Long.MAX_VALUE - 1));
    return events;
  }

  private static long oldest(List<LedgerEvent> events, int from) {
    return events.subList(from, events.size()).stream()
        .mapToLong(LedgerEvent::time)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private static void feed(Run run, List<Object> events) throws Exception {
    for (Object event : events) {
      if (event instanceof Watermark mark) {
        run.harness.processWatermark2(mark);
      } else {
        run.add((LedgerEvent) event);
      }
    }
  }

  private static Map<String, byte[]> folds(DeciderSpec spec, List<LedgerEvent> log) {
    Map<String, LedgerFold> folds = new TreeMap<>();
    for (LedgerEvent event : log) {
      folds.computeIfAbsent(event.model(), m -> new LedgerFold(spec)).add(event);
    }
    Map<String, byte[]> bytes = new HashMap<>();
    folds.forEach((model, fold) -> bytes.put(model, fold.run().bytes()));
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void theModelIsAFunctionOfTheTwoLogsHoweverTheyInterleaveAndWhateverFails(long seed)
      throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    DeciderSpec spec =
        spec(rule(Combine.EARLIEST, seed % 2 == 0 ? 0.5 : Double.NaN, false), Mode.LIVE);
    List<LedgerEvent> log = log(random, 200);
    List<Object> events = interleaved(log, random);
    Run run = Run.of(spec);
    try {
      int from = 0;
      while (from < events.size()) {
        int to = Math.min(events.size(), from + 1 + random.nextInt(60));
        int lost = Math.min(events.size(), to + random.nextInt(40));
        feed(run, events.subList(from, to));
        // Requests in between must leave no trace.
        run.ask(request("m1", "q" + from, 10, 0.5f, 1));
        OperatorSubtaskState state = run.harness.snapshot(from, from);
        feed(run, events.subList(to, lost));
        run.close();
        run = new Run(operator(spec), 1, 0);
        run.harness.initializeState(state);
        run.harness.open();
        from = to;
      }
      for (Map.Entry<String, byte[]> fold : folds(spec, log).entrySet()) {
        assertThat(body(run.model(fold.getKey()))).as(fold.getKey()).isEqualTo(fold.getValue());
      }
    } finally {
      run.close();
    }
  }

  /** Without the order, the interleaving decides: the property above is not true of itself. */
  @Test
  void inTheOrderOfArrivalTheModelWouldBeAnother() throws Exception {
    DecideOperator unordered =
        new DecideOperator(
            new ModelSpecs<>(List.of(SPEC)),
            new DecideOptions(1 << 20),
            new DeadLetters("test", 100)) {
          @Override
          void arrive(LedgerEvent event) throws Exception {
            apply(event);
          }
        };
    List<LedgerEvent> log = log(new SplittableRandom(5), 200);
    try (Run run = new Run(unordered, 1, 0)) {
      run.harness.open();
      feed(run, interleaved(log, new SplittableRandom(5)));
      assertThat(body(run.model("m0"))).isNotEqualTo(folds(SPEC, log).get("m0"));
    }
  }

  /** Of 6,000 inputs, whose weights are stored by pages. */
  @Test
  void aModelOfPagesIsRestoredPageByPage() throws Exception {
    ArmLayout layout = ArmLayout.Blocks.hashed(FeatureSpec.ofDimension(DIMENSION), 3_000);
    AgentSpec agent = Agents.squareCb(layout.features(), 3);
    DeciderSpec spec =
        new DeciderSpec(
            "*",
            layout,
            agent.withRegression(MirrorSpec.of(RegressionLoss.SQUARED)),
            Mode.LIVE,
            RULE,
            Long.MAX_VALUE);
    List<LedgerEvent> events = new ArrayList<>();
    for (int k = 0; k < 40; k++) {
      String id = "o" + k;
      events.add(decision("m", id, 10 + k, 71 * k, k * 0.1f));
      events.add(outcome(id, 11 + k, k % 2));
    }
    OperatorSubtaskState snapshot;
    Decision expected;
    try (Run run = Run.of(spec)) {
      run.add(events.subList(0, 40).toArray(LedgerEvent[]::new)).watermark(29);
      expected = run.ask(request("r", 10, 0.5f));
      snapshot = run.harness.snapshot(1, 1);
    }
    try (Run run = new Run(operator(spec), 1, 0)) {
      run.harness.initializeState(snapshot);
      run.harness.open();
      assertThat(run.ask(request("r", 10, 0.5f))).isEqualTo(expected);
      run.add(events.subList(40, 80).toArray(LedgerEvent[]::new)).watermark(500);
      assertThat(run.learned()).isEqualTo(40);
      LedgerFold fold = new LedgerFold(spec);
      events.forEach(fold::add);
      assertThat(body(run.model("m"))).isEqualTo(fold.run().bytes());
      BanditModels codec = new BanditModels(spec.agent());
      PagedVector cells = codec.vectors(fold.model).get(0);
      MapState<Integer, byte[]> pages =
          run.operator.getKeyedStateStore().getMapState(ModelState.pages());
      int stored = 0;
      for (int page = 0; page < cells.pages(); page++) {
        assertThat(pages.contains(page)).isEqualTo(cells.isPresent(page));
        if (cells.isPresent(page)) {
          assertThat(pages.get(page)).isEqualTo(codec.encodePage(cells, page));
          stored++;
        }
      }
      assertThat(stored).isBetween(30, 41);
    }
  }

  @Test
  void aRescaledRunComesToTheSameModels() throws Exception {
    List<LedgerEvent> log = log(new SplittableRandom(8), 300);
    List<Object> events = interleaved(log, new SplittableRandom(9));
    int half = events.size() / 2;
    OperatorSubtaskState state;
    try (Run run = Run.of(SPEC)) {
      feed(run, events.subList(0, half));
      state = run.harness.snapshot(1, 1);
    }
    Map<String, byte[]> expected = folds(SPEC, log);
    int found = 0;
    for (int subtask = 0; subtask < 3; subtask++) {
      OperatorSubtaskState own =
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              state, MAX_PARALLELISM, 1, 3, subtask);
      try (Run run = new Run(operator(SPEC), 3, subtask)) {
        run.harness.initializeState(own);
        run.harness.open();
        for (Object event : events.subList(half, events.size())) {
          if (event instanceof Watermark mark) {
            run.harness.processWatermark2(mark);
          } else if (isOf(((LedgerEvent) event).model(), subtask)) {
            run.add((LedgerEvent) event);
          }
        }
        for (Map.Entry<String, byte[]> fold : expected.entrySet()) {
          if (isOf(fold.getKey(), subtask)) {
            assertThat(body(run.model(fold.getKey()))).isEqualTo(fold.getValue());
            found++;
          }
        }
      }
    }
    assertThat(found).isEqualTo(expected.size());
  }

  private static boolean isOf(String model, int subtask) {
    return org.apache.flink.runtime.state.KeyGroupRangeAssignment.assignKeyToParallelOperator(
            model, MAX_PARALLELISM, 3)
        == subtask;
  }
}
