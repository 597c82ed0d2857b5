package io.thalweg.stream;

import java.io.Serializable;

/**
 * What a model's features look like.
 *
 * @param positions number of positions that events may name
 * @param hashed whether features may come by name; {@code positions} is then a power of two
 * @param bias whether one more position, behind the others, always holds 1
 */
public record FeatureSpec(int positions, boolean hashed, boolean bias) implements Serializable {
  private static final int MAX_POSITIONS = 1 << 24;

  public FeatureSpec {
    if (positions < 1 || positions > MAX_POSITIONS) {
      throw new IllegalArgumentException(
          "positions must be in [1, " + MAX_POSITIONS + "]: positions=" + positions);
    }
    if (hashed && (positions < 2 || Integer.bitCount(positions) != 1)) {
      throw new IllegalArgumentException(
          "positions of hashed features must be a power of 2, 2 or more: positions=" + positions);
    }
  }

  /** Features by position, {@code dimension} of them. */
  public static FeatureSpec ofDimension(int dimension) {
    return new FeatureSpec(dimension, false, false);
  }

  /** Features by name, hashed into 2^{@code bits} positions, or by position among those. */
  public static FeatureSpec ofHashBits(int bits) {
    return new FeatureSpec(1 << bits, true, false);
  }

  /** The same with a constant feature 1 at position {@link #positions}. */
  public FeatureSpec withBias() {
    return new FeatureSpec(positions, hashed, true);
  }

  /** Length of the model's weight vector. */
  public int dimension() {
    return bias ? positions + 1 : positions;
  }

  /** One line of text, equal for equal features. */
  public String canonical() {
    return (hashed ? "hashed " : "positions ") + positions + (bias ? " bias" : "");
  }
}
