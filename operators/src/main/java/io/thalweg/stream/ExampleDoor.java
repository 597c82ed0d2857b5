package io.thalweg.stream;

import io.thalweg.math.EventDigest;
import io.thalweg.math.FeatureVector;
import io.thalweg.mirror.Loss;
import io.thalweg.wire.ExampleBuffer;
import io.thalweg.wire.ExampleDecoder;
import io.thalweg.wire.Reason;
import io.thalweg.wire.RejectedEventException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Where events are decoded and checked, once; what passes is trusted from there on, what does not
 * goes to {@link DeadLetters#OUTPUT} with its reason.
 *
 * <p>Must be chained to the source, so that the events of one partition come in their order.
 */
public final class ExampleDoor extends AbstractStreamOperator<CheckedExample>
    implements OneInputStreamOperator<RawEvent, CheckedExample> {
  private static final long serialVersionUID = 1L;

  /** Operator state that remembers hashed names, each with the entry of the settings it is of. */
  public static final ListStateDescriptor<Tuple2<String, String>> NAMES_STATE =
      new ListStateDescriptor<>("names", Types.TUPLE(Types.STRING, Types.STRING));

  private static final TypeInformation<Tuple2<String, Long>> COUNT_TYPE =
      Types.TUPLE(Types.STRING, Types.LONG);
  private static final ListStateDescriptor<Tuple2<String, Long>> NEWEST_STATE =
      new ListStateDescriptor<>("newest", COUNT_TYPE);
  private static final ListStateDescriptor<Tuple2<String, Long>> TALLY_STATE =
      new ListStateDescriptor<>("tally", COUNT_TYPE);

  private static final int MAX_RESOLVED_NAMES = 1 << 16;

  private final ModelSpecs specs;
  private final DoorOptions options;
  private final DeadLetters deadLetters;

  private transient ExampleDecoder decoder;
  private transient ExampleBuffer buffer;
  private transient FeatureAssembler[] assemblers;
  private transient DisorderGate gate;
  private transient DoorTally tally;
  private transient Map<String, Integer> resolved;
  private transient ListState<Tuple2<String, String>> namesState;
  private transient ListState<Tuple2<String, Long>> newestState;
  private transient ListState<Tuple2<String, Long>> tallyState;

  public ExampleDoor(ModelSpecs specs, DoorOptions options, DeadLetters deadLetters) {
    this.specs = specs;
    this.options = options;
    this.deadLetters = deadLetters;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    gate = new DisorderGate(options.allowedDisorderMillis());
    tally = new DoorTally();
    assemblers = new FeatureAssembler[specs.size()];
    for (int i = 0; i < specs.size(); i++) {
      assemblers[i] = new FeatureAssembler(specs.get(i).features(), options.limits().maxFeatures());
    }
    namesState = context.getOperatorStateStore().getListState(NAMES_STATE);
    if (options.allowedDisorderMillis() != DisorderGate.UNLIMITED) {
      // Every subtask has to know of every partition. Only where it is needed: Flink completes no
      // checkpoint while some, but not all, subtasks with such state have ended.
      newestState = context.getOperatorStateStore().getUnionListState(NEWEST_STATE);
    }
    tallyState = context.getOperatorStateStore().getListState(TALLY_STATE);
    restore();
  }

  private void restore() throws Exception {
    for (Tuple2<String, String> name : namesState.get()) {
      for (int i = 0; i < specs.size(); i++) {
        if (specs.get(i).name().equals(name.f0)) {
          assemblers[i].names().restore(name.f1);
        }
      }
    }
    if (newestState != null) {
      for (Tuple2<String, Long> newest : newestState.get()) {
        gate.restore(newest.f0, newest.f1);
      }
    }
    for (Tuple2<String, Long> saved : tallyState.get()) {
      tally.add(saved.f0, saved.f1);
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    decoder = options.format().exampleDecoder(options.limits());
    buffer = new ExampleBuffer();
    resolved = new HashMap<>();
    MetricGroup group = getMetricGroup().addGroup(MetricNames.GROUP);
    tally.register(getRuntimeContext(), group);
    group.gauge(MetricNames.HASH_COLLISIONS, (Gauge<Long>) this::collisions);
  }

  @Override
  public void processElement(StreamRecord<RawEvent> record) {
    RawEvent event = record.getValue();
    CheckedExample example;
    try {
      example = check(event);
    } catch (RejectedEventException rejection) {
      reject(event, rejection);
      return;
    }
    tally.passed();
    output.collect(record.replace(example, example.time()));
  }

  private CheckedExample check(RawEvent event) throws RejectedEventException {
    decoder.decode(event.value(), buffer);
    int index = spec(buffer.model());
    FeatureVector features = assemblers[index].assemble(buffer);
    Loss loss = specs.get(index).learner().loss();
    if (buffer.labelled() && !loss.accepts(buffer.label())) {
      throw new RejectedEventException(
          Reason.OUT_OF_RANGE,
          "label must be %s for the %s loss: label=%s"
              .formatted(loss.labelRule(), loss.name(), buffer.label()));
    }
    long lateness = gate.lateness(event.source(), event.partition(), buffer.time());
    if (lateness > 0) {
      throw new RejectedEventException(
          Reason.LATE,
          "time must lie within %d ms of the partition's newest: time=%d, late by %d ms"
              .formatted(options.allowedDisorderMillis(), buffer.time(), lateness));
    }
    long digest =
        buffer.labelled()
            ? EventDigest.event(
                buffer.id(), buffer.time(), buffer.label(), buffer.weight(), features)
            : 0;
    return new CheckedExample(
        buffer.model(),
        buffer.id(),
        buffer.time(),
        buffer.labelled(),
        buffer.label(),
        buffer.weight(),
        digest,
        features);
  }

  private int spec(String model) throws RejectedEventException {
    Integer known = resolved.get(model);
    if (known == null) {
      known = specs.indexOf(model);
      if (known == ModelSpecs.NONE) {
        throw new RejectedEventException(
            Reason.UNKNOWN_MODEL, "model must be one that the settings serve: model=" + model);
      }
      if (resolved.size() < MAX_RESOLVED_NAMES) {
        resolved.put(model, known);
      }
    }
    return known;
  }

  private void reject(RawEvent event, RejectedEventException rejection) {
    tally.rejected(rejection.reason());
    output.collect(DeadLetters.OUTPUT, new StreamRecord<>(deadLetters.of(event, rejection)));
    if (tally.badShare() > options.stopAboveBadShare()) {
      throw new SuppressRestartsException(
          new IllegalStateException(
              "share of refused events must stay at or below %s: share=%.4f, refused=%d, last: %s: %s"
                  .formatted(
                      options.stopAboveBadShare(),
                      tally.badShare(),
                      tally.rejected(),
                      rejection.reason().code(),
                      rejection.getMessage())));
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    List<Tuple2<String, String>> known = new ArrayList<>();
    for (int i = 0; i < assemblers.length; i++) {
      for (String name : assemblers[i].names().names()) {
        known.add(Tuple2.of(specs.get(i).name(), name));
      }
    }
    namesState.update(known);
    if (newestState != null) {
      newestState.update(pairs(gate.newest()));
    }
    tallyState.update(pairs(tally.save()));
    super.snapshotState(context);
  }

  private static List<Tuple2<String, Long>> pairs(Map<String, Long> counts) {
    List<Tuple2<String, Long>> pairs = new ArrayList<>();
    counts.forEach((name, count) -> pairs.add(Tuple2.of(name, count)));
    return pairs;
  }

  private long collisions() {
    long sum = 0;
    for (FeatureAssembler assembler : assemblers) {
      sum += assembler.names().collisions();
    }
    return sum;
  }
}
