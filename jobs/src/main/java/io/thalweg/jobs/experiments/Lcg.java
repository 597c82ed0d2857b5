package io.thalweg.jobs.experiments;

/** Knuth's MMIX generator: a stream of random numbers that every language draws alike. */
public final class Lcg {
  private long state;

  /** The stream of a seed. */
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

  /** Uniform in [−1, 1)^d. */
  public double[] symmetric(int d) {
    double[] v = new double[d];
    for (int i = 0; i < d; i++) {
      v[i] = symmetric();
    }
    return v;
  }

  /** −1 or 1. */
  public double sign() {
    return uniform() < 0.5 ? 1 : -1;
  }
}
