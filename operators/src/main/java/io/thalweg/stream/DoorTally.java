package io.thalweg.stream;

import io.thalweg.wire.Reason;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * What a door has let pass and refused since the job's first start, restarts included: it is
 * checkpointed. For the summary, metrics and the stop on too many bad events.
 */
final class DoorTally {
  private static final String PASSED = "passed";

  /** Events after which a share of bad ones says something. */
  private static final long ENOUGH = 1000;

  /** Refused events of one reason, and where that is shown. */
  private static final class Count {
    private final LongCounter shown = new LongCounter();
    private volatile long value;

    void set(long count) {
      value = count;
      shown.resetLocal();
      shown.add(count);
    }
  }

  private final Map<Reason, Count> rejected = new EnumMap<>(Reason.class);
  private long passed;

  DoorTally() {
    for (Reason reason : Reason.values()) {
      rejected.put(reason, new Count());
    }
  }

  void register(RuntimeContext context, MetricGroup group) {
    rejected.forEach(
        (reason, count) -> {
          context.addAccumulator(JobCounters.deadLetters(reason), count.shown);
          group.gauge(MetricNames.deadLetters(reason), (Gauge<Long>) () -> count.value);
        });
  }

  void passed() {
    passed++;
  }

  void rejected(Reason reason) {
    Count count = rejected.get(reason);
    count.set(count.value + 1);
  }

  /** Share of the events seen that were refused; 0 until there are enough to tell. */
  double badShare() {
    long bad = rejected();
    long seen = passed + bad;
    return seen < ENOUGH ? 0 : (double) bad / seen;
  }

  /** Number of refused events. */
  long rejected() {
    long sum = 0;
    for (Count count : rejected.values()) {
      sum += count.value;
    }
    return sum;
  }

  /** The counts by name, to be added up by {@link #add}. */
  Map<String, Long> save() {
    Map<String, Long> counts = new TreeMap<>();
    counts.put(PASSED, passed);
    rejected.forEach((reason, count) -> counts.put(reason.code(), count.value));
    return counts;
  }

  void add(String name, long saved) {
    if (name.equals(PASSED)) {
      passed += saved;
    }
    rejected.forEach(
        (reason, count) -> {
          if (reason.code().equals(name)) {
            count.set(count.value + saved);
          }
        });
  }
}
