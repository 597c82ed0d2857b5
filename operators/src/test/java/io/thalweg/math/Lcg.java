package io.thalweg.math;

/** Knuth's MMIX generator: the random stream of every test, the same on every machine. */
public final class Lcg {
  private long state;

  public Lcg(long seed) {
    this.state = seed;
  }

  /** Uniform in [0, 1). */
  public double uniform() {
    state = state * 6364136223846793005L + 1442695040888963407L;
    return (state >>> 11) * 0x1p-53;
  }

  /** Uniform in [−1, 1). */
  public double symmetric() {
    return 2 * uniform() - 1;
  }

  /** −1 or 1. */
  public double sign() {
    return uniform() < 0.5 ? 1 : -1;
  }

  /** Uniform in [0, bound). */
  public int below(int bound) {
    return (int) (bound * uniform());
  }

  /** A sparse vector of {@code size} distinct positions below {@code dimension}, values in ±1. */
  public FeatureVector sparse(int size, int dimension) {
    int[] indices = new int[size];
    float[] values = new float[size];
    int needed = size;
    // Selection sampling keeps the positions ascending and distinct.
    for (int i = 0; needed > 0; i++) {
      if (uniform() * (dimension - i) < needed) {
        indices[size - needed] = i;
        values[size - needed] = (float) symmetric();
        needed--;
      }
    }
    return new FeatureVector().sparse(indices, values, size);
  }

  /** A dense vector of values in ±1. */
  public FeatureVector dense(int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) symmetric();
    }
    return new FeatureVector().dense(values, size);
  }
}
