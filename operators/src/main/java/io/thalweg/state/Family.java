package io.thalweg.state;

/** The families of learners, each with the number that stands for it in a model's header. */
public enum Family {
  /** Linear models of the mirror descent learners. */
  MIRROR(1),

  /** Contextual bandits. */
  BANDIT(2);

  private final byte number;

  Family(int number) {
    this.number = (byte) number;
  }

  byte number() {
    return number;
  }

  static Family of(byte number) {
    for (Family family : values()) {
      if (family.number == number) {
        return family;
      }
    }
    throw new ModelFormatException("model family must be a known one: family=" + number);
  }
}
