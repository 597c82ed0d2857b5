package io.thalweg.stream;

import java.util.HashMap;
import java.util.Map;

/**
 * Decides what is late: an event that lies more than the allowed disorder behind the newest event
 * of its own partition. That is a fact of the log; watermarks, which depend on timing, have no say.
 *
 * <p>Events of one partition pass in their order. The newest times are the caller's to checkpoint:
 * {@link #newest} gives them, {@link #restore} takes them back, and since they only grow, the
 * largest of several restored times of a partition is the right one.
 */
final class DisorderGate {
  /** An allowed disorder under which nothing is late. */
  static final long UNLIMITED = Long.MAX_VALUE;

  private final long allowedMillis;
  private final Map<String, long[]> newest = new HashMap<>();
  private String lastSource = "";
  private int lastPartition = -1;
  private long[] lastNewest = {Long.MIN_VALUE};

  /**
   * A gate that has seen nothing.
   *
   * @param allowedMillis allowed disorder in milliseconds, or {@link #UNLIMITED}
   */
  DisorderGate(long allowedMillis) {
    this.allowedMillis = allowedMillis;
  }

  /**
   * Lets an event pass, or not.
   *
   * @return by how many milliseconds the event is behind what is allowed; 0 when it passes
   */
  long lateness(String source, int partition, long time) {
    if (allowedMillis == UNLIMITED) {
      return 0;
    }
    if (partition != lastPartition || !source.equals(lastSource)) {
      lastSource = source;
      lastPartition = partition;
      lastNewest = slot(source + '/' + partition);
    }
    if (time > lastNewest[0]) {
      lastNewest[0] = time;
      return 0;
    }
    return Math.max(0, lastNewest[0] - time - allowedMillis);
  }

  /**
   * The newest time of the partition of the event that was judged last; {@link Long#MIN_VALUE}
   * under an unlimited disorder, where no times are kept.
   */
  long newestOfLast() {
    return lastNewest[0];
  }

  /** The newest time seen by partition, for a checkpoint. */
  Map<String, Long> newest() {
    Map<String, Long> copy = new HashMap<>();
    newest.forEach((partition, time) -> copy.put(partition, time[0]));
    return copy;
  }

  /** Takes back what {@link #newest} gave, from any number of subtasks. */
  void restore(String partition, long time) {
    long[] slot = slot(partition);
    slot[0] = Math.max(slot[0], time);
  }

  private long[] slot(String partition) {
    return newest.computeIfAbsent(partition, p -> new long[] {0});
  }
}
