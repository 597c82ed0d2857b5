package io.thalweg.stream;

import java.io.Serializable;

/**
 * A quadratic interaction: every feature of one group times every feature of another, or of the
 * same, is a feature too. Two features make one, whichever way round they are found; a number that
 * is of both groups makes its square.
 */
public record Interaction(FeatureGroup first, FeatureGroup second) implements Serializable {
  private static final String BY = " by ";

  /** Whether it is of the same two groups. */
  boolean sameAs(Interaction other) {
    return equals(other) || (first.equals(other.second) && second.equals(other.first));
  }

  /** A few words that say it all. */
  String canonical() {
    return first.canonical() + BY + second.canonical();
  }

  /** The interaction that {@link #canonical} words tell. */
  static Interaction parse(String canonical) {
    String[] groups = canonical.split(BY, -1);
    return new Interaction(FeatureGroup.parse(groups[0]), FeatureGroup.parse(groups[1]));
  }
}
