package io.thalweg.bandit;

/**
 * Every arm brings features of its own, of arm and context together: any number of arms per
 * request, and a new arm needs no new parameters.
 *
 * @param dimension values per arm, at least 1
 */
public record ArmFeatures(int dimension) implements Features {
  /** Checks the dimension. */
  public ArmFeatures {
    if (dimension < 1 || dimension > MOST_INPUTS) {
      throw new IllegalArgumentException(
          "dimension must be in [1, " + MOST_INPUTS + "]: dimension=" + dimension);
    }
  }

  @Override
  public int inputs() {
    return dimension;
  }

  @Override
  public String canonical() {
    return "arms(" + dimension + ")";
  }
}
