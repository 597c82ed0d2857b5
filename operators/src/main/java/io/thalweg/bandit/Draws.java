package io.thalweg.bandit;

/**
 * The streams of {@link io.thalweg.math.KeyedRandom} that this package draws from. Those of an
 * agent's seed and those of a network's seed are numbered together, so that one seed can serve
 * both.
 */
final class Draws {
  /** Initial parameters, by their number. */
  static final int PARAMETERS = 3;

  /** Sign vectors of {@link Perturbation.Signs}. */
  static final int SIGNS = 4;

  /** Chosen arms, by decision. */
  static final int ACTIONS = 5;

  /** Replayed examples, by replay step. */
  static final int REPLAYED = 6;

  /** Places in a memory that samples, by example. */
  static final int KEPT = 7;

  /** Posterior samples, by decision. */
  static final int POSTERIOR = 8;

  private Draws() {}
}
