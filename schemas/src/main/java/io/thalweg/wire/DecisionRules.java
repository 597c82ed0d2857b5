package io.thalweg.wire;

import io.thalweg.Decision;
import io.thalweg.DecisionInput;
import io.thalweg.DecisionSlot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The protocol's rules for decisions, listed in {@code docs/protocol.md}. A decision may come from
 * anybody, and what is learned from its outcome rests on its numbers.
 */
final class DecisionRules {
  /** How far a propensity may lie from its probability: both are one double, written twice. */
  static final double MOST_DIFFERENCE = 1e-9;

  /** How far the sum of the probabilities may lie from 1; those of other deciders are floats. */
  static final double MOST_EXCESS = 1e-6;

  private DecisionRules() {}

  /** Checks a whole decision in the order of its fields; the first breach decides. */
  static void check(Decision decision, Limits limits) throws RejectedEventException {
    ExampleRules.checkName("model", decision.getModel());
    ExampleRules.checkName("id", decision.getId());
    ExampleRules.checkTime(decision.getTime().toEpochMilli());
    checkCount("version.events", decision.getVersion().getEvents());
    checkMode(decision.getMode());
    checkCount("learned", decision.getLearned());
    checkFloor(decision.getFloor());
    RequestRules.checkCount(decision.getActions().size(), limits);
    Map<String, Integer> positions = positions(decision.getActions());
    checkLosses("losses", decision.getLosses(), positions.size());
    String baseline = decision.getBaseline();
    if (baseline != null && !positions.containsKey(baseline)) {
      throw unknownAction("baseline", baseline);
    }
    checkSlots(decision.getSlots(), positions, limits);
    if (decision.getFallbacks() < 0 || decision.getFallbacks() > decision.getSlots().size()) {
      throw ExampleRules.refuse(
          Reason.OUT_OF_RANGE,
          "fallbacks must be between 0 and the number of slots, " + decision.getSlots().size(),
          "fallbacks=" + decision.getFallbacks());
    }
  }

  private static void checkMode(String mode) throws RejectedEventException {
    switch (mode) {
      case "LIVE", "APPRENTICE", "LOG_ONLY" -> {}
      default ->
          throw ExampleRules.refuse(
              Reason.OUT_OF_RANGE,
              "mode must be LIVE, APPRENTICE or LOG_ONLY",
              "mode=" + Excerpt.quoted(mode));
    }
  }

  private static void checkFloor(double floor) throws RejectedEventException {
    if (!Double.isFinite(floor)) {
      throw notFinite("floor", "floor", floor);
    }
    if (floor < 0 || floor > 1) {
      throw ExampleRules.refuse(
          Reason.OUT_OF_RANGE, "floor must be between 0 and 1", "floor=" + floor);
    }
  }

  /** Where each action stands. */
  private static Map<String, Integer> positions(List<String> actions)
      throws RejectedEventException {
    Map<String, Integer> positions = new HashMap<>();
    for (int i = 0; i < actions.size(); i++) {
      String id = actions.get(i);
      if (!ExampleRules.isName(id)) {
        ExampleRules.checkName(JsonFields.place("actions", i), id);
      }
      if (positions.put(id, i) != null) {
        throw duplicateAction("actions", JsonFields.place("actions", i), id);
      }
    }
    return positions;
  }

  private static void checkLosses(String field, List<Double> losses, int actions)
      throws RejectedEventException {
    checkLength(field, losses.size(), actions);
    for (int i = 0; i < actions; i++) {
      double loss = losses.get(i);
      if (!Double.isFinite(loss)) {
        throw notFinite(field, JsonFields.place(field, i), loss);
      }
    }
  }

  private static void checkSlots(
      List<DecisionSlot> slots, Map<String, Integer> positions, Limits limits)
      throws RejectedEventException {
    if (slots.isEmpty() || slots.size() > positions.size()) {
      throw ExampleRules.refuse(
          Reason.OUT_OF_RANGE,
          "slots must be between 1 and the number of actions, " + positions.size(),
          "it holds " + slots.size());
    }
    boolean[] chosen = new boolean[positions.size()];
    for (int i = 0; i < slots.size(); i++) {
      DecisionSlot slot = slots.get(i);
      String place = JsonFields.place("slots", i);
      Integer position = positions.get(slot.getAction());
      if (position == null) {
        throw unknownAction(place + ".action", slot.getAction());
      }
      if (chosen[position]) {
        throw duplicateAction("slots", place + ".action", slot.getAction());
      }
      chosen[position] = true;
      checkSlot(place, slot, position, positions.size(), limits);
    }
  }

  private static void checkSlot(
      String place, DecisionSlot slot, int position, int actions, Limits limits)
      throws RejectedEventException {
    double propensity = slot.getPropensity();
    String field = place + ".propensity";
    if (!Double.isFinite(propensity)) {
      throw notFinite(field, field, propensity);
    }
    if (propensity <= 0 || propensity > 1) {
      throw ExampleRules.refuse(
          Reason.OUT_OF_RANGE, field + " must be in (0, 1]", field + "=" + propensity);
    }
    double gamma = slot.getGamma();
    if (!Double.isFinite(gamma)) {
      throw notFinite(place + ".gamma", place + ".gamma", gamma);
    }
    if (gamma < 0) {
      throw negative(place + ".gamma", place + ".gamma", Double.toString(gamma));
    }
    checkLength(place + ".probabilities", slot.getProbabilities().size(), actions);
    checkProbabilities(place + ".probabilities", slot.getProbabilities());
    double probability = slot.getProbabilities().get(position);
    if (Math.abs(propensity - probability) > MOST_DIFFERENCE) {
      throw ExampleRules.refuse(
          Reason.OUT_OF_RANGE,
          field + " must be the probability of the chosen action, within 1e-9",
          field + "=" + propensity + ", its probability=" + probability);
    }
    checkInput(place + ".input", slot.getInput(), limits);
    if (slot.getLosses() != null) {
      checkLosses(place + ".losses", slot.getLosses(), actions);
    }
  }

  private static void checkProbabilities(String field, List<Double> probabilities)
      throws RejectedEventException {
    double sum = 0;
    for (int i = 0; i < probabilities.size(); i++) {
      double probability = probabilities.get(i);
      if (!Double.isFinite(probability)) {
        throw notFinite(field, JsonFields.place(field, i), probability);
      }
      if (probability < 0) {
        throw negative(field, JsonFields.place(field, i), Double.toString(probability));
      }
      sum += probability;
    }
    if (Math.abs(sum - 1) > MOST_EXCESS) {
      throw ExampleRules.refuse(
          Reason.OUT_OF_RANGE, field + " must have the sum 1, within 1e-6", "their sum is " + sum);
    }
  }

  private static void checkInput(String field, DecisionInput input, Limits limits)
      throws RejectedEventException {
    VectorRules.checkValues(field + ".values", input.getValues(), limits);
    int most = Integer.MAX_VALUE - input.getValues().size();
    if (input.getOffset() < 0 || input.getOffset() > most) {
      throw ExampleRules.refuse(
          Reason.OUT_OF_RANGE,
          field + ".offset must be between 0 and " + most,
          field + ".offset=" + input.getOffset());
    }
  }

  private static void checkCount(String field, long count) throws RejectedEventException {
    if (count < 0) {
      throw negative(field, field, Long.toString(count));
    }
  }

  private static void checkLength(String field, int length, int actions)
      throws RejectedEventException {
    if (length != actions) {
      throw ExampleRules.refuse(
          Reason.MISMATCHED_LENGTHS,
          field + " must be as many as actions",
          field + "=" + length + ", actions=" + actions);
    }
  }

  private static RejectedEventException notFinite(String field, String place, double found) {
    return ExampleRules.notFinite(field, place, Double.toString(found));
  }

  private static RejectedEventException negative(String field, String place, String found) {
    return ExampleRules.refuse(
        Reason.OUT_OF_RANGE, field + " must not be negative", place + "=" + found);
  }

  private static RejectedEventException unknownAction(String place, String id) {
    return ExampleRules.refuse(
        Reason.UNKNOWN_ACTION,
        place + " must be one of the actions",
        place + "=" + Excerpt.quoted(id));
  }

  private static RejectedEventException duplicateAction(String field, String place, String id) {
    return ExampleRules.refuse(
        Reason.DUPLICATE_ACTION,
        field + " must hold each action once",
        place + "=" + Excerpt.quoted(id) + " stands twice");
  }
}
