package io.thalweg.benchmarks;

import java.util.HashMap;
import java.util.Map;

/** What a benchmark's main was given, {@code name=number} each. */
final class Arguments {
  private final Map<String, Integer> numbers = new HashMap<>();

  Arguments(String[] args) {
    for (String arg : args) {
      int equals = arg.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("an argument must be name=number: " + arg);
      }
      numbers.put(arg.substring(0, equals), Integer.valueOf(arg.substring(equals + 1)));
    }
  }

  /** Whether {@code name} was not given, or given as that number. */
  boolean wants(String name, int number) {
    return numbers.getOrDefault(name, number) == number;
  }

  int get(String name, int otherwise) {
    return numbers.getOrDefault(name, otherwise);
  }
}
