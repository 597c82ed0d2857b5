package io.thalweg.benchmarks.bandit;

/**
 * The size of a request and of a network, as {@code d/K/m}.
 *
 * @param dimension features of an arm
 * @param units hidden units
 */
record Shape(int dimension, int arms, int units) {
  static Shape parse(String text) {
    String[] parts = text.split("/", -1);
    return new Shape(
        Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
  }
}
