package io.thalweg.decide;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What is known of a decision's id, from its first event until its time is over. */
sealed interface DecisionEntry {
  /** Event time in milliseconds up to which the decision is remembered; none without decision. */
  default long deadline() {
    return Long.MIN_VALUE;
  }

  /** Nothing is known. */
  record Unknown() implements DecisionEntry {
    static final Unknown ID = new Unknown();
  }

  /** Outcomes that wait for their decision. */
  record Held(List<CheckedOutcome> outcomes) implements DecisionEntry {}

  /** A decision all of whose slots are learned, or that is not to be learned. */
  record Closed(long deadline) implements DecisionEntry {}

  /** A decision that waits for outcomes. */
  final class Open implements DecisionEntry {
    private final List<Slot> slots;
    private final long deadline;
    private boolean activated;

    Open(List<Slot> slots, boolean activated, long deadline) {
      this.slots = slots;
      this.activated = activated;
      this.deadline = deadline;
    }

    /** A decision of which no outcome is known. */
    static Open of(CheckedDecision decision, long deadline) {
      List<Slot> slots = new ArrayList<>();
      for (ArmInput input : decision.inputs()) {
        slots.add(new Slot(input, false, new double[0]));
      }
      return new Open(slots, false, deadline);
    }

    List<Slot> slots() {
      return slots;
    }

    boolean isActivated() {
      return activated;
    }

    void activate() {
      activated = true;
    }

    boolean isLearned() {
      return slots.stream().allMatch(Slot::isLearned);
    }

    @Override
    public long deadline() {
      return deadline;
    }
  }

  /** One chosen action and the outcomes told of it, in their order. */
  final class Slot {
    private final ArmInput input;
    private boolean learned;
    private double[] values;

    Slot(ArmInput input, boolean learned, double[] values) {
      this.input = input;
      this.learned = learned;
      this.values = values;
    }

    ArmInput input() {
      return input;
    }

    boolean isLearned() {
      return learned;
    }

    void markLearned() {
      learned = true;
    }

    double[] values() {
      return values;
    }

    boolean isTold() {
      return values.length > 0;
    }

    void tell(double value) {
      values = Arrays.copyOf(values, values.length + 1);
      values[values.length - 1] = value;
    }
  }
}
