package io.thalweg.bandit;

import java.util.Arrays;

/**
 * Online standardization of features, of which the transform in use is frozen: it changes only when
 * the number of examples seen reaches a power of two from {@value #FIRST} on. {@link #version}
 * counts the changes, and is part of the model that a decision names.
 *
 * <p>A value becomes (value − mean)/deviation, kept within ±{@value #LARGEST}. A value that has
 * been constant is not centred, since it may be the one that stands for the intercept: it becomes
 * ±1. Before the first transform, values only are kept within the bound. {@link #centers} are for
 * those who only take the mean away, and spare sparse values.
 *
 * <p>State: count, and per value the mean, the sum of squared differences (Welford), the shift and
 * the factor in use.
 */
public final class Standardizer {
  private static final int FIRST = 8;
  private static final float LARGEST = 8;

  /** Variances below this part of the squared mean are rounding. */
  private static final double RELATIVE_NOISE = 1e-12;

  private final double[] mean;
  private final double[] squares;
  private final float[] shift;
  private final float[] factor;
  private long count;
  private int version;

  private Standardizer(
      double[] mean, double[] squares, float[] shift, float[] factor, long count, int version) {
    this.mean = mean;
    this.squares = squares;
    this.shift = shift;
    this.factor = factor;
    this.count = count;
    this.version = version;
  }

  /** One that has seen nothing. */
  public static Standardizer create(int dimension) {
    float[] factor = new float[dimension];
    Arrays.fill(factor, 1);
    return new Standardizer(
        new double[dimension], new double[dimension], new float[dimension], factor, 0, 0);
  }

  /** One out of its parts, which it takes over. */
  public static Standardizer restored(
      double[] mean, double[] squares, float[] shift, float[] factor, long count, int version) {
    return new Standardizer(mean, squares, shift, factor, count, version);
  }

  /** Changes of the transform so far. */
  public int version() {
    return version;
  }

  /** Examples seen. */
  public long count() {
    return count;
  }

  /** Mean of each value; read only. */
  public double[] mean() {
    return mean;
  }

  /** Sum of squared differences from the mean, of each value; read only. */
  public double[] squares() {
    return squares;
  }

  /** What the transform in use subtracts; read only. */
  public float[] shift() {
    return shift;
  }

  /** What it then multiplies by; read only. */
  public float[] factor() {
    return factor;
  }

  /** Writes {@code n} values, a multiple of the dimension, in their transformed form. */
  void apply(float[] values, int at, int n, float[] into) {
    int dimension = shift.length;
    for (int row = 0; row < n; row += dimension) {
      for (int i = 0; i < dimension; i++) {
        float z = (values[at + row + i] - shift[i]) * factor[i];
        into[row + i] = Math.max(-LARGEST, Math.min(LARGEST, z));
      }
    }
  }

  /**
   * Writes what the transform in use would centre the values by: of each the mean, where it is not
   * below the deviation, else 0. A value that is 0 in more than half of the examples has a
   * deviation above its mean, whatever it is in the others: zeros of sparse features stay zeros.
   *
   * @param into float[dimension]
   */
  void centers(float[] into) {
    for (int i = 0; i < into.length; i++) {
      into[i] = Math.abs(shift[i] * factor[i]) >= 1 ? shift[i] : 0;
    }
  }

  /** Counts an example's values in. */
  void observe(float[] values, int at) {
    count++;
    for (int i = 0; i < mean.length; i++) {
      double difference = values[at + i] - mean[i];
      mean[i] += difference / count;
      squares[i] += difference * (values[at + i] - mean[i]);
    }
    if (count >= FIRST && Long.bitCount(count) == 1) {
      renew();
    }
  }

  private void renew() {
    version++;
    for (int i = 0; i < mean.length; i++) {
      double variance = squares[i] / count;
      double size = Math.abs(mean[i]);
      if (variance > RELATIVE_NOISE * size * size) {
        shift[i] = (float) mean[i];
        factor[i] = finite(1 / Math.sqrt(variance));
      } else {
        shift[i] = 0;
        factor[i] = size > 0 ? finite(1 / size) : 1;
      }
    }
  }

  /** The smallest floats have no inverse among floats, and infinity times 0 would be no number. */
  private static float finite(double factor) {
    return (float) Math.min(factor, Float.MAX_VALUE);
  }
}
