package io.thalweg.math;

import java.util.Arrays;

/**
 * Products of float matrices and vectors, in an order of additions that never changes.
 *
 * <p>A matrix is stored input-major: the weights of input i to all outputs lie side by side. Each
 * output has a sum of its own, that starts at +0.0 and meets the inputs from left to right; the
 * lanes are outputs, and a block of inputs is one stretch of memory. {@link #dot} sums by the eight
 * lanes of {@link Kernels}, in floats. Products are rounded before they are added. So loops and
 * vector instructions of any width give the same bits.
 */
public final class FloatKernels {
  private static final MatrixKernels MATRIX =
      VectorTwin.orElse(MatrixKernels.class, "VectorMatrixKernels", new MatrixKernels.Scalar());

  private FloatKernels() {}

  /** ⟨a, b⟩ over {@code n} elements from {@code aAt} and {@code bAt} on, in eight lanes. */
  public static float dot(float[] a, int aAt, float[] b, int bAt, int n) {
    return MATRIX.dot(a, aAt, b, bAt, n);
  }

  /**
   * Z ← X·W, float[rows × outputs] from {@code zAt} on; {@code rows · inputs · outputs}
   * multiplications.
   *
   * @param x float[inputs] for each row r, from {@code xAt + r · stride} on
   * @param w float[inputs × outputs], input-major, from {@code wAt} on
   */
  public static void multiply(
      float[] x,
      int xAt,
      int stride,
      int rows,
      int inputs,
      float[] w,
      int wAt,
      int outputs,
      float[] z,
      int zAt) {
    MATRIX.multiply(x, xAt, stride, rows, inputs, w, wAt, outputs, z, zAt);
  }

  /**
   * W ← W + factor · x·yᵀ.
   *
   * @param w float[inputs × outputs], input-major, from {@code wAt} on
   * @param x float[inputs] from {@code xAt} on
   * @param y float[outputs]
   */
  public static void addProduct(
      float[] w, int wAt, float factor, float[] x, int xAt, int inputs, float[] y, int outputs) {
    MATRIX.addProduct(w, wAt, factor, x, xAt, inputs, y, outputs);
  }

  /**
   * |a − b|² over the elements from {@code from} to before {@code to}, in doubles and eight lanes.
   *
   * @param lanes double[8], overwritten
   */
  public static double squaredDistance(float[] a, float[] b, int from, int to, double[] lanes) {
    Arrays.fill(lanes, 0);
    for (int k = from; k < to; k++) {
      double difference = (double) a[k] - b[k];
      lanes[(k - from) & 7] += difference * difference;
    }
    return Kernels.tree(lanes);
  }
}
