package io.thalweg.bandit;

/** Arrays that grow with the largest request and then stay. */
final class Scratch {
  private Scratch() {}

  /** {@code scratch}, or a longer array of no particular contents. */
  static double[] atLeast(int length, double[] scratch) {
    return scratch.length >= length ? scratch : new double[Math.max(length, 2 * scratch.length)];
  }
}
