package io.thalweg.wire;

import io.thalweg.Action;
import io.thalweg.DecisionRequest;
import io.thalweg.Features;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The protocol's rules for requests, listed in {@code docs/protocol.md}. */
final class RequestRules {
  private RequestRules() {}

  /** Checks a whole request in the order of its fields; the first breach decides. */
  static void check(DecisionRequest request, Limits limits) throws RejectedEventException {
    ExampleRules.checkName("model", request.getModel());
    ExampleRules.checkName("id", request.getId());
    ExampleRules.checkTime(request.getTime().toEpochMilli());
    if (request.getShared() != null) {
      VectorRules.check("shared", request.getShared(), limits);
    }
    List<Action> actions = request.getActions();
    checkCount(actions.size(), limits);
    Set<String> ids = new HashSet<>();
    Set<String> eligible = new HashSet<>();
    for (int i = 0; i < actions.size(); i++) {
      Action action = actions.get(i);
      checkId(i, action.getId(), ids);
      checkFeatures(i, action.getFeatures(), request.getShared(), limits);
      if (action.getEligible()) {
        eligible.add(action.getId());
      }
    }
    if (eligible.isEmpty()) {
      throw ExampleRules.refuse(
          Reason.NO_ACTIONS,
          "actions must hold at least one that is eligible",
          "of " + actions.size() + " none is");
    }
    checkChoice(request, eligible);
    if (request.getSlotFeatures() != null) {
      checkSlots(request, limits);
    }
  }

  /** Refuses a list of no actions, and one of too many. */
  static void checkCount(int actions, Limits limits) throws RejectedEventException {
    if (actions == 0) {
      throw ExampleRules.refuse(
          Reason.NO_ACTIONS, "actions must hold at least one action", "it holds none");
    }
    limits.checkActions(actions);
  }

  private static void checkId(int i, String id, Set<String> before) throws RejectedEventException {
    if (!ExampleRules.isName(id)) {
      ExampleRules.checkName("actions[" + i + "].id", id);
    }
    if (!before.add(id)) {
      throw ExampleRules.refuse(
          Reason.DUPLICATE_ACTION,
          "actions must hold each id once",
          "actions[" + i + "].id=" + Excerpt.quoted(id) + " stands twice");
    }
  }

  private static void checkFeatures(int i, Features own, Features shared, Limits limits)
      throws RejectedEventException {
    if (own == null) {
      return;
    }
    String field = "actions[" + i + "].features";
    VectorRules.check(field, own, limits);
    limits.checkFeatures("shared and " + field, VectorRules.count(shared) + VectorRules.count(own));
  }

  private static void checkChoice(DecisionRequest request, Set<String> eligible)
      throws RejectedEventException {
    String baseline = request.getBaseline();
    if (baseline != null && !eligible.contains(baseline)) {
      throw ExampleRules.refuse(
          Reason.UNKNOWN_ACTION,
          "baseline must be the id of an eligible action",
          "baseline=" + Excerpt.quoted(baseline));
    }
    if (request.getSlots() < 1 || request.getSlots() > eligible.size()) {
      throw ExampleRules.refuse(
          Reason.OUT_OF_RANGE,
          "slots must be between 1 and the number of eligible actions, " + eligible.size(),
          "slots=" + request.getSlots());
    }
  }

  private static void checkSlots(DecisionRequest request, Limits limits)
      throws RejectedEventException {
    List<Features> slots = request.getSlotFeatures();
    if (slots.size() != request.getSlots()) {
      throw ExampleRules.refuse(
          Reason.MISMATCHED_LENGTHS,
          "slotFeatures must be as many as slots",
          "slotFeatures=" + slots.size() + ", slots=" + request.getSlots());
    }
    int most = 0;
    for (Action action : request.getActions()) {
      most = Math.max(most, VectorRules.count(action.getFeatures()));
    }
    int others = VectorRules.count(request.getShared()) + most;
    for (int i = 0; i < slots.size(); i++) {
      String field = JsonFields.place("slotFeatures", i);
      VectorRules.check(field, slots.get(i), limits);
      limits.checkFeatures(
          "shared, " + field + " and the features of any action",
          others + VectorRules.count(slots.get(i)));
    }
  }
}
