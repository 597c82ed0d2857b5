package io.thalweg.jobs.settings;

import static java.util.Objects.requireNonNull;

import io.thalweg.wire.Limits;
import java.time.Duration;
import java.util.Optional;

/**
 * What a decide job reads.
 *
 * @param requests empty: nothing is answered
 * @param ledger the decisions that are learned from; a topic where requests are answered, which is
 *     then written too
 * @param limits how large events may be
 * @param allowedDisorder how far behind the newest event of its partition a decision or an outcome
 *     may lie
 * @param idleTimeout wall time after which a partition without events is not waited for; empty: all
 *     partitions are
 * @param replayDeadLetters dead letters of an earlier run; what that run refused as late after
 *     idleness is refused again
 */
public record DecideInput(
    Optional<Reading> requests,
    Reading ledger,
    Reading outcomes,
    Limits limits,
    Duration allowedDisorder,
    Optional<Duration> idleTimeout,
    Optional<Endpoint> replayDeadLetters) {
  public DecideInput {
    requireNonNull(outcomes, "outcomes");
    requireNonNull(limits, "limits");
    requireNonNull(replayDeadLetters, "replayDeadLetters");
    DecideOptions.ALLOWED_DISORDER.check(allowedDisorder);
    idleTimeout.ifPresent(DecideOptions.IDLE_TIMEOUT::check);
    if (requests.isPresent() && !(ledger.endpoint() instanceof TopicEndpoint)) {
      throw new IllegalArgumentException(
          "where requests are answered, the ledger must be a topic: ledger=" + ledger.endpoint());
    }
  }
}
