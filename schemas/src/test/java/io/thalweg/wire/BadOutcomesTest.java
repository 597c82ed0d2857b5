package io.thalweg.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.Outcome;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules of outcomes, each broken by an outcome that keeps all the others. */
class BadOutcomesTest {

  @ParameterizedTest
  @EnumSource
  void namesAndTimesAreHeldToTheRulesOfExamples(WireFormat format) {
    assertThat(refused(format, o -> o.setModel("")))
        .isEqualTo("missing-field | model must not be empty: model=\"\"");
    assertThat(refused(format, o -> o.setId("x".repeat(257))))
        .startsWith("out-of-range | id must be at most 256 bytes of UTF-8: 257 bytes, id=");
    assertThat(refused(format, o -> o.setTime(Instant.ofEpochMilli(253402300800000L))))
        .startsWith("out-of-range | time must be between 0 and ")
        .endsWith("time=253402300800000");
  }

  @ParameterizedTest
  @EnumSource
  void lossAndRewardAreFinite(WireFormat format) {
    assertThat(refused(format, o -> told(o, Double.NaN, null)))
        .isEqualTo("not-finite | loss must be finite: loss=NaN");
    assertThat(refused(format, o -> told(o, null, Double.NEGATIVE_INFINITY)))
        .isEqualTo("not-finite | reward must be finite: reward=-Infinity");
  }

  @ParameterizedTest
  @EnumSource
  void exactlyOneOfLossAndRewardIsToldUnlessItOnlyActivates(WireFormat format)
      throws RejectedEventException {
    assertThat(refused(format, o -> told(o, 1.0, 1.0)))
        .isEqualTo("undecodable | event must hold only one of loss and reward: it holds both");
    assertThat(
            refused(
                format,
                o -> {
                  told(o, null, null);
                  o.setActivated(false);
                }))
        .isEqualTo(
            "missing-field | event must hold loss, reward, or activated=true: it holds none");
    Outcome activation = Samples.outcome();
    told(activation, null, null);
    assertThat(format.outcomeDecoder(Limits.DEFAULT).decode(format.encoder().encode(activation)))
        .isEqualTo(activation);
  }

  @ParameterizedTest
  @EnumSource
  void slotsAreCountedFromZero(WireFormat format) {
    assertThat(refused(format, o -> o.setSlot(-1)))
        .isEqualTo("out-of-range | slot must not be negative: slot=-1");
  }

  private static void told(Outcome outcome, Double loss, Double reward) {
    outcome.setLoss(loss);
    outcome.setReward(reward);
  }

  private static String refused(WireFormat format, Consumer<Outcome> mistake) {
    Outcome outcome = Samples.outcome();
    mistake.accept(outcome);
    return Rejections.line(
        Rejections.ofRecord(
            format.outcomeDecoder(Limits.DEFAULT), format.encoder().encode(outcome)));
  }
}
