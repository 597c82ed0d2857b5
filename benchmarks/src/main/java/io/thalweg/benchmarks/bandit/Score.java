package io.thalweg.benchmarks.bandit;

import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A player's final regret on a problem.
 *
 * @param mean over the repetitions
 * @param deviation of one repetition's regret, the repetitions taken as a sample
 */
record Score(double mean, double deviation) {
  /** The score of regrets, at least one. */
  static Score of(double... regrets) {
    double mean = DoubleStream.of(regrets).average().orElseThrow();
    double squares = DoubleStream.of(regrets).map(r -> (r - mean) * (r - mean)).sum();
    return new Score(mean, Math.sqrt(squares / Math.max(1, regrets.length - 1)));
  }

  /** The score over the repetitions 1 to {@code repetitions}, which run side by side. */
  static Score of(Player player, Problem problem, int repetitions) {
    return of(
        IntStream.rangeClosed(1, repetitions)
            .parallel()
            .mapToDouble(repetition -> player.regret(problem, repetition))
            .toArray());
  }

  /** Mean and deviation, and in brackets how many times the other's mean it is. */
  String shown(Score other) {
    return String.format(Locale.ROOT, "%,.0f ± %,.0f (%.2f)", mean, deviation, mean / other.mean());
  }
}
