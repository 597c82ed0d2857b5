package io.thalweg.math;

/** The dense kernels behind {@link Kernels}; whoever implements them gives the same bits. */
interface DenseKernels {
  /** See {@link Kernels#dot(double[], float[], int)}. */
  double dot(double[] a, float[] x, int n);

  /** See {@link Kernels#dot(float[], float[], int)}. */
  double dot(float[] a, float[] b, int n);

  /** Plain loops over eight variables, one per lane. */
  final class Scalar implements DenseKernels {
    @Override
    public double dot(double[] a, float[] x, int n) {
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      double s4 = 0;
      double s5 = 0;
      double s6 = 0;
      double s7 = 0;
      int k = 0;
      for (; k <= n - 8; k += 8) {
        s0 += a[k] * x[k];
        s1 += a[k + 1] * x[k + 1];
        s2 += a[k + 2] * x[k + 2];
        s3 += a[k + 3] * x[k + 3];
        s4 += a[k + 4] * x[k + 4];
        s5 += a[k + 5] * x[k + 5];
        s6 += a[k + 6] * x[k + 6];
        s7 += a[k + 7] * x[k + 7];
      }
      for (; k < n; k++) {
        double product = a[k] * x[k];
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
      return Kernels.tree(s0, s1, s2, s3, s4, s5, s6, s7);
    }

    @Override
    public double dot(float[] a, float[] b, int n) {
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      double s4 = 0;
      double s5 = 0;
      double s6 = 0;
      double s7 = 0;
      int k = 0;
      for (; k <= n - 8; k += 8) {
        s0 += (double) a[k] * b[k];
        s1 += (double) a[k + 1] * b[k + 1];
        s2 += (double) a[k + 2] * b[k + 2];
        s3 += (double) a[k + 3] * b[k + 3];
        s4 += (double) a[k + 4] * b[k + 4];
        s5 += (double) a[k + 5] * b[k + 5];
        s6 += (double) a[k + 6] * b[k + 6];
        s7 += (double) a[k + 7] * b[k + 7];
      }
      for (; k < n; k++) {
        double product = (double) a[k] * b[k];
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
      return Kernels.tree(s0, s1, s2, s3, s4, s5, s6, s7);
    }
  }
}
