package io.thalweg.convex;

/**
 * The gradient of {@code rounds} rounds ago, one season, and 0 before there is one. Its state holds
 * that many gradients.
 *
 * @param rounds in [1, {@value #LONGEST}]; 1 is the last gradient
 */
public record LaggedGradient(int rounds) implements Hint {
  /** The longest lag. */
  public static final int LONGEST = 10_000;

  /** Checks the lag. */
  public LaggedGradient {
    if (rounds < 1 || rounds > LONGEST) {
      throw new IllegalArgumentException(
          "rounds must be in [1, " + LONGEST + "]: rounds=" + rounds);
    }
  }

  @Override
  public String canonical() {
    return Word.of("lag", rounds);
  }
}
