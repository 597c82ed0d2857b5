package io.thalweg.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static Tally tally(long events, double lossSum, double weightSum) {
    return new Tally(events, 0, lossSum, weightSum, Map.of("late", 3L));
  }

  @Test
  void aLineTellsTotalsAndTheRateSinceTheLast() {
    assertThat(Progress.line(tally(10_000, 1, 2), tally(30_000, 1, 4), 2))
        .isEqualTo("30,000 events, 10,000/s, progressive loss 0.250000, dead letters 3");
  }

  @Test
  void aRestartedJobHasNoNegativeRateAndNoLossUntilItLearns() {
    assertThat(Progress.line(tally(10, 1, 2), tally(4, 0, 0), 2))
        .isEqualTo("4 events, 0/s, progressive loss -, dead letters 3");
  }

  @Test
  void anAnswerThatFailsSkipsALineOnly() throws InterruptedException {
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    AtomicInteger asked = new AtomicInteger();
    Progress progress =
        Progress.start(
            () ->
                asked.incrementAndGet() == 1
                    ? CompletableFuture.failedFuture(new IllegalStateException("not yet"))
                    : CompletableFuture.completedFuture(Map.of("events", 5L)),
            new PrintWriter(new LineWriter(lines)),
            Duration.ofMillis(5));
    try {
      assertThat(lines.poll(10, TimeUnit.SECONDS)).startsWith("5 events, ");
      assertThat(lines.poll(10, TimeUnit.SECONDS)).startsWith("5 events, 0/s");
      assertThat(progress.last().events()).isEqualTo(5);
    } finally {
      progress.close();
    }
  }

  /** Hands each flushed text on. */
  private static final class LineWriter extends Writer {
    private final BlockingQueue<String> lines;
    private final StringBuilder pending = new StringBuilder();

    LineWriter(BlockingQueue<String> lines) {
      this.lines = lines;
    }

    @Override
    public void write(char[] text, int offset, int length) {
      pending.append(text, offset, length);
    }

    @Override
    public void flush() {
      lines.addAll(List.of(pending.toString()));
      pending.setLength(0);
    }

    @Override
    public void close() {
      flush();
    }
  }
}
