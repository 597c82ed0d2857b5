package io.thalweg.decide;

import io.thalweg.Decision;
import io.thalweg.DecisionInput;
import io.thalweg.DecisionSlot;
import io.thalweg.ModelVersion;
import io.thalweg.bandit.Arms;
import io.thalweg.bandit.BanditModel;
import io.thalweg.bandit.ContextualBandit;
import io.thalweg.math.EventDigest;
import io.thalweg.math.FeatureVector;
import io.thalweg.math.KeyedRandom;
import io.thalweg.state.ModelProgress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Answers requests and learns slots as one entry of the settings says. Keeps buffers, no state. */
final class Decider {
  private final DeciderSpec spec;
  private final ContextualBandit agent;
  private final Arms arms = new Arms();
  private final io.thalweg.bandit.Decision choice = new io.thalweg.bandit.Decision();
  private final FeatureVector features = new FeatureVector();

  Decider(DeciderSpec spec) {
    this.spec = spec;
    this.agent = new ContextualBandit(spec.agent());
  }

  DeciderSpec spec() {
    return spec;
  }

  /** A model that has learned nothing. */
  BanditModel create() {
    return agent.create();
  }

  /** The decision of a model as it stands, which changes nothing. */
  Decision decide(BanditModel model, ModelProgress progress, CheckedRequest request) {
    request.into(arms);
    agent.rank(model, arms, KeyedRandom.key(request.id()), request.slots(), choice);
    boolean live = spec.mode() == Mode.LIVE;
    String baseline = request.actions()[request.baseline()];
    Decision decision = new Decision();
    decision.setModel(request.model());
    decision.setId(request.id());
    decision.setTime(Instant.ofEpochMilli(request.time()));
    decision.setVersion(
        new ModelVersion(progress.events(), HexFormat.of().toHexDigits(progress.digest())));
    decision.setMode(spec.mode().name());
    decision.setLearned(choice.learned());
    decision.setFloor(spec.agent().floor().epsilon());
    decision.setActions(Arrays.asList(request.actions()));
    decision.setLosses(losses(0));
    decision.setBaseline(baseline);
    decision.setAgreed(live ? null : choice.chosen() == request.baseline());
    List<DecisionSlot> slots = new ArrayList<>();
    for (int slot = 0; slot < choice.slots(); slot++) {
      slots.add(live ? chosen(request, slot) : baseline(request, slot));
    }
    decision.setSlots(slots);
    decision.setFallbacks(choice.fallbacks());
    return decision;
  }

  private List<Double> losses(int slot) {
    List<Double> losses = new ArrayList<>();
    for (int a = 0; a < choice.arms(); a++) {
      losses.add(choice.loss(slot, a));
    }
    return losses;
  }

  private DecisionSlot chosen(CheckedRequest request, int slot) {
    List<Double> probabilities = new ArrayList<>();
    for (int a = 0; a < choice.arms(); a++) {
      probabilities.add(choice.probability(slot, a));
    }
    return slot(
        request,
        slot,
        choice.chosen(slot),
        choice.propensity(slot),
        choice.gamma(slot),
        probabilities);
  }

  /** The baseline in the first slot, the others behind it in the request's order. */
  private DecisionSlot baseline(CheckedRequest request, int slot) {
    int action = slot == 0 ? request.baseline() : slot <= request.baseline() ? slot - 1 : slot;
    List<Double> probabilities = new ArrayList<>();
    for (int a = 0; a < choice.arms(); a++) {
      probabilities.add(a == action ? 1.0 : 0.0);
    }
    return slot(request, slot, action, 1, 0, probabilities);
  }

  private DecisionSlot slot(
      CheckedRequest request,
      int slot,
      int action,
      double propensity,
      double gamma,
      List<Double> probabilities) {
    ArmInput input = request.input(slot, action);
    List<Float> values = new ArrayList<>();
    for (float value : input.values()) {
      values.add(value);
    }
    return new DecisionSlot(
        request.actions()[action],
        propensity,
        gamma,
        probabilities,
        new DecisionInput(input.offset(), values),
        slot > 0 && choice.lossesDiffer() ? losses(slot) : null);
  }

  /** Learns one slot of a decision. */
  void learn(
      BanditModel model,
      ModelProgress progress,
      String id,
      long time,
      ArmInput input,
      double loss) {
    input.into(arms, spec.agent().features());
    agent.learn(model, arms, 0, loss, 1);
    features.dense(input.values(), input.values().length);
    progress.learned(EventDigest.event(id, time, loss, 1, features), time, loss, 1);
  }
}
