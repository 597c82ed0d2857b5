package io.thalweg.stream;

import io.thalweg.wire.Reason;
import io.thalweg.wire.RejectedEventException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * What all doors do alike, whatever kind of event comes through: they know the models, judge labels
 * and times, count, and write dead letters.
 *
 * <p>Protocol: made in the door's {@code initializeState}, {@link #open} in its {@code open}; for
 * each event the checks, {@link #checkTime} last, then {@link #passed} or {@link #reject}; {@link
 * #snapshot} in its {@code snapshotState}.
 */
public final class Doorkeeper {
  private static final ListStateDescriptor<Tuple2<String, Long>> NEWEST_STATE =
      new ListStateDescriptor<>("newest", Types.TUPLE(Types.STRING, Types.LONG));
  private static final String TALLY_STATE = "tally";

  private static final int MAX_RESOLVED_NAMES = 1 << 16;
  private static final String ALL_FILES = "";

  private final ModelSpecs<?> specs;
  private final DoorOptions options;
  private final DeadLetters letters;
  private final DisorderGate gate;
  private final DoorTally tally = new DoorTally();
  private final Map<String, Integer> resolved = new HashMap<>();
  private final SavedCounts savedTally;
  private ListState<Tuple2<String, Long>> newestState;
  private Output<? extends StreamRecord<?>> output;

  /** The keeper of a door that starts or is restored. */
  public Doorkeeper(
      ModelSpecs<?> specs, DoorOptions options, DeadLetters letters, OperatorStateStore store)
      throws Exception {
    this.specs = specs;
    this.options = options;
    this.letters = letters;
    gate = new DisorderGate(options.allowedDisorderMillis());
    if (options.allowedDisorderMillis() != DisorderGate.UNLIMITED) {
      // Every subtask has to know of every partition. Only where it is needed: Flink completes no
      // checkpoint while some, but not all, subtasks with such state have ended.
      newestState = store.getUnionListState(NEWEST_STATE);
      for (Tuple2<String, Long> newest : newestState.get()) {
        gate.restore(newest.f0, newest.f1);
      }
    }
    savedTally = new SavedCounts(TALLY_STATE, store);
    savedTally.forEach(tally::add);
  }

  /**
   * Begins the work.
   *
   * @param out the door's output, which takes dead letters to {@link DeadLetters#OUTPUT}
   */
  public void open(
      RuntimeContext context, MetricGroup group, Output<? extends StreamRecord<?>> out) {
    output = out;
    tally.register(context, group);
  }

  /**
   * Position of the settings' entry that serves a model.
   *
   * @throws RejectedEventException if none does
   */
  public int spec(String model) throws RejectedEventException {
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

  /**
   * Refuses an event that is late, or that was refused before. To be asked last, since an event
   * that is not late moves the time of its partition.
   */
  public void checkTime(RawEvent event, long time) throws RejectedEventException {
    boolean files = options.order() == DoorOptions.Order.EVENT_TIME_OF_FILES;
    long lateness = gate.lateness(files ? ALL_FILES : event.source(), event.partition(), time);
    if (lateness > 0) {
      throw new RejectedEventException(
          Reason.LATE,
          "time must lie within %d ms of the partition's newest: time=%d, late by %d ms"
              .formatted(options.allowedDisorderMillis(), time, lateness));
    }
    event.accepted(gate.newestOfLast());
    // Behind the gate: the run that refused it had let it pass here, and judged others by it.
    if (options.refusedBefore().contains(event.source(), event.partition(), event.offset())) {
      throw new RejectedEventException(
          Reason.LATE_AFTER_IDLE,
          "event must not be one that an earlier run refused as late after idleness: time=" + time);
    }
  }

  /** What an event that passes has to carry with it. */
  public Origin origin(RawEvent event) {
    return options.order() == DoorOptions.Order.ARRIVAL ? Origin.UNKNOWN : letters.origin(event);
  }

  /** Counts an event that passes. */
  public void passed() {
    tally.passed();
  }

  /** Writes an event's dead letter; stops the job where there are too many. */
  public void reject(RawEvent event, RejectedEventException rejection) {
    tally.rejected(rejection.reason());
    output.collect(DeadLetters.OUTPUT, new StreamRecord<>(letters.of(event, rejection)));
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

  /** Puts times and counts into operator state. */
  public void snapshot() throws Exception {
    if (newestState != null) {
      List<Tuple2<String, Long>> newest = new ArrayList<>();
      gate.newest().forEach((partition, time) -> newest.add(Tuple2.of(partition, time)));
      newestState.update(newest);
    }
    savedTally.save(tally.save());
  }
}
