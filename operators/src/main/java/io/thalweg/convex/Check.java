package io.thalweg.convex;

/** The bounds that settings of one kind share. */
final class Check {
  private static final double LARGEST_CONSTANT = 1e60;
  private static final int LONGEST_STATE = 1 << 28;

  private Check() {}

  /** A radius, a sum. */
  static void size(String name, double value) {
    if (!(value > 0 && value <= Domain.LARGEST_BOUND)) {
      throw new IllegalArgumentException(
          name + " must be in (0, " + Domain.LARGEST_BOUND + "]: " + name + "=" + value);
    }
  }

  /** What may be 0: a bound on gradients, a weight. */
  static void constant(String name, double value) {
    if (!(value >= 0 && value <= LARGEST_CONSTANT)) {
      throw new IllegalArgumentException(
          name + " must be in [0, " + LARGEST_CONSTANT + "]: " + name + "=" + value);
    }
  }

  /** What something is divided by. */
  static void divisor(String name, double value) {
    if (!(value >= 1 / LARGEST_CONSTANT && value <= LARGEST_CONSTANT)) {
      throw new IllegalArgumentException(
          name
              + " must be in ["
              + 1 / LARGEST_CONSTANT
              + ", "
              + LARGEST_CONSTANT
              + "]: "
              + name
              + "="
              + value);
    }
  }

  /** A hint that an optimizer can keep by itself. */
  static void ownHint(Hint hint) {
    if (hint instanceof GivenHint) {
      throw new IllegalArgumentException(
          "a given hint must go with mirror descent: hint=" + hint.canonical());
    }
  }

  /** A number of coordinates. */
  static int dimension(int dimension, int largest) {
    if (dimension < 1 || dimension > largest) {
      throw new IllegalArgumentException(
          "dimension must be in [1, " + largest + "]: dimension=" + dimension);
    }
    return dimension;
  }

  /** A number of doubles that are to be one array. */
  static int length(long length) {
    if (length > LONGEST_STATE) {
      throw new IllegalArgumentException(
          "a state must have at most " + LONGEST_STATE + " doubles: length=" + length);
    }
    return (int) length;
  }
}
