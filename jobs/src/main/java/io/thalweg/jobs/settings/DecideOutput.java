package io.thalweg.jobs.settings;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What a decide job writes besides its ledger.
 *
 * @param delivery how decisions are written to the ledger
 * @param deadLetterMaxBytes most bytes of a refused event that its dead letter keeps
 * @param stopAboveBadShare share of refused events above which the job fails; empty: never
 */
public record DecideOutput(
    Delivery delivery,
    Endpoint deadLetters,
    int deadLetterMaxBytes,
    Optional<Double> stopAboveBadShare) {
  public DecideOutput {
    requireNonNull(delivery, "delivery");
    requireNonNull(deadLetters, "deadLetters");
    JobOptions.DEAD_LETTER_MAX_BYTES.check((long) deadLetterMaxBytes);
    stopAboveBadShare.ifPresent(JobOptions.STOP_ABOVE_BAD_SHARE::check);
  }
}
