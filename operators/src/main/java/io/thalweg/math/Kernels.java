package io.thalweg.math;

/**
 * Sums and updates over dense arrays in the canonical order of eight lanes: lane {@code i} adds the
 * elements {@code i, i+8, i+16, …} from left to right, starting at +0.0, and the lanes are added as
 * {@code ((0+4)+(2+6)) + ((1+5)+(3+7))}. Products are rounded before they are added (no fused
 * multiply-add). Whoever keeps this order gets these bits, with whatever instructions.
 */
public final class Kernels {
  private Kernels() {}

  /** Adds eight lanes up in the canonical order. */
  public static double tree(
      double s0, double s1, double s2, double s3, double s4, double s5, double s6, double s7) {
    return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
  }

  /** Adds up eight lanes, double[8], in the canonical order. */
  public static double tree(double[] lanes) {
    return tree(lanes[0], lanes[1], lanes[2], lanes[3], lanes[4], lanes[5], lanes[6], lanes[7]);
  }

  /** ⟨a, x⟩ over the first {@code n} elements. */
  public static double dot(double[] a, float[] x, int n) {
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
    return tree(s0, s1, s2, s3, s4, s5, s6, s7);
  }

  /** ⟨a, b⟩ over the first {@code n} elements, products and sums in double. */
  public static double dot(float[] a, float[] b, int n) {
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
    return tree(s0, s1, s2, s3, s4, s5, s6, s7);
  }

  /** a ← a + factor · x over the first {@code n} elements. */
  public static void add(double[] a, double factor, float[] x, int n) {
    for (int k = 0; k < n; k++) {
      a[k] += factor * x[k];
    }
  }
}
