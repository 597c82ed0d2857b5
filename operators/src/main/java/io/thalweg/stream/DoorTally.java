package io.thalweg.stream;

import io.thalweg.wire.Reason;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * What a door has let pass and refused since the job's first start, restarts included: it is
 * checkpointed. For the summary, metrics and the stop on too many bad events.
 */
final class DoorTally {
  /** Prefix of the accumulators that count dead letters; the reason's code follows. */
  static final String DEAD_LETTERS = "deadLetters.";

  /** Events after which a share of bad ones says something. */
  private static final long ENOUGH = 1000;

  private final long[] rejected = new long[Reason.values().length];
  private final LongCounter[] counters = new LongCounter[rejected.length];
  private long passed;

  void register(RuntimeContext context, MetricGroup group) {
    for (Reason reason : Reason.values()) {
      int i = reason.ordinal();
      counters[i] = new LongCounter();
      context.addAccumulator(DEAD_LETTERS + reason.code(), counters[i]);
      group.gauge(MetricNames.deadLetters(reason), (Gauge<Long>) () -> rejected[i]);
    }
    publish();
  }

  void passed() {
    passed++;
  }

  void rejected(Reason reason) {
    int i = reason.ordinal();
    rejected[i]++;
    LearnerTally.set(counters[i], rejected[i]);
  }

  /** Share of the events seen that were refused; 0 until there are enough to tell. */
  double badShare() {
    long bad = rejected();
    long seen = passed + bad;
    return seen < ENOUGH ? 0 : (double) bad / seen;
  }

  long rejected() {
    long sum = 0;
    for (long count : rejected) {
      sum += count;
    }
    return sum;
  }

  /** The counts by code, to be added up by {@link #add}. */
  String save() {
    StringBuilder line = new StringBuilder("passed=").append(passed);
    for (Reason reason : Reason.values()) {
      line.append(' ').append(reason.code()).append('=').append(rejected[reason.ordinal()]);
    }
    return line.toString();
  }

  void add(String saved) {
    for (String pair : saved.split(" ", -1)) {
      int equals = pair.indexOf('=');
      long count = Long.parseLong(pair, equals + 1, pair.length(), 10);
      String code = pair.substring(0, equals);
      if (code.equals("passed")) {
        passed += count;
      }
      for (Reason reason : Reason.values()) {
        if (reason.code().equals(code)) {
          rejected[reason.ordinal()] += count;
        }
      }
    }
  }

  private void publish() {
    for (int i = 0; i < counters.length; i++) {
      LearnerTally.set(counters[i], rejected[i]);
    }
  }
}
