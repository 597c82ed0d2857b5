package io.thalweg.it;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Waits for a condition, with a deadline; the only place where tests let time pass. What a look
 * throws ends the wait at once.
 */
final class Await {
  private static final long POLL_NANOS = Duration.ofMillis(20).toNanos();

  private Await() {}

  /** One look at what is waited for. */
  interface Look<T, E extends Exception> {
    T take() throws E;
  }

  /**
   * Returns when {@code condition} holds.
   *
   * @param what the condition in words, for the error
   * @throws AssertionError when it does not hold within {@code patience}
   */
  static <E extends Exception> void until(
      Look<Boolean, E> condition, Duration patience, String what) throws E {
    value(condition, holds -> holds, patience, what);
  }

  /**
   * Looks until a value is {@code wanted}, and returns it.
   *
   * @throws AssertionError when none is within {@code patience}; names the last one seen
   */
  static <T, E extends Exception> T value(
      Look<T, E> look, Predicate<? super T> wanted, Duration patience, String what) throws E {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      T seen = look.take();
      if (wanted.test(seen)) {
        return seen;
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "not within " + patience.toMillis() + " ms: " + what + "; last seen: " + seen);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }
}
