package io.thalweg.mirror;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What warm code allocates. */
public final class Allocation {
  private static final int MOST_RUNS = 2000;

  private Allocation() {}

  /** The fewest bytes that any of many runs has allocated; ends with the first that has none. */
  public static long least(Runnable run) {
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    // Vectors of the Vector API are objects until the compiler has come to know them.
    for (int k = 0; k < MOST_RUNS && least > 0; k++) {
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
