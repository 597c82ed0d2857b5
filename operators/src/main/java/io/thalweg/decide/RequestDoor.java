package io.thalweg.decide;

import io.thalweg.Action;
import io.thalweg.DecisionRequest;
import io.thalweg.stream.DeadLetters;
import io.thalweg.stream.Door;
import io.thalweg.stream.DoorOptions;
import io.thalweg.stream.ModelSpecs;
import io.thalweg.stream.RawEvent;
import io.thalweg.wire.EventDecoder;
import io.thalweg.wire.Reason;
import io.thalweg.wire.RejectedEventException;

/** The door of requests, where eligible actions are made arms. */
public final class RequestDoor extends Door<CheckedRequest> {
  private static final long serialVersionUID = 1L;

  /** JSON may triple it, and Kafka's producers refuse what is longer than 1 MiB. */
  private static final int MOST_DECISION_BYTES = 320 << 10;

  private final ModelSpecs<DeciderSpec> specs;

  private transient EventDecoder<DecisionRequest> decoder;
  private transient ArmAssembler[] assemblers;

  public RequestDoor(ModelSpecs<DeciderSpec> specs, DoorOptions options, DeadLetters letters) {
    super(specs, options, letters);
    this.specs = specs;
  }

  @Override
  public void open() throws Exception {
    super.open();
    decoder = options().format().requestDecoder(options().limits());
    assemblers = new ArmAssembler[specs.size()];
    for (int i = 0; i < assemblers.length; i++) {
      assemblers[i] = ArmAssembler.of(specs.get(i).layout(), options().limits().maxFeatures());
    }
  }

  @Override
  protected CheckedRequest check(RawEvent event) throws RejectedEventException {
    DecisionRequest request = decoder.decode(event.value());
    int spec = keeper().spec(request.getModel());
    long time = request.getTime().toEpochMilli();
    CheckedRequest checked = assemblers[spec].assemble(request, eligible(request), time);
    checkSize(checked);
    keeper().checkTime(event, time);
    return checked;
  }

  /** Refuses what could not be written: a producer's refusal would end the job, again and again. */
  private static void checkSize(CheckedRequest request) throws RejectedEventException {
    long bytes = 0;
    for (String action : request.actions()) {
      bytes += Double.BYTES + 3L * action.length();
    }
    long perAction = request.differsBySlot() ? 2L * Double.BYTES : Double.BYTES;
    long slot = perAction * request.actions().length + (long) Float.BYTES * request.dimension();
    bytes += request.slots() * slot;
    if (bytes > MOST_DECISION_BYTES) {
      throw new RejectedEventException(
          Reason.OUT_OF_RANGE,
          "the decision must fit into %d bytes: actions=%d, slots=%d, inputs=%d, bytes=%d"
              .formatted(
                  MOST_DECISION_BYTES,
                  request.actions().length,
                  request.slots(),
                  request.dimension(),
                  bytes));
    }
  }

  private static Action[] eligible(DecisionRequest request) {
    return request.getActions().stream().filter(Action::getEligible).toArray(Action[]::new);
  }
}
