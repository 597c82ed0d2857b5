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
 * How many events an operator has refused, by reason, since the job's first start: the owner
 * checkpoints them.
 */
public final class Refusals {
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

  private final Map<Reason, Count> counts = new EnumMap<>(Reason.class);

  public Refusals() {
    for (Reason reason : Reason.values()) {
      counts.put(reason, new Count());
    }
  }

  /** Shows the counts as accumulators of the job and as metrics in {@code group}. */
  public void register(RuntimeContext context, MetricGroup group) {
    counts.forEach(
        (reason, count) -> {
          context.addAccumulator(JobCounters.deadLetters(reason), count.shown);
          group.gauge(MetricNames.deadLetters(reason), (Gauge<Long>) () -> count.value);
        });
  }

  public void add(Reason reason) {
    Count count = counts.get(reason);
    count.set(count.value + 1);
  }

  /** Number of refused events. */
  public long sum() {
    long sum = 0;
    for (Count count : counts.values()) {
      sum += count.value;
    }
    return sum;
  }

  /** The counts by the reasons' codes, to be added up by {@link #add(String, long)}. */
  public Map<String, Long> save() {
    Map<String, Long> saved = new TreeMap<>();
    counts.forEach((reason, count) -> saved.put(reason.code(), count.value));
    return saved;
  }

  /** Takes back a count that was saved; one that is none of a reason's is left alone. */
  public void add(String code, long saved) {
    counts.forEach(
        (reason, count) -> {
          if (reason.code().equals(code)) {
            count.set(count.value + saved);
          }
        });
  }
}
