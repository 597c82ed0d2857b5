package io.thalweg.stream;

import io.thalweg.wire.Reason;
import java.util.Map;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * How many events a join lets wait, and has given up, since the job's first start: it is
 * checkpointed. After a rescaling only the sums over all subtasks say something. Models do not
 * depend on it.
 */
final class JoinTally {
  private static final String WAITING = "waiting";
  private static final String PENDING = "pending";
  private static final String HELD = "held";
  private static final String TIMED_OUT = "timed-out";

  private final Refusals refusals = new Refusals();
  private final LongCounter timedOutShown = new LongCounter();
  private long waiting;
  private long pending;
  private long held;
  private long timedOut;

  void register(RuntimeContext context, MetricGroup group) {
    refusals.register(context, group);
    context.addAccumulator(JobCounters.TIMED_OUT, timedOutShown);
    group.gauge(MetricNames.WAITING_EVENTS, (Gauge<Long>) () -> waiting);
    group.gauge(MetricNames.PENDING_EXAMPLES, (Gauge<Long>) () -> pending);
    group.gauge(MetricNames.HELD_LABELS, (Gauge<Long>) () -> held);
    group.gauge(MetricNames.TIMED_OUT_EXAMPLES, (Gauge<Long>) () -> timedOut);
    publish();
  }

  /** An event waits for the watermark, or with -1 does not any more. */
  void waiting(int by) {
    waiting += by;
  }

  /** An example waits for its label, or with -1 does not any more. */
  void pending(int by) {
    pending += by;
  }

  /** A label waits for its example, or with -1 does not any more. */
  void held(int by) {
    held += by;
  }

  /** An example's label has not come in time. */
  void timedOut() {
    timedOut++;
  }

  void rejected(Reason reason) {
    refusals.add(reason);
  }

  /** Shows the counts to whoever asks the job for its accumulators. */
  void publish() {
    timedOutShown.resetLocal();
    timedOutShown.add(timedOut);
  }

  /** The counts by name, to be added up by {@link #add}. */
  Map<String, Long> save() {
    Map<String, Long> counts = refusals.save();
    counts.put(WAITING, waiting);
    counts.put(PENDING, pending);
    counts.put(HELD, held);
    counts.put(TIMED_OUT, timedOut);
    return counts;
  }

  void add(String name, long saved) {
    switch (name) {
      case WAITING -> waiting += saved;
      case PENDING -> pending += saved;
      case HELD -> held += saved;
      case TIMED_OUT -> timedOut += saved;
      default -> refusals.add(name, saved);
    }
  }
}
