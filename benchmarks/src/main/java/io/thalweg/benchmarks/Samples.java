package io.thalweg.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What repetitions of one measurement gave, in the order in which they were made.
 *
 * @param values at least one
 */
record Samples(List<Double> values) {
  Samples {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("samples must not be empty");
    }
  }

  /** The middle value; of an even number, the mean of the two in the middle. */
  double median() {
    double[] sorted = sorted();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  double min() {
    return sorted()[0];
  }

  double max() {
    return sorted()[values.size() - 1];
  }

  double mean() {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  /** The quotients of samples that were taken one after the other: mine by {@code other}'s. */
  Samples over(Samples other) {
    if (values.size() != other.values.size()) {
      throw new IllegalArgumentException(
          "pairs need as many samples on both sides: %d, %d"
              .formatted(values.size(), other.values.size()));
    }
    Double[] ratios = new Double[values.size()];
    Arrays.setAll(ratios, i -> values.get(i) / other.values.get(i));
    return new Samples(List.of(ratios));
  }

  /** Median and, in brackets, least and greatest value, each as {@code format} has it. */
  String shown(String format) {
    String all = format + " [" + format + " … " + format + "]";
    return String.format(Locale.ROOT, all, median(), min(), max());
  }

  private double[] sorted() {
    return values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }
}
