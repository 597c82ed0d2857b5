package io.thalweg.decide;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Duration;
import java.util.Locale;

/**
 * What outcomes of a model's decisions look like, and when they count.
 *
 * @param waitMillis event time after a decision up to which its outcomes count
 * @param holdMillis event time for which an outcome waits for its decision
 * @param combine how several become one
 * @param silence the loss of a decision without an outcome, in [0, 1]; NaN: nothing is learned
 * @param deferred whether a decision only counts once an outcome has said that it came to be
 */
public record OutcomeRule(
    long waitMillis,
    long holdMillis,
    Combine combine,
    OutcomeUnit unit,
    double silence,
    boolean deferred)
    implements Serializable {
  /** Outcomes that one decision takes, at most. */
  public static final int MOST_OUTCOMES = 1000;

  private static final long LONGEST = Duration.ofDays(366).toMillis();

  /** Ten minutes, or two before the decision; the first loss counts, silence does not. */
  public static final OutcomeRule DEFAULT =
      new OutcomeRule(
          Duration.ofMinutes(10).toMillis(),
          Duration.ofMinutes(2).toMillis(),
          Combine.EARLIEST,
          new OutcomeUnit.Losses(),
          Double.NaN,
          false);

  /** Checks the ranges. */
  public OutcomeRule {
    requireNonNull(combine, "combine");
    requireNonNull(unit, "unit");
    if (waitMillis < 1 || waitMillis > LONGEST || holdMillis < 0 || holdMillis > LONGEST) {
      throw new IllegalArgumentException(
          "wait must be from 1 ms to 366 days, hold from 0: wait=%d ms, hold=%d ms"
              .formatted(waitMillis, holdMillis));
    }
    if (silence < 0 || silence > 1) {
      throw new IllegalArgumentException(
          "the loss of silence must be in [0, 1]: silence=" + silence);
    }
  }

  /** Whether silence has a loss. */
  public boolean learnsSilence() {
    return !Double.isNaN(silence);
  }

  /** The loss that outcomes of these values come to, in [0, 1]. */
  double loss(double[] values) {
    return unit.loss(combine.of(values));
  }

  /** One line of ASCII, equal for equal rules. */
  String canonical() {
    return "outcomes wait="
        + waitMillis
        + " hold="
        + holdMillis
        + " combine="
        + combine.name().toLowerCase(Locale.ROOT)
        + " unit="
        + unit.canonical()
        + (learnsSilence() ? " silence=" + Double.toHexString(silence) : "")
        + (deferred ? " deferred" : "");
  }
}
