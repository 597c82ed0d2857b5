package io.thalweg.math;

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

  /** Plain loops over eight variables: the lanes of a dot, or eight outputs of a product. */
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
      for (int r = 0; r < rows; r++) {
        row(x, xAt + r * stride, inputs, w, wAt, outputs, z, zAt + r * outputs);
      }
    }

    private static void row(
        float[] x, int xAt, int inputs, float[] w, int wAt, int outputs, float[] z, int zAt) {
      int j = 0;
      for (; j <= outputs - 8; j += 8) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        for (int i = 0, at = wAt + j; i < inputs; i++, at += outputs) {
          float xi = x[xAt + i];
          s0 += xi * w[at];
          s1 += xi * w[at + 1];
          s2 += xi * w[at + 2];
          s3 += xi * w[at + 3];
          s4 += xi * w[at + 4];
          s5 += xi * w[at + 5];
          s6 += xi * w[at + 6];
          s7 += xi * w[at + 7];
        }
        z[zAt + j] = s0;
        z[zAt + j + 1] = s1;
        z[zAt + j + 2] = s2;
        z[zAt + j + 3] = s3;
        z[zAt + j + 4] = s4;
        z[zAt + j + 5] = s5;
        z[zAt + j + 6] = s6;
        z[zAt + j + 7] = s7;
      }
      for (; j < outputs; j++) {
        float s = 0;
        for (int i = 0, at = wAt + j; i < inputs; i++, at += outputs) {
          s += x[xAt + i] * w[at];
        }
        z[zAt + j] = s;
      }
    }

    @Override
    public void addProduct(
        float[] w, int wAt, float factor, float[] x, int xAt, int inputs, float[] y, int outputs) {
      for (int i = 0; i < inputs; i++) {
        float f = factor * x[xAt + i];
        int at = wAt + i * outputs;
        for (int j = 0; j < outputs; j++) {
          w[at + j] += f * y[j];
        }
      }
    }
  }
}
