package io.thalweg.jobs.settings;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What a job writes.
 *
 * @param deadLetterMaxBytes most bytes of a refused event that its dead letter keeps
 * @param stopAboveBadShare share of refused events above which the job fails; empty: never
 */
public record OutputSettings(
    Endpoint predictions,
    Endpoint deadLetters,
    int deadLetterMaxBytes,
    Optional<Double> stopAboveBadShare,
    Optional<MetricsOutput> metrics) {
  public OutputSettings {
    requireNonNull(predictions, "predictions");
    requireNonNull(deadLetters, "deadLetters");
    requireNonNull(metrics, "metrics");
    JobOptions.DEAD_LETTER_MAX_BYTES.check((long) deadLetterMaxBytes);
    stopAboveBadShare.ifPresent(JobOptions.STOP_ABOVE_BAD_SHARE::check);
  }
}
