package io.thalweg.stream;

import java.io.Serializable;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a model's features look like.
 *
 * @param positions number of positions that events may name
 * @param hashed whether features may come by name; {@code positions} is then a power of two
 * @param bias whether one more position, behind the others, always holds 1
 * @param interactions what products of named features are features too, each of other groups
 */
public record FeatureSpec(
    int positions, boolean hashed, boolean bias, List<Interaction> interactions)
    implements Serializable {
  private static final int MAX_POSITIONS = 1 << 24;
  private static final int MAX_INTERACTIONS = 32;
  private static final String CROSS = " cross ";
  private static final Pattern CANONICAL =
      Pattern.compile("(hashed|positions) ([1-9]\\d{0,8})( bias)?((?: cross \\S+ by \\S+)*)");

  /** Checks that all go together. */
  public FeatureSpec {
    if (positions < 1 || positions > MAX_POSITIONS) {
      throw new IllegalArgumentException(
          "positions must be in [1, " + MAX_POSITIONS + "]: positions=" + positions);
    }
    if (hashed && (positions < 2 || Integer.bitCount(positions) != 1)) {
      throw new IllegalArgumentException(
          "positions of hashed features must be a power of 2, 2 or more: positions=" + positions);
    }
    interactions = List.copyOf(interactions);
    if (!hashed && !interactions.isEmpty()) {
      throw new IllegalArgumentException(
          "interactions must be of hashed features: interactions=" + interactions.size());
    }
    if (interactions.size() > MAX_INTERACTIONS) {
      throw new IllegalArgumentException(
          "there must be at most "
              + MAX_INTERACTIONS
              + " interactions: interactions="
              + interactions.size());
    }
    for (int i = 0; i < interactions.size(); i++) {
      if (interactions.subList(0, i).stream().anyMatch(interactions.get(i)::sameAs)) {
        throw new IllegalArgumentException(
            "an interaction must stand once: interaction=" + interactions.get(i).canonical());
      }
    }
  }

  /** Features without interactions. */
  public FeatureSpec(int positions, boolean hashed, boolean bias) {
    this(positions, hashed, bias, List.of());
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
    return new FeatureSpec(positions, hashed, true, interactions);
  }

  /** The same with these interactions. */
  public FeatureSpec with(List<Interaction> products) {
    return new FeatureSpec(positions, hashed, bias, products);
  }

  /** Length of the model's weight vector. */
  public int dimension() {
    return bias ? positions + 1 : positions;
  }

  /** One line of ASCII, equal for equal features. */
  public String canonical() {
    return (hashed ? "hashed " : "positions ")
        + positions
        + (bias ? " bias" : "")
        + interactions.stream().map(i -> CROSS + i.canonical()).collect(Collectors.joining());
  }

  /**
   * The features that a {@link #canonical} line tells.
   *
   * @throws IllegalArgumentException if it is not the canonical line of any
   */
  public static FeatureSpec parse(String canonical) {
    Matcher parts = CANONICAL.matcher(canonical);
    if (!parts.matches()) {
      throw refused(canonical);
    }
    FeatureSpec spec =
        new FeatureSpec(
            Integer.parseInt(parts.group(2)),
            parts.group(1).equals("hashed"),
            parts.group(3) != null,
            Stream.of(parts.group(4).split(CROSS)).skip(1).map(Interaction::parse).toList());
    if (!spec.canonical().equals(canonical)) {
      throw refused(canonical);
    }
    return spec;
  }

  private static IllegalArgumentException refused(String line) {
    return new IllegalArgumentException(
        "features must be told by their canonical line: features=" + line);
  }
}
