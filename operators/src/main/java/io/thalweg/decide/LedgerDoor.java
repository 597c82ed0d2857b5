package io.thalweg.decide;

import io.thalweg.Decision;
import io.thalweg.DecisionInput;
import io.thalweg.DecisionSlot;
import io.thalweg.bandit.Features;
import io.thalweg.stream.DeadLetters;
import io.thalweg.stream.Door;
import io.thalweg.stream.DoorOptions;
import io.thalweg.stream.ModelSpecs;
import io.thalweg.stream.RawEvent;
import io.thalweg.wire.EventDecoder;
import io.thalweg.wire.Limits;
import io.thalweg.wire.Reason;
import io.thalweg.wire.RecordEncoder;
import io.thalweg.wire.RejectedEventException;
import io.thalweg.wire.WireFormat;
import java.util.ArrayList;
import java.util.List;

/**
 * The door of the ledger. A late decision passes with a word of its lateness: after a crash, many
 * are written again, late; only who knows the ids can tell those from one that is the first of its
 * id.
 */
public final class LedgerDoor extends Door<LedgerEvent> {
  private static final long serialVersionUID = 1L;

  /** The settings' limits are those of requests; the answer to a small one may be large. */
  private static final int MOST_BYTES = 1 << 24;

  private final ModelSpecs<DeciderSpec> specs;

  private transient EventDecoder<Decision> decoder;
  private transient RecordEncoder encoder;

  public LedgerDoor(ModelSpecs<DeciderSpec> specs, DoorOptions options, DeadLetters letters) {
    super(specs, options, letters);
    this.specs = specs;
  }

  @Override
  public void open() throws Exception {
    super.open();
    Limits limits = new Limits(MOST_BYTES, Features.MOST_INPUTS, options().limits().maxActions());
    decoder = options().format().decisionDecoder(limits);
    encoder = WireFormat.AVRO.encoder();
  }

  @Override
  protected LedgerEvent check(RawEvent event) throws RejectedEventException {
    Decision decision = decoder.decode(event.value());
    DeciderSpec spec = specs.get(keeper().spec(decision.getModel()));
    List<ArmInput> inputs = inputs(decision, spec.agent().features());
    long time = decision.getTime().toEpochMilli();
    return new CheckedDecision(
        decision.getModel(),
        decision.getId(),
        time,
        Mode.valueOf(decision.getMode()).learns(),
        inputs,
        options().format() == WireFormat.AVRO ? event.value() : encoder.encode(decision),
        lateness(event, time),
        keeper().origin(event));
  }

  private static List<ArmInput> inputs(Decision decision, Features features)
      throws RejectedEventException {
    List<ArmInput> inputs = new ArrayList<>();
    for (DecisionSlot slot : decision.getSlots()) {
      DecisionInput given = slot.getInput();
      float[] values = new float[given.getValues().size()];
      for (int k = 0; k < values.length; k++) {
        values[k] = given.getValues().get(k);
      }
      ArmInput input = new ArmInput(given.getOffset(), values);
      if (!input.fits(features)) {
        throw new RejectedEventException(
            Reason.DIMENSION,
            "slots[%d].input must fit the model, %s: model=%s, offset=%d, values=%d"
                .formatted(
                    inputs.size(),
                    features.canonical(),
                    decision.getModel(),
                    input.offset(),
                    values.length));
      }
      inputs.add(input);
    }
    return inputs;
  }

  private String lateness(RawEvent event, long time) throws RejectedEventException {
    try {
      keeper().checkTime(event, time);
      return "";
    } catch (RejectedEventException e) {
      if (e.reason() == Reason.LATE) {
        return e.getMessage();
      }
      throw e;
    }
  }
}
