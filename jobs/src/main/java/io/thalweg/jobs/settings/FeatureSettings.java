package io.thalweg.jobs.settings;

/** How the features of an event become the positions of a model. */
public sealed interface FeatureSettings {
  /** Whether a constant feature 1 is added behind all others. */
  boolean bias();

  /** Positions of the model, the bias among them. */
  int positions();

  /** Positions are given by the events: dense features of this length, or indices below it. */
  record Dimension(int dimension, boolean bias) implements FeatureSettings {
    public Dimension {
      OptimizeOptions.DIMENSION.check(dimension);
    }

    @Override
    public int positions() {
      return dimension + (bias ? 1 : 0);
    }
  }

  /** Names are hashed to 2^bits positions; indices must lie below that too. */
  record HashBits(int bits, boolean bias) implements FeatureSettings {
    public HashBits {
      OptimizeOptions.HASH_BITS.check(bits);
    }

    @Override
    public int positions() {
      return (1 << bits) + (bias ? 1 : 0);
    }
  }
}
