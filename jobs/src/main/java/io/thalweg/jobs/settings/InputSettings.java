package io.thalweg.jobs.settings;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * What a job reads.
 *
 * @param from where to start in a topic when the job is not restored; without meaning for a path
 * @param until where to stop in a topic; a path always ends
 * @param maxBytes longest event, in bytes as it stands in the input
 * @param maxFeatures most features of an event
 * @param allowedDisorder how far behind the newest event of its partition an event may lie; empty:
 *     no event is late
 */
public record InputSettings(
    Endpoint examples,
    StartAt from,
    StopAt until,
    int maxBytes,
    int maxFeatures,
    Optional<Duration> allowedDisorder) {
  public InputSettings {
    requireNonNull(examples, "examples");
    requireNonNull(from, "from");
    requireNonNull(until, "until");
    OptimizeOptions.MAX_BYTES.check((long) maxBytes);
    OptimizeOptions.MAX_FEATURES.check(maxFeatures);
    allowedDisorder.ifPresent(OptimizeOptions.ALLOWED_DISORDER::check);
  }

  /** Whether the input ends by itself. */
  public boolean bounded() {
    return examples instanceof PathEndpoint || until == StopAt.LATEST;
  }
}
