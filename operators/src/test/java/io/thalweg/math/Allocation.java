package io.thalweg.math;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What warm code allocates. Tests of it have the tag {@link #TAG}: they run in a JVM of their own,
 * since a compiler that has seen every caller of a kernel no longer inlines it into each, and then
 * its vectors are objects.
 */
public final class Allocation {
  /** The tests that the build runs apart from the others. */
  public static final String TAG = "allocation";

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private Allocation() {}

  /**
   * The fewest bytes that any of many runs has allocated; ends with the first that has none. What
   * the compiler has not seen often allocates, and on a busy machine it is late.
   */
  public static long least(Runnable run) {
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    long started = System.nanoTime();
    while (least > 0 && System.nanoTime() - started < PATIENCE.toNanos()) {
      long allocatedByMeasuring =
          -thread.getCurrentThreadAllocatedBytes() + thread.getCurrentThreadAllocatedBytes();
      long before = thread.getCurrentThreadAllocatedBytes();
      run.run();
      long allocated = thread.getCurrentThreadAllocatedBytes() - before;
      least = Math.min(least, allocated - allocatedByMeasuring);
    }
    return least;
  }
}
