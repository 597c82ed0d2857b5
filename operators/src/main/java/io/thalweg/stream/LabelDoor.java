package io.thalweg.stream;

import io.thalweg.wire.LabelBuffer;
import io.thalweg.wire.LabelDecoder;
import io.thalweg.wire.RejectedEventException;

/** The door of labels. Whether a label has an example, the operator behind has to find out. */
public final class LabelDoor extends Door<CheckedLabel> {
  private static final long serialVersionUID = 1L;

  private final ModelSpecs<ModelSpec> specs;

  private transient LabelDecoder decoder;
  private transient LabelBuffer buffer;

  public LabelDoor(ModelSpecs<ModelSpec> specs, DoorOptions options, DeadLetters deadLetters) {
    super(specs, options, deadLetters);
    this.specs = specs;
  }

  @Override
  public void open() throws Exception {
    super.open();
    decoder = options().format().labelDecoder(options().limits());
    buffer = new LabelBuffer();
  }

  @Override
  protected CheckedLabel check(RawEvent event) throws RejectedEventException {
    decoder.decode(event.value(), buffer);
    specs.get(keeper().spec(buffer.model())).checkLabel(buffer.label());
    keeper().checkTime(event, buffer.time());
    return new CheckedLabel(
        buffer.model(),
        buffer.id(),
        buffer.time(),
        buffer.label(),
        buffer.weight(),
        keeper().origin(event));
  }
}
