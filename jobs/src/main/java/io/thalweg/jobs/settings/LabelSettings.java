package io.thalweg.jobs.settings;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * Labels that come apart from their examples.
 *
 * @param timeout how long after its example a label may come, in event time
 * @param hold how long before its example a label may come, in event time
 * @param idleTimeout wall time after which a partition without events is not waited for; empty: all
 *     partitions are
 * @param replayDeadLetters dead letters of an earlier run; what that run refused as late after
 *     idleness is refused again
 */
public record LabelSettings(
    Reading labels,
    Duration timeout,
    Duration hold,
    Optional<Duration> idleTimeout,
    Optional<Endpoint> replayDeadLetters) {
  /** The allowed disorder of jobs that are not told one. */
  public static final Duration ALLOWED_DISORDER = Duration.ofSeconds(10);

  public LabelSettings {
    requireNonNull(labels, "labels");
    requireNonNull(replayDeadLetters, "replayDeadLetters");
    OptimizeOptions.LABEL_TIMEOUT.check(timeout);
    OptimizeOptions.LABEL_HOLD.check(hold);
    idleTimeout.ifPresent(OptimizeOptions.IDLE_TIMEOUT::check);
  }
}
