package io.thalweg.math;

import java.util.Arrays;

/** The kernels behind {@link FloatKernels}; whoever implements them gives the same bits. */
interface MatrixKernels {
  /** See {@link FloatKernels#dot}. */
  float dot(float[] a, int aAt, float[] b, int bAt, int n);

  /** See {@link FloatKernels#multiply}. */
  void multiply(
      float[] x,
      int xAt,
      int stride,
      int rows,
      int inputs,
      float[] w,
      int wAt,
      int outputs,
      float[] z,
      int zAt);

  /** See {@link FloatKernels#addProduct}. */
  void addProduct(
      float[] w, int wAt, float factor, float[] x, int xAt, int inputs, float[] y, int outputs);

  /** Adds eight lanes up in the canonical order. */
  static float tree(
      float s0, float s1, float s2, float s3, float s4, float s5, float s6, float s7) {
    return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
  }

  /** Plain loops: one variable per lane of a dot; rows that the compiler vectorizes by itself. */
  final class Scalar implements MatrixKernels {
    @Override
    public float dot(float[] a, int aAt, float[] b, int bAt, int n) {
      float s0 = 0;
      float s1 = 0;
      float s2 = 0;
      float s3 = 0;
      float s4 = 0;
      float s5 = 0;
      float s6 = 0;
      float s7 = 0;
      int k = 0;
      for (; k <= n - 8; k += 8) {
        int i = aAt + k;
        int j = bAt + k;
        s0 += a[i] * b[j];
        s1 += a[i + 1] * b[j + 1];
        s2 += a[i + 2] * b[j + 2];
        s3 += a[i + 3] * b[j + 3];
        s4 += a[i + 4] * b[j + 4];
        s5 += a[i + 5] * b[j + 5];
        s6 += a[i + 6] * b[j + 6];
        s7 += a[i + 7] * b[j + 7];
      }
      for (; k < n; k++) {
        float product = a[aAt + k] * b[bAt + k];
        switch (k & 7) {
          case 0 -> s0 += product;
          case 1 -> s1 += product;
          case 2 -> s2 += product;
          case 3 -> s3 += product;
          case 4 -> s4 += product;
          case 5 -> s5 += product;
          default -> s6 += product;
        }
      }
      return tree(s0, s1, s2, s3, s4, s5, s6, s7);
    }

    @Override
    public void multiply(
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
      Arrays.fill(z, zAt, zAt + rows * outputs, 0);
      for (int r = 0; r < rows; r++) {
        for (int i = 0; i < inputs; i++) {
          float xi = x[xAt + r * stride + i];
          if (xi != 0) {
            add(z, zAt + r * outputs, xi, w, wAt + i * outputs, outputs);
          }
        }
      }
    }

    @Override
    public void addProduct(
        float[] w, int wAt, float factor, float[] x, int xAt, int inputs, float[] y, int outputs) {
      for (int i = 0; i < inputs; i++) {
        add(w, wAt + i * outputs, factor * x[xAt + i], y, 0, outputs);
      }
    }

    private static void add(float[] a, int aAt, float factor, float[] x, int xAt, int n) {
      for (int j = 0; j < n; j++) {
        a[aAt + j] += factor * x[xAt + j];
      }
    }
  }
}
