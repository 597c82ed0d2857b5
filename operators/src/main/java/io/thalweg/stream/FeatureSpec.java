package io.thalweg.stream;

import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a model's features look like.
 *
 * @param positions number of positions that events may name
 * @param hashed whether features may come by name; {@code positions} is then a power of two
 * @param bias whether one more position, behind the others, always holds 1
 */
public record FeatureSpec(int positions, boolean hashed, boolean bias) implements Serializable {
  private static final int MAX_POSITIONS = 1 << 24;
  private static final Pattern CANONICAL =
      Pattern.compile("(hashed|positions) ([1-9]\\d{0,8})( bias)?");

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

  /**
   * The features that a {@link #canonical} line tells.
   *
   * @throws IllegalArgumentException if it is not the canonical line of any
   */
  public static FeatureSpec parse(String canonical) {
    Matcher parts = CANONICAL.matcher(canonical);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "features must be told by their canonical line: features=" + canonical);
    }
    return new FeatureSpec(
        Integer.parseInt(parts.group(2)), parts.group(1).equals("hashed"), parts.group(3) != null);
  }
}
