package io.thalweg.stream;

import io.thalweg.wire.LabelBuffer;
import io.thalweg.wire.LabelDecoder;
import io.thalweg.wire.RejectedEventException;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Where labels are decoded and checked, once, as examples are at the {@link ExampleDoor}. Whether a
 * label has an example, the operator behind has to find out.
 *
 * <p>Must be chained to the source, so that the events of one partition come in their order.
 */
public final class LabelDoor extends AbstractStreamOperator<CheckedLabel>
    implements OneInputStreamOperator<RawEvent, CheckedLabel> {
  private static final long serialVersionUID = 1L;

  private final ModelSpecs specs;
  private final DoorOptions options;
  private final DeadLetters deadLetters;

  private transient Doorkeeper keeper;
  private transient LabelDecoder decoder;
  private transient LabelBuffer buffer;

  public LabelDoor(ModelSpecs specs, DoorOptions options, DeadLetters deadLetters) {
    this.specs = specs;
    this.options = options;
    this.deadLetters = deadLetters;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    keeper = new Doorkeeper(specs, options, deadLetters, context.getOperatorStateStore());
  }

  @Override
  public void open() throws Exception {
    super.open();
    decoder = options.format().labelDecoder(options.limits());
    buffer = new LabelBuffer();
    keeper.open(getRuntimeContext(), getMetricGroup().addGroup(MetricNames.GROUP), output);
  }

  @Override
  public void processElement(StreamRecord<RawEvent> record) {
    RawEvent event = record.getValue();
    CheckedLabel label;
    try {
      label = check(event);
    } catch (RejectedEventException rejection) {
      keeper.reject(event, rejection);
      return;
    }
    keeper.passed();
    output.collect(record.replace(label, label.time()));
  }

  private CheckedLabel check(RawEvent event) throws RejectedEventException {
    decoder.decode(event.value(), buffer);
    keeper.checkLabel(keeper.spec(buffer.model()), buffer.label());
    keeper.checkTime(event, buffer.time());
    return new CheckedLabel(
        buffer.model(),
        buffer.id(),
        buffer.time(),
        buffer.label(),
        buffer.weight(),
        keeper.origin(event));
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    keeper.snapshot();
    super.snapshotState(context);
  }
}
