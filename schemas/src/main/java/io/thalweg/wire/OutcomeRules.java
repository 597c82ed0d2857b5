package io.thalweg.wire;

import io.thalweg.Outcome;

/** The protocol's rules for outcomes, listed in {@code docs/protocol.md}. */
final class OutcomeRules {
  private OutcomeRules() {}

  /** Checks a whole outcome in the order of its fields; no limit but that of its size applies. */
  static void check(Outcome outcome, Limits limits) throws RejectedEventException {
    ExampleRules.checkName("model", outcome.getModel());
    ExampleRules.checkName("id", outcome.getId());
    ExampleRules.checkTime(outcome.getTime().toEpochMilli());
    checkFinite("loss", outcome.getLoss());
    checkFinite("reward", outcome.getReward());
    boolean lossTold = outcome.getLoss() != null;
    boolean rewardTold = outcome.getReward() != null;
    if (lossTold && rewardTold) {
      throw ExampleRules.refuse(
          Reason.UNDECODABLE, "event must hold only one of loss and reward", "it holds both");
    }
    if (!lossTold && !rewardTold && !outcome.getActivated()) {
      throw ExampleRules.refuse(
          Reason.MISSING_FIELD, "event must hold loss, reward, or activated=true", "it holds none");
    }
    if (outcome.getSlot() < 0) {
      throw ExampleRules.refuse(
          Reason.OUT_OF_RANGE, "slot must not be negative", "slot=" + outcome.getSlot());
    }
  }

  private static void checkFinite(String field, Double value) throws RejectedEventException {
    if (value != null && !Double.isFinite(value)) {
      throw ExampleRules.notFinite(field, field, value.toString());
    }
  }
}
