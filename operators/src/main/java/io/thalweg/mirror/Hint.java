package io.thalweg.mirror;

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

  /** Its name in settings and in {@link LearnerSpec#canonical}. */
  public String canonical() {
    return word;
  }
}
