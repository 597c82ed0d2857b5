package io.thalweg.jobs.cli;

import io.thalweg.stream.JobCounters;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How far a job is, from its accumulators.
 *
 * @param events events answered
 * @param timedOut events whose label or outcome has not come in time
 * @param lossSum weighted sum of the losses, each taken before its event was learned
 * @param weightSum sum of the weights of the learned events
 * @param deadLetters refused events by reason, those with none left out
 * @param decided what only a job that decides has counted
 */
record Tally(
    long events,
    long timedOut,
    double lossSum,
    double weightSum,
    Map<String, Long> deadLetters,
    Decided decided) {
  static final Tally NOTHING = new Tally(0, 0, 0, 0, Map.of());

  Tally {
    deadLetters = Map.copyOf(deadLetters);
  }

  /** The tally of a job that does not decide. */
  Tally(
      long events, long timedOut, double lossSum, double weightSum, Map<String, Long> deadLetters) {
    this(events, timedOut, lossSum, weightSum, deadLetters, Decided.NOTHING);
  }

  /**
   * What a job that decides counts besides.
   *
   * @param learned decisions learned
   * @param repeated requests answered from the ledger, since they had been decided before
   * @param defaulted decisions learned with the loss of silence
   * @param baselines requests at which the baseline was played
   * @param agreed those of them at which the agent would have played it too
   */
  record Decided(long learned, long repeated, long defaulted, long baselines, long agreed) {
    static final Decided NOTHING = new Decided(0, 0, 0, 0, 0);
  }

  /** Reads a job's accumulators; those that are not there count 0. */
  static Tally of(Map<String, Object> accumulators) {
    Map<String, Long> deadLetters = new TreeMap<>();
    accumulators.forEach(
        (name, value) -> {
          if (name.startsWith(JobCounters.DEAD_LETTERS) && number(value).longValue() > 0) {
            deadLetters.put(
                name.substring(JobCounters.DEAD_LETTERS.length()), number(value).longValue());
          }
        });
    return new Tally(
        count(accumulators, JobCounters.EVENTS),
        count(accumulators, JobCounters.TIMED_OUT),
        number(accumulators.get(JobCounters.LOSS_SUM)).doubleValue(),
        number(accumulators.get(JobCounters.WEIGHT_SUM)).doubleValue(),
        deadLetters,
        new Decided(
            count(accumulators, JobCounters.LEARNED),
            count(accumulators, JobCounters.REPEATED),
            count(accumulators, JobCounters.DEFAULTED),
            count(accumulators, JobCounters.BASELINES),
            count(accumulators, JobCounters.AGREED)));
  }

  private static long count(Map<String, Object> accumulators, String name) {
    return number(accumulators.get(name)).longValue();
  }

  /** The weighted mean of the losses; empty before anything was learned. */
  OptionalDouble progressiveLoss() {
    return weightSum > 0 ? OptionalDouble.of(lossSum / weightSum) : OptionalDouble.empty();
  }

  long refused() {
    return deadLetters.values().stream().mapToLong(Long::longValue).sum();
  }

  /** {@code 3 (late 2, oversize 1)}. */
  String deadLettersByReason() {
    return deadLetters.isEmpty()
        ? "0"
        : Lines.count(refused())
            + new TreeMap<>(deadLetters)
                .entrySet().stream()
                    .map(e -> e.getKey() + " " + Lines.count(e.getValue()))
                    .collect(Collectors.joining(", ", " (", ")"));
  }

  private static Number number(Object value) {
    return value instanceof Number number ? number : 0;
  }
}
