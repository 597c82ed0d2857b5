package io.thalweg.jobs.simulate;

import io.thalweg.stream.JobCounters;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a decide job has counted.
 *
 * @param learned decisions learned, those with the loss of silence among them
 * @param timedOut decisions whose outcome never came
 * @param defaulted those of them that were learned with the loss of silence
 * @param deadLetters refused events by reason
 */
public record Counts(long learned, long timedOut, long defaulted, Map<String, Long> deadLetters) {
  public Counts {
    deadLetters = Map.copyOf(deadLetters);
  }

  /** Reads a job's accumulators; those that are not there count 0. */
  static Counts of(Map<String, Object> accumulators) {
    Map<String, Long> deadLetters = new TreeMap<>();
    accumulators.forEach(
        (name, value) -> {
          if (name.startsWith(JobCounters.DEAD_LETTERS)
              && value instanceof Number count
              && count.longValue() > 0) {
            deadLetters.put(name.substring(JobCounters.DEAD_LETTERS.length()), count.longValue());
          }
        });
    return new Counts(
        count(accumulators, JobCounters.LEARNED),
        count(accumulators, JobCounters.TIMED_OUT),
        count(accumulators, JobCounters.DEFAULTED),
        deadLetters);
  }

  private static long count(Map<String, Object> accumulators, String name) {
    return accumulators.get(name) instanceof Number count ? count.longValue() : 0;
  }

  /** Number of refused events. */
  public long refused() {
    return deadLetters.values().stream().mapToLong(Long::longValue).sum();
  }

  /** {@code 3 (duplicate-id 2, late 1)}. */
  public String deadLettersByReason() {
    return deadLetters.isEmpty()
        ? "0"
        : String.format(Locale.ROOT, "%,d", refused())
            + new TreeMap<>(deadLetters)
                .entrySet().stream()
                    .map(e -> String.format(Locale.ROOT, "%s %,d", e.getKey(), e.getValue()))
                    .collect(Collectors.joining(", ", " (", ")"));
  }
}
