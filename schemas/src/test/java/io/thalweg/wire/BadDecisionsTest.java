package io.thalweg.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.Decision;
import io.thalweg.DecisionInput;
import io.thalweg.DecisionSlot;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules of decisions, each broken by a decision that keeps all the others. */
class BadDecisionsTest {

  @ParameterizedTest
  @EnumSource
  void namesAndTimesAreHeldToTheRulesOfExamples(WireFormat format) {
    assertThat(refused(format, d -> d.setModel("x".repeat(257))))
        .startsWith("out-of-range | model must be at most 256 bytes of UTF-8: 257 bytes, model=");
    assertThat(refused(format, d -> d.setId("")))
        .isEqualTo("missing-field | id must not be empty: id=\"\"");
    assertThat(refused(format, d -> d.setTime(Instant.ofEpochMilli(-1))))
        .startsWith("out-of-range | time must be between 0 and ");
  }

  @ParameterizedTest
  @EnumSource
  void countsModeAndFloorAreHeldToTheirRanges(WireFormat format) {
    assertThat(refused(format, d -> d.getVersion().setEvents(-1)))
        .isEqualTo("out-of-range | version.events must not be negative: version.events=-1");
    assertThat(refused(format, d -> d.setLearned(-2)))
        .isEqualTo("out-of-range | learned must not be negative: learned=-2");
    assertThat(refused(format, d -> d.setMode("live")))
        .isEqualTo("out-of-range | mode must be LIVE, APPRENTICE or LOG_ONLY: mode=\"live\"");
    assertThat(refused(format, d -> d.setFloor(Double.NaN)))
        .isEqualTo("not-finite | floor must be finite: floor=NaN");
    assertThat(refused(format, d -> d.setFloor(-0.1)))
        .isEqualTo("out-of-range | floor must be between 0 and 1: floor=-0.1");
    assertThat(refused(format, d -> d.setFloor(1.1)))
        .isEqualTo("out-of-range | floor must be between 0 and 1: floor=1.1");
    String rule = "out-of-range | fallbacks must be between 0 and the number of slots, 2: ";
    assertThat(refused(format, d -> d.setFallbacks(-1))).isEqualTo(rule + "fallbacks=-1");
    assertThat(refused(format, d -> d.setFallbacks(3))).isEqualTo(rule + "fallbacks=3");
  }

  @ParameterizedTest
  @EnumSource
  void actionsAreNamesNoTwoAlike(WireFormat format) {
    assertThat(refused(format, d -> d.setActions(List.of())))
        .isEqualTo("no-actions | actions must hold at least one action: it holds none");
    assertThat(refused(format, d -> d.setActions(List.of("politics", "", "culture"))))
        .isEqualTo("missing-field | actions[1] must not be empty: actions[1]=\"\"");
    assertThat(refused(format, d -> d.setActions(List.of("x".repeat(257)))))
        .isEqualTo(
            "out-of-range | actions[0] must be at most 256 bytes of UTF-8: 257 bytes,"
                + " actions[0]=\""
                + "x".repeat(60)
                + "…\"");
    assertThat(refused(format, d -> d.setActions(List.of("sports", "culture", "sports"))))
        .isEqualTo(
            "duplicate-action | actions must hold each action once: actions[2]=\"sports\" stands"
                + " twice");
    byte[] event = format.encoder().encode(Samples.decision());
    Limits two = new Limits(1 << 20, 8192, 2);
    assertThat(Rejections.line(Rejections.ofRecord(format.decisionDecoder(two), event)))
        .isEqualTo("out-of-range | actions must hold at most 2 actions: it holds 3");
  }

  @ParameterizedTest
  @EnumSource
  void lossesAreFiniteAndAsManyAsActions(WireFormat format) {
    assertThat(refused(format, d -> d.setLosses(List.of(1.0, 2.0))))
        .isEqualTo("mismatched-lengths | losses must be as many as actions: losses=2, actions=3");
    assertThat(refused(format, d -> d.setLosses(List.of(1.0, 2.0, Double.POSITIVE_INFINITY))))
        .isEqualTo("not-finite | losses must be finite: losses[2]=Infinity");
    assertThat(slot(format, s -> s.setLosses(List.of(1.0))))
        .isEqualTo(
            "mismatched-lengths | slots[1].losses must be as many as actions: slots[1].losses=1,"
                + " actions=3");
    assertThat(slot(format, s -> s.setLosses(List.of(1.0, Double.NaN, 2.0))))
        .isEqualTo("not-finite | slots[1].losses must be finite: slots[1].losses[1]=NaN");
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNamedIsOneOfTheActions(WireFormat format) {
    assertThat(refused(format, d -> d.setBaseline("weather")))
        .isEqualTo("unknown-action | baseline must be one of the actions: baseline=\"weather\"");
    assertThat(slot(format, s -> s.setAction("weather")))
        .isEqualTo(
            "unknown-action | slots[1].action must be one of the actions:"
                + " slots[1].action=\"weather\"");
  }

  @ParameterizedTest
  @EnumSource
  void slotsChooseDifferentActions(WireFormat format) {
    String rule = "out-of-range | slots must be between 1 and the number of actions, 3: it holds ";
    assertThat(refused(format, d -> d.setSlots(List.of()))).isEqualTo(rule + 0);
    assertThat(refused(format, d -> d.setSlots(Collections.nCopies(4, d.getSlots().get(0)))))
        .isEqualTo(rule + 4);
    assertThat(slot(format, s -> s.setAction("sports")))
        .isEqualTo(
            "duplicate-action | slots must hold each action once: slots[1].action=\"sports\" stands"
                + " twice");
  }

  @ParameterizedTest
  @EnumSource
  void propensitiesAreTheProbabilitiesOfTheChosen(WireFormat format) throws RejectedEventException {
    assertThat(slot(format, s -> s.setPropensity(Double.NaN)))
        .isEqualTo("not-finite | slots[1].propensity must be finite: slots[1].propensity=NaN");
    assertThat(slot(format, s -> s.setPropensity(0)))
        .isEqualTo("out-of-range | slots[1].propensity must be in (0, 1]: slots[1].propensity=0.0");
    assertThat(slot(format, s -> s.setPropensity(1.5)))
        .isEqualTo("out-of-range | slots[1].propensity must be in (0, 1]: slots[1].propensity=1.5");
    assertThat(slot(format, s -> s.setPropensity(0.25 + 2e-9)))
        .isEqualTo(
            "out-of-range | slots[1].propensity must be the probability of the chosen action,"
                + " within 1e-9: slots[1].propensity=0.250000002, its probability=0.25");
    Decision close = Samples.decision();
    close.getSlots().get(1).setPropensity(0.25 + 5e-10);
    assertThat(format.decisionDecoder(Limits.DEFAULT).decode(format.encoder().encode(close)))
        .isEqualTo(close);
  }

  @ParameterizedTest
  @EnumSource
  void probabilitiesSumToOne(WireFormat format) throws RejectedEventException {
    String field = "slots[1].probabilities";
    assertThat(slot(format, s -> s.setProbabilities(List.of(0.75, 0.25))))
        .isEqualTo(
            "mismatched-lengths | "
                + field
                + " must be as many as actions: "
                + field
                + "=2,"
                + " actions=3");
    assertThat(slot(format, s -> s.setProbabilities(List.of(Double.NaN, 0.5, 0.25))))
        .isEqualTo("not-finite | " + field + " must be finite: " + field + "[0]=NaN");
    assertThat(slot(format, s -> s.setProbabilities(List.of(1.0, -0.25, 0.25))))
        .isEqualTo("out-of-range | " + field + " must not be negative: " + field + "[1]=-0.25");
    assertThat(slot(format, s -> s.setProbabilities(List.of(0.5, 0.125, 0.25))))
        .isEqualTo(
            "out-of-range | " + field + " must have the sum 1, within 1e-6: their sum is 0.875");
    assertThat(slot(format, s -> s.setProbabilities(List.of(0.75 + 2e-6, 0.0, 0.25))))
        .startsWith("out-of-range | " + field + " must have the sum 1, within 1e-6: ");
    Decision close = Samples.decision();
    close.getSlots().get(1).setProbabilities(List.of(0.75 - 5e-7, 0.0, 0.25));
    assertThat(format.decisionDecoder(Limits.DEFAULT).decode(format.encoder().encode(close)))
        .isEqualTo(close);
  }

  @ParameterizedTest
  @EnumSource
  void gammaIsFiniteAndNotNegative(WireFormat format) {
    assertThat(slot(format, s -> s.setGamma(Double.POSITIVE_INFINITY)))
        .isEqualTo("not-finite | slots[1].gamma must be finite: slots[1].gamma=Infinity");
    assertThat(slot(format, s -> s.setGamma(-1)))
        .isEqualTo("out-of-range | slots[1].gamma must not be negative: slots[1].gamma=-1.0");
  }

  @ParameterizedTest
  @EnumSource
  void inputsStandAmongTheModelsInputs(WireFormat format) {
    assertThat(input(format, new DecisionInput(0, List.of(1f, Float.NaN))))
        .isEqualTo(
            "not-finite | slots[1].input.values must be finite: slots[1].input.values[1]=NaN");
    assertThat(input(format, new DecisionInput(0, Collections.nCopies(8193, 1f))))
        .isEqualTo(
            "too-many-features | slots[1].input.values must hold at most 8192 features: it holds"
                + " 8193");
    assertThat(input(format, new DecisionInput(-1, List.of(1f))))
        .isEqualTo(
            "out-of-range | slots[1].input.offset must be between 0 and 2147483646:"
                + " slots[1].input.offset=-1");
    assertThat(input(format, new DecisionInput(Integer.MAX_VALUE, List.of(1f))))
        .isEqualTo(
            "out-of-range | slots[1].input.offset must be between 0 and 2147483646:"
                + " slots[1].input.offset=2147483647");
  }

  private static String input(WireFormat format, DecisionInput input) {
    return slot(format, s -> s.setInput(input));
  }

  private static String slot(WireFormat format, Consumer<DecisionSlot> mistake) {
    return refused(format, d -> mistake.accept(d.getSlots().get(1)));
  }

  private static String refused(WireFormat format, Consumer<Decision> mistake) {
    Decision decision = Samples.decision();
    mistake.accept(decision);
    return Rejections.line(
        Rejections.ofRecord(
            format.decisionDecoder(Limits.DEFAULT), format.encoder().encode(decision)));
  }
}
