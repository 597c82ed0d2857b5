package io.thalweg.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.thalweg.Action;
import io.thalweg.Decision;
import io.thalweg.DecisionRequest;
import io.thalweg.DecisionSlot;
import io.thalweg.Features;
import io.thalweg.bandit.AgentSpec;
import io.thalweg.bandit.Agents;
import io.thalweg.bandit.BanditModel;
import io.thalweg.bandit.NeuralSpec;
import io.thalweg.bandit.RegressionLoss;
import io.thalweg.bandit.Replay;
import io.thalweg.math.Lcg;
import io.thalweg.state.ModelProgress;
import io.thalweg.stream.FeatureSpec;
import io.thalweg.wire.RejectedEventException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Slots with features, from the request to the record in the ledger. */
class SlotFeaturesTest {
  private static final int MAX_FEATURES = 100;
  private static final FeatureSpec SHARED = FeatureSpec.ofDimension(1).withBias();
  private static final FeatureSpec SLOT = FeatureSpec.ofDimension(2);
  private static final FeatureSpec ACTION = FeatureSpec.ofDimension(1);
  private static final ContextLayout CONTEXT = new ContextLayout.InSlots(SHARED, SLOT);
  private static final ArmLayout BLOCKS = ArmLayout.Blocks.of(CONTEXT, List.of("a", "b"));
  private static final ArmLayout JOINED = new ArmLayout.Joined(CONTEXT, ACTION);
  private static final ArmLayout CROSSED = new ArmLayout.Crossed(CONTEXT, ACTION);

  static List<ArmLayout> layouts() {
    return List.of(BLOCKS, JOINED, CROSSED);
  }

  private static Features dense(Float... values) {
    return new Features(List.of(values), null, null, null);
  }

  private static Features named(String name, Object value) {
    return new Features(null, null, null, Map.of(name, value));
  }

  private static Action action(String id, Features features) {
    return new Action(id, features, true);
  }

  /** Two actions, in two slots. */
  private static DecisionRequest request(ArmLayout layout) {
    boolean inBlocks = layout instanceof ArmLayout.Blocks;
    return new DecisionRequest(
        "m",
        "r",
        Instant.EPOCH,
        dense(2f),
        List.of(action("a", inBlocks ? null : dense(3f)), action("b", inBlocks ? null : dense(5f))),
        null,
        2,
        List.of(dense(7f, 11f), dense(13f, 17f)));
  }

  private static CheckedRequest checked(ArmLayout layout, DecisionRequest request)
      throws RejectedEventException {
    Action[] actions = request.getActions().toArray(Action[]::new);
    return ArmAssembler.of(layout, MAX_FEATURES).assemble(request, actions, 0);
  }

  @Test
  void inBlocksTheFeaturesOfASlotStandBehindTheSharedOnes() throws RejectedEventException {
    assertThat(checked(BLOCKS, request(BLOCKS)).values())
        .containsExactly(2, 1, 7, 11, 2, 1, 13, 17);
  }

  @Test
  void joinedTheyStandBetweenTheSharedOnesAndTheActions() throws RejectedEventException {
    assertThat(checked(JOINED, request(JOINED)).values())
        .containsExactly(2, 1, 7, 11, 3, 2, 1, 7, 11, 5, 2, 1, 13, 17, 3, 2, 1, 13, 17, 5);
  }

  @Test
  void crossedTheyAreMultipliedByTheActionsToo() throws RejectedEventException {
    float[] values = checked(CROSSED, request(CROSSED)).values();
    assertThat(Arrays.copyOf(values, 9)).containsExactly(2, 1, 7, 11, 3, 6, 3, 21, 33);
    assertThat(Arrays.copyOfRange(values, 27, 36)).containsExactly(2, 1, 13, 17, 5, 10, 5, 65, 85);
    assertThat(values).hasSize(36);
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void slotsOfWhichNothingIsKnownAreAlikeAndZeros(ArmLayout layout) throws RejectedEventException {
    DecisionRequest request = request(layout);
    request.setSlotFeatures(null);
    CheckedRequest alike = checked(layout, request);
    request.setSlotFeatures(List.of(dense(0f, 0f), dense(0f, 0f)));
    CheckedRequest zeros = checked(layout, request);
    assertThat(alike.differsBySlot()).isFalse();
    assertThat(zeros.differsBySlot()).isTrue();
    for (int slot = 0; slot < 2; slot++) {
      for (int action = 0; action < 2; action++) {
        assertThat(alike.input(slot, action).values())
            .isEqualTo(zeros.input(slot, action).values());
      }
    }
  }

  @Test
  void theBiasOfASlotIsThereWithoutItsFeatures() throws RejectedEventException {
    ContextLayout context = new ContextLayout.InSlots(SHARED, SLOT.withBias());
    DecisionRequest request = request(BLOCKS);
    request.setSlotFeatures(null);
    ArmLayout layout = ArmLayout.Blocks.of(context, List.of("a", "b"));
    assertThat(checked(layout, request).values()).containsExactly(2, 1, 0, 0, 1);
  }

  @Test
  void layoutsWithoutSlotsAreToldAsTheyEverWere() {
    assertThat(ArmLayout.Blocks.of(SHARED, List.of("a", "b")).canonical())
        .isEqualTo("blocks 2 of positions 1 bias a b");
    assertThat(new ArmLayout.Joined(SHARED, ACTION).canonical())
        .isEqualTo("joined positions 1 bias / positions 1");
    assertThat(new ArmLayout.Crossed(SHARED, ACTION).canonical())
        .isEqualTo("crossed positions 1 bias / positions 1");
    assertThat(CROSSED.canonical())
        .isEqualTo("crossed positions 1 bias + positions 2 / positions 1");
  }

  /** Else it would end the job, whose agents take finite values only. */
  @Test
  void aProductThatOverflowsIsRefused() {
    assertThat(refusal(CROSSED, List.of(dense(1f, 1f), dense(1f, 1e38f))))
        .isEqualTo("out-of-range | a product of features must be finite: action=b, 1.0E38 * 5.0");
    FeatureSpec oneOfTwo = FeatureSpec.ofHashBits(1);
    ContextLayout hashed = new ContextLayout.InSlots(SHARED, oneOfTwo);
    Features many = new Features(null, null, null, new HashMap<>());
    for (int k = 0; k < 9; k++) {
      many.getNamed().put("x" + k, "category");
      many.getNamed().put("y" + k, 3e38);
    }
    assertThat(refusal(new ArmLayout.Joined(hashed, ACTION), List.of(many, many)))
        .startsWith(
            "out-of-range | slotFeatures[0] must have a finite sum where they share a position:");
  }

  private static String refusal(ArmLayout layout, List<Features> slots) {
    DecisionRequest request = request(layout);
    request.setSlotFeatures(slots);
    try {
      checked(layout, request);
    } catch (RejectedEventException e) {
      return e.reason().code() + " | " + e.getMessage();
    }
    return "";
  }

  @Test
  void featuresThatDoNotFitAreRefusedByTheirPlace() {
    Features good = dense(1f, 1f);
    assertThat(refusal(BLOCKS, List.of(good, dense(1f))))
        .isEqualTo(
            "dimension | slotFeatures[1].dense must have the model's dimension: model=m,"
                + " dimension=2, length=1");
    assertThat(refusal(JOINED, List.of(new Features(null, List.of(2), List.of(1f), null), good)))
        .isEqualTo(
            "dimension | slotFeatures[0].indices must be below the model's dimension: model=m,"
                + " dimension=2, indices[0]=2");
    assertThat(refusal(CROSSED, List.of(good, named("place", "top"))))
        .isEqualTo(
            "dimension | slotFeatures[1].named needs a model with hashBits: model=m, dimension=2");
    assertThat(refusal(new ArmLayout.Joined(SHARED, ACTION), List.of(good, good)))
        .isEqualTo(
            "dimension | slotFeatures must be absent, since the model's settings have no"
                + " features.slots: model=m, slotFeatures=2");
  }

  @Test
  void theOtherVectorsAreNamedByTheirPlacesToo() {
    DecisionRequest request = request(JOINED);
    request.getActions().get(1).setFeatures(dense(1f, 2f));
    assertThatThrownBy(() -> checked(JOINED, request))
        .hasMessageStartingWith("actions[\"b\"].features.dense must have");
    request.setShared(dense());
    assertThatThrownBy(() -> checked(JOINED, request))
        .hasMessageStartingWith("shared.dense must have the model's dimension: model=m");
  }

  @Test
  void aRequestThatWouldTakeTooMuchMemoryIsRefused() {
    ContextLayout wide = new ContextLayout.InSlots(SHARED, FeatureSpec.ofDimension(1 << 14));
    DecisionRequest request = request(JOINED);
    request.setActions(Collections.nCopies(100, action("a", dense(1f))));
    request.setSlots(3);
    request.setSlotFeatures(Collections.nCopies(3, dense()));
    assertThatThrownBy(() -> checked(new ArmLayout.Joined(wide, ACTION), request))
        .hasMessage(
            "actions times the model's inputs, once for each slot that has features, must be at"
                + " most 4194304: actions=100, inputs=16387, slots=3");
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void aRequestCrossesTheExchangeAsItIs(ArmLayout layout)
      throws RejectedEventException, IOException {
    CheckedRequest request = checked(layout, request(layout));
    DataOutputSerializer out = new DataOutputSerializer(64);
    CheckedRequestSerializer.INSTANCE.serialize(request, out);
    CheckedRequest read =
        CheckedRequestSerializer.INSTANCE.deserialize(
            new DataInputDeserializer(out.getCopyOfBuffer()));
    assertThat(read).usingRecursiveComparison().isEqualTo(request);
    assertThat(read.differsBySlot()).isTrue();
  }

  private static DeciderSpec spec(ArmLayout layout, AgentSpec agent, Mode mode) {
    return new DeciderSpec("*", layout, agent, mode, OutcomeRule.DEFAULT, Long.MAX_VALUE);
  }

  private static AgentSpec network(ArmLayout layout) {
    return Agents.neuFastCb(
        layout.features(),
        NeuralSpec.of(RegressionLoss.KULLBACK_LEIBLER, 3)
            .withHidden(4)
            .withReplay(Replay.last(16, 2)),
        3);
  }

  private static ArmInput input(DecisionSlot slot) {
    float[] values = new float[slot.getInput().getValues().size()];
    for (int k = 0; k < values.length; k++) {
      values[k] = slot.getInput().getValues().get(k);
    }
    return new ArmInput(slot.getInput().getOffset(), values);
  }

  private static double loss(Decision decision, int slot, String action) {
    List<Double> own = decision.getSlots().get(slot).getLosses();
    List<Double> losses = own == null ? decision.getLosses() : own;
    return losses.get(decision.getActions().indexOf(action));
  }

  /** So that who has the ledger learns from what was predicted from, and from nothing else. */
  @ParameterizedTest
  @MethodSource("layouts")
  void theRecordHoldsWhatEachSlotsLossWasPredictedFrom(ArmLayout layout)
      throws RejectedEventException {
    for (Mode mode : Mode.values()) {
      Decider decider = new Decider(spec(layout, network(layout), mode));
      BanditModel model = decider.create();
      ModelProgress progress = new ModelProgress();
      for (int t = 0; t < 50; t++) {
        DecisionRequest asked = request(layout);
        asked.setId("r" + t);
        Decision decision = decider.decide(model, progress, checked(layout, asked));
        assertThat(decision.getSlots().get(0).getLosses()).isNull();
        for (int s = 0; s < 2; s++) {
          DecisionSlot slot = decision.getSlots().get(s);
          ArmInput input = input(slot);
          int[] block = {input.offset() / input.values().length};
          CheckedRequest alone =
              new CheckedRequest(
                  "m",
                  "alone",
                  0,
                  new String[] {slot.getAction()},
                  0,
                  1,
                  input.values().length,
                  input.values(),
                  layout instanceof ArmLayout.Blocks ? block : new int[0]);
          assertThat(decider.decide(model, progress, alone).getLosses())
              .containsExactly(loss(decision, s, slot.getAction()));
        }
        for (int s = 0; s < 2; s++) {
          ArmInput input = input(decision.getSlots().get(s));
          decider.learn(model, progress, asked.getId(), t, input, (t + s) % 2);
        }
      }
    }
  }

  /**
   * Each place of a page has a banner that suits it, and the places come in any order. Of 3 places
   * of 200 pages, an agent that cannot see them loses 2/3 in the mean, with a deviation of 0.02.
   */
  @Test
  void onlyWhoSeesTheSlotsLearnsWhatSuitsThem() throws RejectedEventException {
    FeatureSpec bias = FeatureSpec.ofDimension(1);
    List<String> banners = List.of("a", "b", "c");
    ArmLayout seeing =
        ArmLayout.Blocks.of(new ContextLayout.InSlots(bias, FeatureSpec.ofDimension(3)), banners);
    ArmLayout blind = ArmLayout.Blocks.of(bias, banners);
    assertThat(meanLoss(seeing, banners)).isLessThan(0.1);
    assertThat(meanLoss(blind, banners)).isEqualTo(2 / 3.0, within(0.1));
  }

  /** Of the last 200 of 600 pages. */
  private static double meanLoss(ArmLayout layout, List<String> banners)
      throws RejectedEventException {
    boolean seen = layout.features().dimension() > 1;
    Decider decider = new Decider(spec(layout, Agents.squareCb(layout.features(), 5), Mode.LIVE));
    BanditModel model = decider.create();
    ModelProgress progress = new ModelProgress();
    Lcg random = new Lcg(9);
    double sum = 0;
    for (int t = 0; t < 600; t++) {
      List<Integer> places = new ArrayList<>(List.of(0, 1, 2));
      Collections.swap(places, 0, random.below(3));
      Collections.swap(places, 1, 1 + random.below(2));
      DecisionRequest page =
          new DecisionRequest(
              "m",
              "p" + t,
              Instant.EPOCH,
              dense(1f),
              banners.stream().map(id -> action(id, null)).toList(),
              null,
              3,
              seen ? places.stream().map(SlotFeaturesTest::oneOfThree).toList() : null);
      Decision decision = decider.decide(model, progress, checked(layout, page));
      for (int s = 0; s < 3; s++) {
        DecisionSlot slot = decision.getSlots().get(s);
        double loss = banners.indexOf(slot.getAction()) == places.get(s) ? 0 : 1;
        sum += t < 400 ? 0 : loss;
        decider.learn(model, progress, page.getId(), t, input(slot), loss);
      }
    }
    return sum / 600;
  }

  private static Features oneOfThree(int place) {
    return dense(place == 0 ? 1f : 0f, place == 1 ? 1f : 0f, place == 2 ? 1f : 0f);
  }
}
