package io.thalweg.math;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The dense kernels with the Vector API: the eight lanes are two vectors of four doubles, whatever
 * the machine could do beyond. {@link Kernels} loads this class by name, and only where the module
 * jdk.incubator.vector is there.
 */
final class VectorKernels implements DenseKernels {
  // As constants of this class, never as arguments: a species unknown to the compiler costs
  // 30-fold.
  private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_256;
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_128;

  @Override
  public double dot(double[] a, float[] x, int n) {
    DoubleVector low = DoubleVector.zero(LANES);
    DoubleVector high = DoubleVector.zero(LANES);
    int k = 0;
    for (; k <= n - 8; k += 8) {
      low = low.add(DoubleVector.fromArray(LANES, a, k).mul(doubles(x, k)));
      high = high.add(DoubleVector.fromArray(LANES, a, k + 4).mul(doubles(x, k + 4)));
    }
    if (k <= n - 4) {
      low = low.add(DoubleVector.fromArray(LANES, a, k).mul(doubles(x, k)));
      k += 4;
    }
    double s0 = k < n ? a[k] * x[k] : 0;
    double s1 = k + 1 < n ? a[k + 1] * x[k + 1] : 0;
    double s2 = k + 2 < n ? a[k + 2] * x[k + 2] : 0;
    return sum(low, high, (k & 4) != 0, s0, s1, s2);
  }

  @Override
  public double dot(float[] a, float[] b, int n) {
    DoubleVector low = DoubleVector.zero(LANES);
    DoubleVector high = DoubleVector.zero(LANES);
    int k = 0;
    for (; k <= n - 8; k += 8) {
      low = low.add(doubles(a, k).mul(doubles(b, k)));
      high = high.add(doubles(a, k + 4).mul(doubles(b, k + 4)));
    }
    if (k <= n - 4) {
      low = low.add(doubles(a, k).mul(doubles(b, k)));
      k += 4;
    }
    double s0 = k < n ? (double) a[k] * b[k] : 0;
    double s1 = k + 1 < n ? (double) a[k + 1] * b[k + 1] : 0;
    double s2 = k + 2 < n ? (double) a[k + 2] * b[k + 2] : 0;
    return sum(low, high, (k & 4) != 0, s0, s1, s2);
  }

  private static DoubleVector doubles(float[] x, int k) {
    return (DoubleVector)
        FloatVector.fromArray(FLOATS, x, k).convertShape(VectorOperators.F2D, LANES, 0);
  }

  /**
   * The tree over both vectors, the three elements left over standing in lanes 0 to 2 or 4 to 6.
   */
  private static double sum(
      DoubleVector low, DoubleVector high, boolean inHigh, double s0, double s1, double s2) {
    double l0 = low.lane(0);
    double l1 = low.lane(1);
    double l2 = low.lane(2);
    double h0 = high.lane(0);
    double h1 = high.lane(1);
    double h2 = high.lane(2);
    double fours3 = low.lane(3) + high.lane(3);
    if (inHigh) {
      return ((l0 + (h0 + s0)) + (l2 + (h2 + s2))) + ((l1 + (h1 + s1)) + fours3);
    }
    return (((l0 + s0) + h0) + ((l2 + s2) + h2)) + (((l1 + s1) + h1) + fours3);
  }
}
