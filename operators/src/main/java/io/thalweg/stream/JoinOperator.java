package io.thalweg.stream;

import io.thalweg.Prediction;
import io.thalweg.wire.Reason;
import io.thalweg.wire.RejectedEventException;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedMultiInput;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Answers every example from its model as it stands, and learns it when its label is known. Keyed
 * by the model's name; events are applied in the order of {@link TimedEvent}, each time's when the
 * watermark has passed it, so that a model is a function of the two logs and not of how they
 * interleave:
 *
 * <ul>
 *   <li>An example is registered: it waits for its label, with the answer that the model gives it
 *       at this point of the order. One that carries its label is learned.
 *   <li>A label finds its example, and the pair is learned: the gradient is taken where the model
 *       stands now, the loss that counts is that of the answer kept (delayed progressive
 *       validation). A label before its example is held, and learned with it.
 *   <li>A deadline ends the waiting. A label held in vain is refused; an example without a label is
 *       dropped, or learned with the label that its settings give to silence.
 * </ul>
 *
 * <p>One read and one write of an id's entry in keyed state per event, beside what its {@link
 * Timeline} costs.
 */
public class JoinOperator extends AbstractStreamOperator<Prediction>
    implements TwoInputStreamOperator<CheckedExample, CheckedLabel, Prediction>,
        Triggerable<String, VoidNamespace>,
        BoundedMultiInput {
  private static final long serialVersionUID = 1L;

  private static final MapStateDescriptor<String, byte[]> IDS_STATE =
      new MapStateDescriptor<>(
          "ids", StringSerializer.INSTANCE, BytePrimitiveArraySerializer.INSTANCE);
  private static final String TALLY_STATE = "join-tally";

  private final ModelSpecs<ModelSpec> specs;
  private final LearnerOptions options;
  private final JoinOptions join;
  private final DeadLetters letters;

  private transient ModelBench bench;
  private transient JoinCodec codec;
  private transient Timeline<TimedEvent> timeline;
  private transient MapState<String, byte[]> ids;
  private transient JoinTally tally;
  private transient SavedCounts savedTally;
  private transient EventClock clock;

  public JoinOperator(
      ModelSpecs<ModelSpec> specs, LearnerOptions options, JoinOptions join, DeadLetters letters) {
    this.specs = specs;
    this.options = options;
    this.join = join;
    this.letters = letters;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    bench = new ModelBench(specs, options, context);
    tally = new JoinTally();
    savedTally = new SavedCounts(TALLY_STATE, context.getOperatorStateStore());
    savedTally.forEach(tally::add);
  }

  @Override
  public void open() throws Exception {
    super.open();
    bench.open(this, output);
    codec = new JoinCodec();
    ids = getKeyedStateStore().getMapState(IDS_STATE);
    timeline =
        new Timeline<>(
            getKeyedStateBackend(),
            getInternalTimerService("timeline", VoidNamespaceSerializer.INSTANCE, this),
            codec,
            TimedEvent.ORDER);
    clock = new EventClock();
    MetricGroup group = getMetricGroup().addGroup(MetricNames.GROUP);
    tally.register(getRuntimeContext(), group);
    clock.register(group);
  }

  @Override
  public void processElement1(StreamRecord<CheckedExample> record) throws Exception {
    CheckedExample example = record.getValue();
    output.collect(record.replace(bench.answer(example), example.time()));
    arrive(example);
  }

  @Override
  public void processElement2(StreamRecord<CheckedLabel> record) throws Exception {
    arrive(record.getValue());
  }

  /** Lets an event wait for its time, unless that is over. A test may put the order away here. */
  void arrive(TimedEvent event) throws Exception {
    clock.saw(event.time());
    long taken = timeline.newestTaken();
    if (event.time() > taken) {
      timeline.add(event);
      tally.waiting(1);
    } else {
      reject(
          event.origin(),
          Reason.LATE_AFTER_IDLE,
          "time must be later than that up to which its model has learned, %d: time=%d"
              .formatted(taken, event.time()));
    }
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    for (TimedEvent event : timeline.take(timer.getTimestamp())) {
      apply(event);
    }
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
    throw new IllegalStateException("a join sets no timers of processing time: " + timer);
  }

  /** Folds an event into its model and into what is known of its id. */
  void apply(TimedEvent event) throws Exception {
    if (event instanceof Deadline deadline) {
      expire(deadline);
    } else {
      tally.waiting(-1);
      if (event instanceof CheckedExample example) {
        register(example);
      } else {
        match((CheckedLabel) event);
      }
    }
  }

  private void register(CheckedExample example) throws Exception {
    long now = example.time();
    long deadline = now + join.timeoutMillis();
    IdEntry known = known(example.id());
    if (known instanceof IdEntry.Pending || known instanceof IdEntry.Learned) {
      duplicate(example);
      return;
    }
    double[] forecast = bench.forecast(example);
    if (known instanceof IdEntry.Held held) {
      tally.held(-1);
      if (example.labelled()) {
        duplicate(held.label());
      } else {
        bench.learn(example.labelledBy(held.label(), now), forecast);
      }
    }
    if (example.labelled()) {
      bench.learn(example, forecast);
    }
    if (example.labelled() || known instanceof IdEntry.Held) {
      remember(example.id(), new IdEntry.Learned(deadline));
    } else {
      remember(example.id(), new IdEntry.Pending(example.settled(), forecast, deadline));
      tally.pending(1);
    }
  }

  private void match(CheckedLabel label) throws Exception {
    IdEntry known = known(label.id());
    if (known instanceof IdEntry.Pending pending) {
      bench.learn(pending.example().labelledBy(label, label.time()), pending.forecast());
      ids.put(label.id(), codec.encode(new IdEntry.Learned(pending.deadline())));
      tally.pending(-1);
    } else if (!(known instanceof IdEntry.Unknown)) {
      duplicate(label);
    } else if (join.holdMillis() == 0) {
      unknown(label, label.time());
    } else {
      remember(label.id(), new IdEntry.Held(label, label.time() + join.holdMillis()));
      tally.held(1);
    }
  }

  private void expire(Deadline deadline) throws Exception {
    IdEntry known = known(deadline.id());
    if (known.deadline() != deadline.time()) {
      return;
    }
    ids.remove(deadline.id());
    if (known instanceof IdEntry.Held held) {
      tally.held(-1);
      unknown(held.label(), deadline.time());
    } else if (known instanceof IdEntry.Pending pending) {
      tally.pending(-1);
      tally.timedOut();
      CheckedExample example = pending.example();
      ModelSpec spec = specs.get(specs.indexOf(example.model()));
      if (spec.learnsSilence()) {
        CheckedLabel silence =
            CheckedLabel.byDefault(example, deadline.time(), spec.defaultLabel());
        bench.learn(example.labelledBy(silence, deadline.time()), pending.forecast());
      }
    }
  }

  private IdEntry known(String id) throws Exception {
    byte[] bytes = ids.get(id);
    return bytes == null ? IdEntry.Unknown.ID : codec.decodeEntry(bytes);
  }

  private void remember(String id, IdEntry entry) throws Exception {
    ids.put(id, codec.encode(entry));
    timeline.add(new Deadline(id, entry.deadline()));
  }

  private void duplicate(TimedEvent event) {
    reject(
        event.origin(),
        Reason.DUPLICATE_ID,
        "id must stand for one example and one label: id=\"%s\", time=%d"
            .formatted(event.id(), event.time()));
  }

  private void unknown(CheckedLabel label, long until) {
    reject(
        label.origin(),
        Reason.UNKNOWN_ID,
        "label must have its example: id=\"%s\", time=%d, held until %d"
            .formatted(label.id(), label.time(), until));
  }

  private void reject(Origin origin, Reason reason, String message) {
    tally.rejected(reason);
    RejectedEventException rejection = new RejectedEventException(reason, message);
    output.collect(DeadLetters.OUTPUT, new StreamRecord<>(letters.of(origin, rejection)));
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    super.processWatermark(mark);
    clock.advance(mark);
    bench.publish();
    tally.publish();
  }

  /**
   * Learns what still waits, since no event can come any more. A source that was idle when it ended
   * cannot say so itself: Flink passes no watermark on from where all is idle.
   */
  @Override
  public void finish() throws Exception {
    if (!clock.isOver()) {
      processWatermark(Watermark.MAX_WATERMARK);
    }
    super.finish();
  }

  /** Makes keyed state hold what the cache holds. A test may take this away to see it missed. */
  protected void writeBack() throws Exception {
    bench.writeBack();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    writeBack();
    bench.snapshot(getRuntimeContext().getTaskInfo().getIndexOfThisSubtask());
    savedTally.save(tally.save());
    super.snapshotState(context);
  }

  @Override
  public void endInput(int input) {
    bench.publish();
    tally.publish();
  }
}
