package io.thalweg.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;

/**
 * Runs several contestants in turns, A B C A B C …, after one round that warms up and does not
 * count: what else the machine does meets all of them alike, and the n-th runs of two are a pair.
 */
final class Contest {
  private final Map<String, Callable<Figures>> contestants = new LinkedHashMap<>();
  private final Map<String, List<Figures>> results = new LinkedHashMap<>();

  /** Adds a contestant; their order is that of the turns. */
  Contest add(String name, Callable<Figures> run) {
    contestants.put(name, run);
    return this;
  }

  /** Runs the round that warms up and then {@code repetitions} rounds. */
  Contest run(int repetitions) throws Exception {
    for (int round = 0; round <= repetitions; round++) {
      for (Map.Entry<String, Callable<Figures>> contestant : contestants.entrySet()) {
        Figures figures = contestant.getValue().call();
        if (round > 0) {
          results.computeIfAbsent(contestant.getKey(), name -> new ArrayList<>()).add(figures);
        }
      }
    }
    return this;
  }

  /** The contestants, in the order of their turns. */
  Set<String> names() {
    return contestants.keySet();
  }

  /** One figure of one contestant, over the rounds. */
  Samples samples(String name, ToDoubleFunction<Figures> figure) {
    return new Samples(results.get(name).stream().mapToDouble(figure).boxed().toList());
  }

  /** Pair by pair, how many times as fast {@code name} is as {@code other}. */
  Samples speedRatio(String name, String other) {
    return samples(name, Figures::eventsPerSecond).over(samples(other, Figures::eventsPerSecond));
  }
}
