package io.thalweg.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.DecisionRequest;
import io.thalweg.Features;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules of requests, each broken by a request that keeps all the others. */
class BadRequestsTest {

  @ParameterizedTest
  @EnumSource
  void namesAndTimesAreHeldToTheRulesOfExamples(WireFormat format) {
    assertThat(refused(format, r -> r.setModel("")))
        .isEqualTo("missing-field | model must not be empty: model=\"\"");
    assertThat(refused(format, r -> r.setId("x".repeat(257))))
        .isEqualTo(
            "out-of-range | id must be at most 256 bytes of UTF-8: 257 bytes, id=\""
                + "x".repeat(60)
                + "…\"");
    assertThat(refused(format, r -> r.setTime(Instant.ofEpochMilli(-1))))
        .isEqualTo(
            "out-of-range | time must be between 0 and 253402300799999, milliseconds of the years"
                + " 1970 to 9999: time=-1");
  }

  @ParameterizedTest
  @EnumSource
  void thereMustBeSomethingToChooseFrom(WireFormat format) {
    assertThat(refused(format, r -> r.setActions(List.of())))
        .isEqualTo("no-actions | actions must hold at least one action: it holds none");
    assertThat(refused(format, r -> r.getActions().forEach(a -> a.setEligible(false))))
        .isEqualTo("no-actions | actions must hold at least one that is eligible: of 3 none is");
  }

  @ParameterizedTest
  @EnumSource
  void tooManyActionsAreCounted(WireFormat format) throws RejectedEventException {
    DecisionRequest request = Samples.request();
    byte[] event = format.encoder().encode(request);
    Limits two = new Limits(1 << 20, 8192, 2);
    assertThat(Rejections.line(Rejections.ofRecord(format.requestDecoder(two), event)))
        .isEqualTo("out-of-range | actions must hold at most 2 actions: it holds 3");
    assertThat(format.requestDecoder(new Limits(1 << 20, 8192, 3)).decode(event))
        .isEqualTo(request);
  }

  @ParameterizedTest
  @EnumSource
  void idsOfActionsAreNames(WireFormat format) {
    assertThat(refused(format, r -> r.getActions().get(1).setId("")))
        .isEqualTo("missing-field | actions[1].id must not be empty: actions[1].id=\"\"");
    assertThat(refused(format, r -> r.getActions().get(2).setId("é".repeat(128) + "x")))
        .isEqualTo(
            "out-of-range | actions[2].id must be at most 256 bytes of UTF-8: 257 bytes,"
                + " actions[2].id=\""
                + "é".repeat(60)
                + "…\"");
    assertThat(refused(format, r -> r.getActions().get(2).setId("politics")))
        .isEqualTo(
            "duplicate-action | actions must hold each id once: actions[2].id=\"politics\" stands"
                + " twice");
  }

  @ParameterizedTest
  @EnumSource
  void theBaselineIsOneThatMayBeChosen(WireFormat format) {
    assertThat(refused(format, r -> r.setBaseline("weather")))
        .isEqualTo(
            "unknown-action | baseline must be the id of an eligible action: baseline=\"weather\"");
    assertThat(refused(format, r -> r.setBaseline("culture")))
        .isEqualTo(
            "unknown-action | baseline must be the id of an eligible action: baseline=\"culture\"");
  }

  @ParameterizedTest
  @EnumSource
  void thereAreNotMoreSlotsThanEligibleActions(WireFormat format) {
    String rule =
        "out-of-range | slots must be between 1 and the number of eligible actions, 2: slots=";
    assertThat(refused(format, r -> r.setSlots(0))).isEqualTo(rule + 0);
    assertThat(refused(format, r -> r.setSlots(3))).isEqualTo(rule + 3);
  }

  @ParameterizedTest
  @EnumSource
  void slotsHaveFeaturesAllOrNone(WireFormat format) throws RejectedEventException {
    String rule = "mismatched-lengths | slotFeatures must be as many as slots: slotFeatures=";
    assertThat(refused(format, r -> r.setSlots(1))).isEqualTo(rule + "2, slots=1");
    assertThat(refused(format, r -> r.setSlotFeatures(List.of()))).isEqualTo(rule + "0, slots=2");
    DecisionRequest plain = Samples.requestOfVersion1();
    assertThat(format.requestDecoder(Limits.DEFAULT).decode(format.encoder().encode(plain)))
        .isEqualTo(plain);
  }

  @ParameterizedTest
  @EnumSource
  void featuresOfASlotKeepTheRulesOfAllFeatures(WireFormat format) {
    List<Float> one = List.of(1f);
    assertThat(ofSlot(format, new Features(List.of(Float.NaN), null, null, null)))
        .isEqualTo(
            "not-finite | slotFeatures[1].dense must be finite: slotFeatures[1].dense[0]=NaN");
    assertThat(ofSlot(format, named(Map.of("width", Double.NEGATIVE_INFINITY))))
        .isEqualTo(
            "not-finite | slotFeatures[1].named must be finite:"
                + " slotFeatures[1].named[\"width\"]=-Infinity");
    assertThat(ofSlot(format, new Features(null, List.of(-1), one, null)))
        .isEqualTo(
            "out-of-range | slotFeatures[1].indices must be between 0 and 2147483647:"
                + " slotFeatures[1].indices[0]=-1");
    assertThat(ofSlot(format, new Features(null, List.of(2, 1), one, null)))
        .isEqualTo(
            "mismatched-lengths | slotFeatures[1].indices and slotFeatures[1].values must have one"
                + " length: indices=2, values=1");
    assertThat(ofSlot(format, new Features(one, null, null, Map.of("a", true))))
        .isEqualTo(
            "undecodable | slotFeatures[1] must hold only one of dense, indices with values, and"
                + " named: it holds dense named together");
    assertThat(ofSlot(format, new Features()))
        .isEqualTo(
            "missing-field | slotFeatures[1] must hold dense, or indices with values, or named: it"
                + " holds none");
    assertThat(ofSlot(format, new Features(Collections.nCopies(8193, 1f), null, null, null)))
        .isEqualTo(
            "too-many-features | slotFeatures[1].dense must hold at most 8192 features: it holds"
                + " 8193");
  }

  @ParameterizedTest
  @EnumSource
  void everyFeatureIsFinite(WireFormat format) {
    assertThat(shared(format, new Features(List.of(1f, Float.NaN), null, null, null)))
        .isEqualTo("not-finite | shared.dense must be finite: shared.dense[1]=NaN");
    Features infinite =
        new Features(null, List.of(1, 2), List.of(1f, Float.NEGATIVE_INFINITY), null);
    assertThat(ofAction(format, infinite))
        .isEqualTo(
            "not-finite | actions[1].features.values must be finite:"
                + " actions[1].features.values[1]=-Infinity");
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThat(shared(format, named(Map.of("hour", bad))))
          .isEqualTo("not-finite | shared.named must be finite: shared.named[\"hour\"]=" + bad);
    }
    assertThat(ofAction(format, named(Map.of("age", 1e300))))
        .isEqualTo(
            "out-of-range | actions[1].features.named must be between -3.4028235E38 and"
                + " 3.4028235E38: actions[1].features.named[\"age\"]=1.0E300");
  }

  @ParameterizedTest
  @EnumSource
  void positionsAreDistinctAndNotNegative(WireFormat format) {
    List<Float> three = List.of(1f, 2f, 3f);
    assertThat(shared(format, new Features(null, List.of(4, -2, 1), three, null)))
        .isEqualTo(
            "out-of-range | shared.indices must be between 0 and 2147483647: shared.indices[1]=-2");
    assertThat(ofAction(format, new Features(null, List.of(9, 4, 9), three, null)))
        .isEqualTo(
            "duplicate-index | actions[1].features.indices must be distinct: index 9 stands at 0"
                + " and 2");
    assertThat(shared(format, new Features(null, List.of(9, 4), three, null)))
        .isEqualTo(
            "mismatched-lengths | shared.indices and shared.values must have one length:"
                + " indices=2, values=3");
  }

  @ParameterizedTest
  @EnumSource
  void exactlyOneFormStands(WireFormat format) {
    List<Float> one = List.of(1f);
    assertThat(shared(format, new Features()))
        .isEqualTo(
            "missing-field | shared must hold dense, or indices with values, or named: it holds"
                + " none");
    assertThat(ofAction(format, new Features(one, null, null, Map.of("a", true))))
        .isEqualTo(
            "undecodable | actions[1].features must hold only one of dense, indices with values,"
                + " and named: it holds dense named together");
    assertThat(ofAction(format, new Features(null, List.of(1), null, null)))
        .isEqualTo(
            "missing-field | actions[1].features.values must be present:"
                + " actions[1].features.indices stands alone");
    assertThat(shared(format, new Features(null, null, one, null)))
        .isEqualTo("missing-field | shared.indices must be present: shared.values stands alone");
  }

  @ParameterizedTest
  @EnumSource
  void tooManyFeaturesAreCounted(WireFormat format) {
    String rule = " must hold at most 8192 features: it holds 10000";
    List<Float> values = Collections.nCopies(10_000, 1f);
    Map<String, Object> named = new HashMap<>();
    for (int i = 0; i < 10_000; i++) {
      named.put("n" + i, i % 3 == 0 ? "text" : i % 3 == 1 ? 1.0 : (Object) true);
    }
    assertThat(shared(format, new Features(values, null, null, null)))
        .isEqualTo("too-many-features | shared.dense" + rule);
    assertThat(shared(format, new Features(null, Collections.nCopies(10_000, 1), values, null)))
        .isEqualTo("too-many-features | shared.indices" + rule);
    assertThat(ofAction(format, new Features(null, List.of(1), values, null)))
        .isEqualTo("too-many-features | actions[1].features.values" + rule);
    assertThat(ofAction(format, named(named)))
        .isEqualTo("too-many-features | actions[1].features.named" + rule);
  }

  @ParameterizedTest
  @EnumSource
  void sharedFeaturesCountWithThoseOfEachAction(WireFormat format) throws RejectedEventException {
    DecisionRequest request = Samples.requestOfVersion1();
    request.setShared(new Features(Collections.nCopies(8000, 1f), null, null, null));
    request.getActions().get(1).setFeatures(sparse(192));
    byte[] full = format.encoder().encode(request);
    assertThat(format.requestDecoder(Limits.DEFAULT).decode(full)).isEqualTo(request);

    request.getActions().get(1).setFeatures(sparse(193));
    byte[] more = format.encoder().encode(request);
    assertThat(Rejections.line(Rejections.ofRecord(format.requestDecoder(Limits.DEFAULT), more)))
        .isEqualTo(
            "too-many-features | shared and actions[1].features must hold at most 8192 features:"
                + " it holds 8193");
  }

  @ParameterizedTest
  @EnumSource
  void featuresOfASlotCountWithSharedOnesAndThoseOfEachAction(WireFormat format)
      throws RejectedEventException {
    DecisionRequest request = Samples.request();
    request.setShared(new Features(Collections.nCopies(4000, 1f), null, null, null));
    request.getActions().get(1).setFeatures(sparse(4000));
    request.setSlotFeatures(List.of(sparse(192), sparse(192)));
    byte[] full = format.encoder().encode(request);
    assertThat(format.requestDecoder(Limits.DEFAULT).decode(full)).isEqualTo(request);

    request.setSlotFeatures(List.of(sparse(192), sparse(193)));
    byte[] more = format.encoder().encode(request);
    assertThat(Rejections.line(Rejections.ofRecord(format.requestDecoder(Limits.DEFAULT), more)))
        .isEqualTo(
            "too-many-features | shared, slotFeatures[1] and the features of any action must hold"
                + " at most 8192 features: it holds 8193");
  }

  @Test
  void avroMapsHoldEachNameOnce() {
    DecisionRequest request = Samples.request();
    Map<String, Object> named = new java.util.LinkedHashMap<>(Map.of("a", true));
    named.put("~", "t");
    request.getActions().get(1).setFeatures(named(named));
    byte[] event = WireFormat.AVRO.encoder().encode(request);
    for (int i = AvroHeader.LENGTH; i < event.length; i++) {
      event[i] = event[i] == '~' ? (byte) 'a' : event[i];
    }
    EventDecoder<DecisionRequest> decoder = WireFormat.AVRO.requestDecoder(Limits.DEFAULT);
    assertThat(Rejections.line(Rejections.ofRecord(decoder, event)))
        .isEqualTo(
            "duplicate-index | actions[1].features.named must hold each name once:"
                + " actions[1].features.named[\"a\"] stands twice");
  }

  private static Features named(Map<String, Object> named) {
    return new Features(null, null, null, named);
  }

  private static Features sparse(int count) {
    List<Integer> indices = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      indices.add(i);
    }
    return new Features(null, indices, Collections.nCopies(count, 1f), null);
  }

  private static String shared(WireFormat format, Features features) {
    return refused(format, r -> r.setShared(features));
  }

  private static String ofAction(WireFormat format, Features features) {
    return refused(format, r -> r.getActions().get(1).setFeatures(features));
  }

  private static String ofSlot(WireFormat format, Features features) {
    return refused(format, r -> r.setSlotFeatures(List.of(r.getSlotFeatures().get(0), features)));
  }

  private static String refused(WireFormat format, Consumer<DecisionRequest> mistake) {
    DecisionRequest request = Samples.request();
    mistake.accept(request);
    return Rejections.line(
        Rejections.ofRecord(
            format.requestDecoder(Limits.DEFAULT), format.encoder().encode(request)));
  }
}
