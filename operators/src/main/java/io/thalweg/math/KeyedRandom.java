package io.thalweg.math;

/**
 * Random numbers drawn by key, not in sequence: number i of a stream is a function of the seed, the
 * stream and i alone, so that no order of events, no parallelism and no restart can shift it. There
 * is no state to keep.
 *
 * <p>Number i is the finalizer of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom
 * Number Generators, OOPSLA 2014) over its key:
 *
 * <pre>
 *   bits(i) = mix( mix(seed + G·(stream + 1)) + G·(i + 1) ),   G = 0x9E3779B97F4A7C15
 * </pre>
 */
public final class KeyedRandom {
  private static final long G = 0x9E3779B97F4A7C15L;

  /** Uniform numbers in a sum of variance 1. */
  private static final int TERMS = 12;

  private final long key;

  /** The numbers of one stream; streams of one seed have nothing to do with each other. */
  public KeyedRandom(long seed, long stream) {
    this.key = mix(seed + G * (stream + 1));
  }

  /** Number i as 64 random bits. */
  public long bits(long i) {
    return mix(key + G * (i + 1));
  }

  /** Number i as a uniform one in [0, 1), a multiple of 2⁻⁵³. */
  public double uniform(long i) {
    return (bits(i) >>> 11) * 0x1p-53;
  }

  /** Number i as a uniform integer in [0, bound), up to a bias of bound · 2⁻⁵³. */
  public long below(long bound, long i) {
    return (long) (uniform(i) * bound);
  }

  /**
   * A bell-shaped number of mean 0 and variance 1: the sum of the uniform numbers 12·i to 12·i +
   * 11, less 6 (Irwin and Hall). Its bits need no logarithm; its tails end at ±6.
   */
  public double bell(long i) {
    double sum = uniform(TERMS * i);
    for (int k = 1; k < TERMS; k++) {
      sum += uniform(TERMS * i + k);
    }
    return sum - TERMS / 2;
  }

  /**
   * The signs 64·word to 64·word + 63 of a random vector of ±1: bit b stands for the sign 64·word +
   * b, 1 for +1. Vector {@code vector} of length n takes the numbers from vector · ⌈n/64⌉ on.
   */
  public long signs(long vector, int length, int word) {
    return bits(vector * ((length + 63) >>> 6) + word);
  }

  /** The key of another number, so that draws may be keyed by more than one thing. */
  public static long combine(long key, long other) {
    return mix(key + G * (other + 1));
  }

  /** The 64 bits that an id is drawn by; equal texts have equal keys, on every machine. */
  public static long key(CharSequence id) {
    long h = G;
    for (int i = 0; i < id.length(); i++) {
      h = combine(h, id.charAt(i));
    }
    return h;
  }

  private static long mix(long z) {
    long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
    return x ^ (x >>> 31);
  }
}
