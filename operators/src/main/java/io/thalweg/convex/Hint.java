package io.thalweg.convex;

/** The guess at the next gradient that optimism steps along before the gradient is known. */
public enum Hint {
  /** None: plain mirror descent with a self-tuned step. */
  ZERO("zero"),
  /** The last gradient, in the order in which the model learned. */
  LAST_GRADIENT("last-gradient");

  private final String word;

  Hint(String word) {
    this.word = word;
  }

  /** Its name in settings and in canonical specs. */
  public String canonical() {
    return word;
  }

  /**
   * The hint of a {@link #canonical} word.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Hint parse(String canonical) {
    for (Hint hint : values()) {
      if (hint.word.equals(canonical)) {
        return hint;
      }
    }
    throw new IllegalArgumentException("a hint must be zero or last-gradient: hint=" + canonical);
  }
}
