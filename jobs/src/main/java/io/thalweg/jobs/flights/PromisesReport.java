package io.thalweg.jobs.flights;

import java.util.List;
import java.util.Map;

/**
 * What a run of promises came to; all that {@link PromisesPage} shows.
 *
 * @param score of the promises given and of those they are compared with, one flight or more
 * @param decisionsPerSecond of wall time
 * @param repeats decisions in the ledger whose flight had been decided before
 * @param learned decisions learned, those with the loss of silence among them
 * @param defaulted decisions learned with the loss of silence
 * @param deadLetters number of refused events by reason code
 * @param commands what to try next
 */
public record PromisesReport(
    PromiseScore score,
    double decisionsPerSecond,
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
}
