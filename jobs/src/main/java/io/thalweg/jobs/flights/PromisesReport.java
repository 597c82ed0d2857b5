package io.thalweg.jobs.flights;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a run of promises came to; all that {@link PromisesPage} shows.
 *
 * @param score of the promises given and of those they are compared with, one flight or more
 * @param elapsed wall time from the first to the last decision
 * @param repeats decisions in the ledger whose flight had been decided before
 * @param learned decisions learned, those with the loss of silence among them
 * @param defaulted decisions learned with the loss of silence
 * @param deadLetters number of refused events by reason code
 * @param commands what to try next
 */
public record PromisesReport(
    PromiseScore score,
    Duration elapsed,
    long repeats,
    long learned,
    long defaulted,
    Map<String, Long> deadLetters,
    List<DemoReport.Command> commands) {
  /** Copies the collections. */
  public PromisesReport {
    deadLetters = Map.copyOf(deadLetters);
    commands = List.copyOf(commands);
    if (score.flights() == 0) {
      throw new IllegalArgumentException("a report must have a flight: none given");
    }
  }

  /** Decisions per second of wall time. */
  public double decisionsPerSecond() {
    return score.flights() / Math.max(1e-9, elapsed.toNanos() / 1e9);
  }
}
