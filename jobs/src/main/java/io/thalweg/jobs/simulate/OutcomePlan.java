package io.thalweg.jobs.simulate;

import io.thalweg.Decision;
import io.thalweg.Outcome;
import io.thalweg.math.KeyedRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * When outcomes are told: after a random pause, of some decisions never, of some twice. All is
 * drawn by the seed and the decision's id, so that whoever asks twice is told the same.
 *
 * @param least shortest pause from a decision to its outcome, event time
 * @param most longest pause; a second outcome comes at most as long after the first
 * @param never share of the decisions whose outcome is never told, in [0, 1]
 * @param twice share of those whose outcome is told twice, in [0, 1]
 */
public record OutcomePlan(long seed, Duration least, Duration most, double never, double twice) {
  private static final int KIND = 0;
  private static final int PAUSE = 1;
  private static final int SECOND = 2;

  public OutcomePlan {
    if (least.isNegative() || most.compareTo(least) < 0) {
      throw new IllegalArgumentException(
          "pauses must not be negative, nor the longest below the shortest: least=%s, most=%s"
              .formatted(least, most));
    }
    if (!(never >= 0 && twice >= 0 && never + twice <= 1)) {
      throw new IllegalArgumentException(
          "shares must be 0 or more and at most 1 together: never=%s, twice=%s"
              .formatted(never, twice));
    }
  }

  /** How long after a decision its last outcome may be told. */
  public Duration longest() {
    return most.multipliedBy(2);
  }

  /** The outcomes of a decision that costs {@code loss}, in the order of their times. */
  List<Outcome> of(Decision decision, double loss) {
    KeyedRandom random = new KeyedRandom(seed, KeyedRandom.key(decision.getId()));
    double kind = random.uniform(KIND);
    if (kind < never) {
      return List.of();
    }
    long span = most.toMillis() - least.toMillis() + 1;
    long first = decision.getTime().toEpochMilli() + least.toMillis() + random.below(span, PAUSE);
    Outcome outcome = outcome(decision, first, loss);
    return kind < never + twice
        ? List.of(
            outcome, outcome(decision, first + random.below(most.toMillis() + 1, SECOND), loss))
        : List.of(outcome);
  }

  private static Outcome outcome(Decision decision, long time, double loss) {
    return new Outcome(
        decision.getModel(), decision.getId(), Instant.ofEpochMilli(time), loss, null, 0, false);
  }
}
