package io.thalweg.stream;

import io.thalweg.wire.RejectedEventException;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Where events of one kind are decoded and checked, once; what passes is trusted from there on,
 * what does not goes to {@link DeadLetters#OUTPUT} with its reason.
 *
 * <p>Must be chained to the source, so that the events of one partition come in their order.
 *
 * @param <T> what events are behind the door
 */
public abstract class Door<T extends Timed> extends AbstractStreamOperator<T>
    implements OneInputStreamOperator<RawEvent, T> {
  private static final long serialVersionUID = 1L;

  private final ModelSpecs<?> specs;
  private final DoorOptions options;
  private final DeadLetters letters;

  private transient Doorkeeper keeper;

  protected Door(ModelSpecs<?> specs, DoorOptions options, DeadLetters letters) {
    this.specs = specs;
    this.options = options;
    this.letters = letters;
  }

  /**
   * What an event is behind the door. {@link Doorkeeper#checkTime} has to be asked last.
   *
   * @throws RejectedEventException if it must not pass
   */
  protected abstract T check(RawEvent event) throws RejectedEventException;

  /** Who knows the models, and judges times. */
  protected final Doorkeeper keeper() {
    return keeper;
  }

  /** How events are decoded and judged. */
  protected final DoorOptions options() {
    return options;
  }

  /** Where the door's metrics are. */
  protected final MetricGroup metrics() {
    return getMetricGroup().addGroup(MetricNames.GROUP);
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    keeper = new Doorkeeper(specs, options, letters, context.getOperatorStateStore());
  }

  @Override
  public void open() throws Exception {
    super.open();
    keeper.open(getRuntimeContext(), metrics(), output);
  }

  @Override
  public final void processElement(StreamRecord<RawEvent> record) {
    RawEvent event = record.getValue();
    T checked;
    try {
      checked = check(event);
    } catch (RejectedEventException rejection) {
      keeper.reject(event, rejection);
      return;
    }
    keeper.passed();
    output.collect(record.replace(checked, checked.time()));
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    keeper.snapshot();
    super.snapshotState(context);
  }
}
