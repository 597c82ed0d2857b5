package io.thalweg.decide;

import io.thalweg.Outcome;
import io.thalweg.stream.DeadLetters;
import io.thalweg.stream.Door;
import io.thalweg.stream.DoorOptions;
import io.thalweg.stream.ModelSpecs;
import io.thalweg.stream.RawEvent;
import io.thalweg.wire.EventDecoder;
import io.thalweg.wire.Reason;
import io.thalweg.wire.RejectedEventException;

/** The door of outcomes. Whether one has its decision, the operator behind has to find out. */
public final class OutcomeDoor extends Door<LedgerEvent> {
  private static final long serialVersionUID = 1L;

  private final ModelSpecs<DeciderSpec> specs;

  private transient EventDecoder<Outcome> decoder;

  public OutcomeDoor(ModelSpecs<DeciderSpec> specs, DoorOptions options, DeadLetters letters) {
    super(specs, options, letters);
    this.specs = specs;
  }

  @Override
  public void open() throws Exception {
    super.open();
    decoder = options().format().outcomeDecoder(options().limits());
  }

  @Override
  protected LedgerEvent check(RawEvent event) throws RejectedEventException {
    Outcome outcome = decoder.decode(event.value());
    OutcomeRule rule = specs.get(keeper().spec(outcome.getModel())).outcomes();
    double value = value(outcome, rule.unit());
    long time = outcome.getTime().toEpochMilli();
    keeper().checkTime(event, time);
    return new CheckedOutcome(
        outcome.getModel(),
        outcome.getId(),
        time,
        outcome.getSlot(),
        value,
        outcome.getActivated(),
        keeper().origin(event));
  }

  private static double value(Outcome outcome, OutcomeUnit unit) throws RejectedEventException {
    boolean rewards = unit instanceof OutcomeUnit.Rewards;
    Double other = rewards ? outcome.getLoss() : outcome.getReward();
    if (other != null) {
      throw new RejectedEventException(
          Reason.OUT_OF_RANGE,
          "outcome must tell a %s, as the model's settings say: model=%s, %s=%s"
              .formatted(
                  rewards ? "reward" : "loss",
                  outcome.getModel(),
                  rewards ? "loss" : "reward",
                  other));
    }
    Double told = rewards ? outcome.getReward() : outcome.getLoss();
    if (told == null) {
      return Double.NaN;
    }
    if (!(told >= unit.least() && told <= unit.most())) {
      throw new RejectedEventException(
          Reason.OUT_OF_RANGE,
          "%s must be between %s and %s: model=%s, %s=%s"
              .formatted(
                  rewards ? "reward" : "loss",
                  unit.least(),
                  unit.most(),
                  outcome.getModel(),
                  rewards ? "reward" : "loss",
                  told));
    }
    return told;
  }
}
