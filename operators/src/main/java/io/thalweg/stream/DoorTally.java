package io.thalweg.stream;

import io.thalweg.wire.Reason;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.MetricGroup;

/**
 * What a door has let pass and refused since the job's first start, restarts included: it is
 * checkpointed. For the summary, metrics and the stop on too many bad events.
 */
final class DoorTally {
  private static final String PASSED = "passed";

  /** Events after which a share of bad ones says something. */
  private static final long ENOUGH = 1000;

  private final Refusals refusals = new Refusals();
  private long passed;

  void register(RuntimeContext context, MetricGroup group) {
    refusals.register(context, group);
  }

  void passed() {
    passed++;
  }

  void rejected(Reason reason) {
    refusals.add(reason);
  }

  /** Share of the events seen that were refused; 0 until there are enough to tell. */
  double badShare() {
    long bad = rejected();
    long seen = passed + bad;
    return seen < ENOUGH ? 0 : (double) bad / seen;
  }

  /** Number of refused events. */
  long rejected() {
    return refusals.sum();
  }

  /** The counts by name, to be added up by {@link #add}. */
  Map<String, Long> save() {
    Map<String, Long> counts = refusals.save();
    counts.put(PASSED, passed);
    return counts;
  }

  void add(String name, long saved) {
    if (name.equals(PASSED)) {
      passed += saved;
    }
    refusals.add(name, saved);
  }
}
