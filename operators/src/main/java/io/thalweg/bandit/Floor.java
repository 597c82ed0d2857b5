package io.thalweg.bandit;

import io.thalweg.convex.Word;
import java.io.Serializable;
import java.util.Arrays;

/**
 * What gives every arm a least probability ε/K, so that importance weights stay below K/ε.
 *
 * @param epsilon ε, in [0, 1]; 0 with {@link Kind#NONE} alone
 */
public record Floor(Kind kind, double epsilon) implements Serializable {
  /** No floor. */
  public static final Floor NONE = new Floor(Kind.NONE, 0);

  /** How the least probability comes about. */
  public enum Kind {
    /** Not at all. */
    NONE,
    /** p ← (1 − ε)·p + ε/K. */
    MIX,
    /** p ← the nearest distribution, in Euclidean distance, all of whose elements are ≥ ε/K. */
    PROJECTION
  }

  /** Checks that ε fits the kind. */
  public Floor {
    boolean fits = kind == Kind.NONE ? epsilon == 0 : epsilon > 0 && epsilon <= 1;
    if (!fits) {
      throw new IllegalArgumentException(
          "epsilon must be in (0, 1], and 0 without a floor: epsilon="
              + epsilon
              + ", floor="
              + kind);
    }
    epsilon = kind == Kind.NONE ? 0 : epsilon;
  }

  /** (1 − ε)·p + ε/K. */
  public static Floor mix(double epsilon) {
    return new Floor(Kind.MIX, epsilon);
  }

  /** The nearest distribution of elements ≥ ε/K. */
  public static Floor projection(double epsilon) {
    return new Floor(Kind.PROJECTION, epsilon);
  }

  /** The least probability of one of {@code arms} arms. */
  public double least(int arms) {
    return epsilon / arms;
  }

  /**
   * Lifts the probabilities of {@code arms} arms; O(K) to mix, O(K log K) to project.
   *
   * @param scratch double[≥ arms], overwritten
   */
  public void lift(double[] p, int arms, double[] scratch) {
    switch (kind) {
      case NONE -> {}
      case MIX -> mix(p, arms);
      case PROJECTION -> project(p, arms, scratch);
    }
  }

  private void mix(double[] p, int arms) {
    for (int a = 0; a < arms; a++) {
      p[a] = (1 - epsilon) * p[a] + epsilon / arms;
    }
  }

  /** What lies above the floor is projected on the simplex of what the floor leaves. */
  private void project(double[] p, int arms, double[] sorted) {
    if (epsilon == 1) {
      Pmf.uniform(p, arms);
      return;
    }
    double least = least(arms);
    System.arraycopy(p, 0, sorted, 0, arms);
    Arrays.sort(sorted, 0, arms);
    double sum = 0;
    double threshold = 0;
    for (int i = 0; i < arms; i++) {
      double largest = sorted[arms - 1 - i];
      sum += largest;
      double t = ((arms - i - 1) * least + sum - 1) / (i + 1);
      if (largest > t + least) {
        threshold = t;
      }
    }
    for (int a = 0; a < arms; a++) {
      p[a] = Math.max(p[a] - threshold, least);
    }
  }

  /** One word that says it all, the same for ever. */
  public String canonical() {
    return switch (kind) {
      case NONE -> "none";
      case MIX -> "mix(" + Double.toHexString(epsilon) + ")";
      case PROJECTION -> "projection(" + Double.toHexString(epsilon) + ")";
    };
  }

  /**
   * The floor of a {@link #canonical} word.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Floor parse(String canonical) {
    Word word = Word.parse(canonical);
    if (word.is("none")) {
      return NONE;
    }
    if (word.is("mix", 1)) {
      return mix(word.number(0));
    }
    if (word.is("projection", 1)) {
      return projection(word.number(0));
    }
    throw new IllegalArgumentException(
        "a floor must be none, mix or projection: floor=" + canonical);
  }
}
