package io.thalweg.jobs.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Prints a line every so often while a job works. */
final class Progress implements AutoCloseable {
  /** From one line to the next on a console. */
  static final Duration PERIOD = Duration.ofSeconds(2);

  private final Supplier<CompletableFuture<Map<String, Object>>> accumulators;
  private final PrintWriter out;
  private final Duration period;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Tally last = Tally.NOTHING;

  private Progress(
      Supplier<CompletableFuture<Map<String, Object>>> accumulators,
      PrintWriter out,
      Duration period) {
    this.accumulators = accumulators;
    this.out = out;
    this.period = period;
  }

  /**
   * Starts printing.
   *
   * @param accumulators asks the job; an answer that fails or does not come skips a line
   */
  static Progress start(
      Supplier<CompletableFuture<Map<String, Object>>> accumulators,
      PrintWriter out,
      Duration period) {
    Progress progress = new Progress(accumulators, out, period);
    Thread thread = new Thread(progress::work, "progress");
    thread.setDaemon(true);
    thread.start();
    return progress;
  }

  /** The newest that the job has told. */
  Tally last() {
    return last;
  }

  private void work() {
    long lastNanos = System.nanoTime();
    try {
      while (!closed.await(period.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          Tally tally = Tally.of(accumulators.get().get(period.toMillis(), TimeUnit.MILLISECONDS));
          long now = System.nanoTime();
          out.println(line(last, tally, (now - lastNanos) / 1e9));
          out.flush();
          last = tally;
          lastNanos = now;
        } catch (ExecutionException | TimeoutException e) {
          // The job is starting, restarting or has just ended: the next line will tell.
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What happened from one tally to the next, {@code seconds} later. */
  static String line(Tally before, Tally now, double seconds) {
    return String.format(
        Locale.ROOT,
        "%,d events, %,.0f/s, progressive loss %s, dead letters %,d",
        now.events(),
        Math.max(0, now.events() - before.events()) / seconds,
        loss(now),
        now.refused());
  }

  /** The progressive loss for people; a dash before anything was learned. */
  static String loss(Tally tally) {
    return tally.progressiveLoss().isPresent()
        ? String.format(Locale.ROOT, "%.6f", tally.progressiveLoss().getAsDouble())
        : "-";
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
