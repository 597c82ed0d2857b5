package io.thalweg.jobs.cli;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How far a job is, from its accumulators.
 *
 * @param events events answered
 * @param timedOut examples whose label has not come in time
 * @param lossSum weighted sum of the losses, each taken before its event was learned
 * @param weightSum sum of the weights of the learned events
 * @param deadLetters refused events by reason, those with none left out
 */
record Tally(
    long events, long timedOut, double lossSum, double weightSum, Map<String, Long> deadLetters) {
  private static final String DEAD_LETTERS = "deadLetters.";

  static final Tally NOTHING = new Tally(0, 0, 0, 0, Map.of());

  Tally {
    deadLetters = Map.copyOf(deadLetters);
  }

  /** Reads a job's accumulators; those that are not there count 0. */
  static Tally of(Map<String, Object> accumulators) {
    Map<String, Long> deadLetters = new TreeMap<>();
    accumulators.forEach(
        (name, value) -> {
          if (name.startsWith(DEAD_LETTERS) && number(value).longValue() > 0) {
            deadLetters.put(name.substring(DEAD_LETTERS.length()), number(value).longValue());
          }
        });
    return new Tally(
        number(accumulators.get("events")).longValue(),
        number(accumulators.get("timedOut")).longValue(),
        number(accumulators.get("lossSum")).doubleValue(),
        number(accumulators.get("weightSum")).doubleValue(),
        deadLetters);
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
