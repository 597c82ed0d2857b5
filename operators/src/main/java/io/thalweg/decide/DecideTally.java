package io.thalweg.decide;

import io.thalweg.stream.JobCounters;
import io.thalweg.stream.Refusals;
import io.thalweg.wire.Reason;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * What a decider has counted since the job's first start: it is checkpointed. After a rescaling
 * only the sums over all subtasks say something. Models do not depend on it.
 */
final class DecideTally {
  /** Something that is counted; its name is that of a metric. */
  enum Count {
    /** Decisions and outcomes that wait for the watermark. */
    WAITING("waitingEvents"),
    /** Decisions that wait for their outcome. */
    OPEN("openDecisions"),
    /** Outcomes that wait for their decision. */
    HELD("heldOutcomes"),
    /** Requests answered from the ledger. */
    REPEATED(JobCounters.REPEATED),
    /** Decisions in the ledger that were not the first of their id. */
    SUPERSEDED("superseded"),
    /** Decisions without an outcome in time. */
    SILENT(JobCounters.TIMED_OUT),
    /** Those of them that were learned with the loss of silence. */
    DEFAULTED(JobCounters.DEFAULTED),
    /** Decisions of which no outcome has said that they came to be. */
    UNACTIVATED("unactivated"),
    /** Requests at which the baseline was played. */
    BASELINES(JobCounters.BASELINES),
    /** Those of them at which the agent would have played it too. */
    AGREED(JobCounters.AGREED),
    /** Slots drawn uniformly because their probabilities came out wrong. */
    FALLBACKS("fallbacks");

    private final String metric;

    Count(String metric) {
      this.metric = metric;
    }
  }

  private static final class Cell {
    private final LongCounter shown = new LongCounter();
    private volatile long value;
  }

  private final Map<Count, Cell> cells = new EnumMap<>(Count.class);
  private final Refusals refusals = new Refusals();

  DecideTally() {
    for (Count count : Count.values()) {
      cells.put(count, new Cell());
    }
  }

  /** Shows the counts as accumulators of the job and as metrics in {@code group}. */
  void register(RuntimeContext context, MetricGroup group) {
    refusals.register(context, group);
    cells.forEach(
        (count, cell) -> {
          context.addAccumulator(count.metric, cell.shown);
          group.gauge(count.metric, (Gauge<Long>) () -> cell.value);
        });
    publish();
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // Written by the task's thread alone.
  void add(Count count, long by) {
    cells.get(count).value += by;
  }

  long get(Count count) {
    return cells.get(count).value;
  }

  void rejected(Reason reason) {
    refusals.add(reason);
  }

  /** Shows the counts to whoever asks the job for its accumulators. */
  void publish() {
    for (Cell cell : cells.values()) {
      cell.shown.resetLocal();
      cell.shown.add(cell.value);
    }
  }

  /** The counts by name, to be added up by {@link #restore}. */
  Map<String, Long> save() {
    Map<String, Long> saved = refusals.save();
    cells.forEach((count, cell) -> saved.put(count.name(), cell.value));
    return saved;
  }

  /** Takes back a count that was saved; one that is none of these is left alone. */
  void restore(String name, long saved) {
    refusals.add(name, saved);
    cells.forEach(
        (count, cell) -> {
          if (count.name().equals(name)) {
            add(count, saved);
          }
        });
  }
}
