package io.thalweg.math;

/**
 * Sums and updates over dense arrays in the canonical order of eight lanes: lane {@code i} adds the
 * elements {@code i, i+8, i+16, …} from left to right, starting at +0.0, and the lanes are added as
 * {@code ((0+4)+(2+6)) + ((1+5)+(3+7))}. Products are rounded before they are added (no fused
 * multiply-add). Whoever keeps this order gets these bits, with whatever instructions.
 */
public final class Kernels {
  private static final DenseKernels DENSE =
      VectorTwin.orElse(DenseKernels.class, "VectorKernels", new DenseKernels.Scalar());

  private Kernels() {}

  /** Adds eight lanes up in the canonical order. */
  public static double tree(
      double s0, double s1, double s2, double s3, double s4, double s5, double s6, double s7) {
    return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
  }

  /** Adds up eight lanes, double[8], in the canonical order. */
  public static double tree(double[] lanes) {
    return tree(lanes, 0);
  }

  /** Adds up the eight lanes that begin at {@code from}, in the canonical order. */
  public static double tree(double[] lanes, int from) {
    return tree(
        lanes[from],
        lanes[from + 1],
        lanes[from + 2],
        lanes[from + 3],
        lanes[from + 4],
        lanes[from + 5],
        lanes[from + 6],
        lanes[from + 7]);
  }

  /** ⟨a, x⟩ over the first {@code n} elements. */
  public static double dot(double[] a, float[] x, int n) {
    return DENSE.dot(a, x, n);
  }

  /** ⟨a, b⟩ over the first {@code n} elements, products and sums in double. */
  public static double dot(float[] a, float[] b, int n) {
    return DENSE.dot(a, b, n);
  }

  /** a ← a + factor · x over the first {@code n} elements. */
  public static void add(double[] a, double factor, float[] x, int n) {
    for (int k = 0; k < n; k++) {
      a[k] += factor * x[k];
    }
  }
}
