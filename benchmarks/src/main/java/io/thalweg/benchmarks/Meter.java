package io.thalweg.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Counts what passes a place in a job that runs in this JVM, and clocks a window of it.
 *
 * <p>Protocol: build the job with a {@link #tap}; while it runs, {@link #begin} and, later, {@link
 * #end}, which gives the figures.
 */
final class Meter {
  private static final Map<Integer, Meter> OPEN = new ConcurrentHashMap<>();
  private static final AtomicInteger IDS = new AtomicInteger();
  private static final int STRIDE = 64;
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final int id = IDS.incrementAndGet();
  private final AtomicLong passed = new AtomicLong();
  private final Set<Long> threads = ConcurrentHashMap.newKeySet();
  private Reading begun;

  private record Reading(long events, long nanos, long processNanos, long taskNanos) {}

  Meter() {
    OPEN.put(id, this);
  }

  /** An operator to be chained behind the one whose thread is clocked; it passes all on. */
  <T> Tap<T> tap() {
    return new Tap<>(id);
  }

  /** Events that have passed so far, up to some dozens. */
  long passed() {
    return passed.get();
  }

  /** Begins the window. */
  void begin() {
    begun = read();
  }

  /** Ends the window, and the meter. */
  Figures end() {
    Reading end = read();
    OPEN.remove(id);
    double events = end.events - begun.events;
    return new Figures(
        events / ((end.nanos - begun.nanos) / 1e9),
        (end.processNanos - begun.processNanos) / 1e3 / events,
        (end.taskNanos - begun.taskNanos) / 1e3 / events,
        Double.NaN);
  }

  private Reading read() {
    long taskNanos = threads.stream().mapToLong(THREADS::getThreadCpuTime).sum();
    return new Reading(passed.get(), System.nanoTime(), SYSTEM.getProcessCpuTime(), taskNanos);
  }

  /** Counts what passes; belongs to one subtask. */
  static final class Tap<T> extends AbstractStreamOperator<T>
      implements OneInputStreamOperator<T, T> {
    private static final long serialVersionUID = 1L;

    private final int meterId;
    private transient Meter meter;
    private transient int untilStride;

    private Tap(int meterId) {
      this.meterId = meterId;
    }

    @Override
    public void open() throws Exception {
      super.open();
      meter = OPEN.get(meterId);
      meter.threads.add(Thread.currentThread().getId());
      untilStride = STRIDE;
    }

    @Override
    public void processElement(StreamRecord<T> record) {
      if (--untilStride == 0) {
        untilStride = STRIDE;
        meter.passed.addAndGet(STRIDE);
      }
      output.collect(record);
    }
  }
}
