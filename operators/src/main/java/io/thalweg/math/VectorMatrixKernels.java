package io.thalweg.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The matrix kernels with the Vector API. Tiles of outputs stay in registers while the inputs pass
 * by; every output still has a sum of its own, so that the width of a tile changes no bit. {@link
 * FloatKernels} loads this class by name, and only where the module jdk.incubator.vector is there.
 *
 * <p>No method holds more than four sums. Each operation on a sum costs the compiler checks of its
 * class; from the hundredth check of a method on (PerMethodTrapLimit) it calls instead of inlining,
 * and makes an object of every vector. Nor are there short methods: it would inline them into one
 * that is too long.
 */
final class VectorMatrixKernels implements MatrixKernels {
  // A constant of this class, never an argument, and the only species that is added or stored: one
  // unknown to the compiler, or another one in its profile, makes an object of every vector.
  private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;

  @Override
  public float dot(float[] a, int aAt, float[] b, int bAt, int n) {
    FloatVector lanes = FloatVector.zero(EIGHT);
    int k = 0;
    for (; k <= n - 8; k += 8) {
      lanes =
          lanes.add(
              FloatVector.fromArray(EIGHT, a, aAt + k)
                  .mul(FloatVector.fromArray(EIGHT, b, bAt + k)));
    }
    float s0 = lanes.lane(0);
    float s1 = lanes.lane(1);
    float s2 = lanes.lane(2);
    float s3 = lanes.lane(3);
    float s4 = lanes.lane(4);
    float s5 = lanes.lane(5);
    float s6 = lanes.lane(6);
    float s7 = lanes.lane(7);
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
    return MatrixKernels.tree(s0, s1, s2, s3, s4, s5, s6, s7);
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
    int fours = rows & ~3;
    for (int r = 0; r < fours; r += 4) {
      fourRows(x, xAt + r * stride, stride, inputs, w, wAt, outputs, z, zAt + r * outputs);
    }
    int tiled = outputs & ~7;
    for (int r = tiled < outputs ? 0 : fours; r < rows; r++) {
      int first = r < fours ? tiled : 0;
      oneRow(x, xAt + r * stride, inputs, w, wAt, outputs, z, zAt + r * outputs, first);
    }
  }

  /** The outputs that fill tiles of eight; each weight is loaded once for four rows. */
  private static void fourRows(
      float[] x,
      int x0,
      int stride,
      int inputs,
      float[] w,
      int wAt,
      int outputs,
      float[] z,
      int zAt) {
    int x1 = x0 + stride;
    int x2 = x1 + stride;
    int x3 = x2 + stride;
    for (int j = 0; j <= outputs - 8; j += 8) {
      FloatVector s0 = FloatVector.zero(EIGHT);
      FloatVector s1 = s0;
      FloatVector s2 = s0;
      FloatVector s3 = s0;
      for (int i = 0, at = wAt + j; i < inputs; i++, at += outputs) {
        FloatVector weights = FloatVector.fromArray(EIGHT, w, at);
        s0 = s0.add(weights.mul(FloatVector.broadcast(EIGHT, x[x0 + i])));
        s1 = s1.add(weights.mul(FloatVector.broadcast(EIGHT, x[x1 + i])));
        s2 = s2.add(weights.mul(FloatVector.broadcast(EIGHT, x[x2 + i])));
        s3 = s3.add(weights.mul(FloatVector.broadcast(EIGHT, x[x3 + i])));
      }
      s0.intoArray(z, zAt + j);
      s1.intoArray(z, zAt + j + outputs);
      s2.intoArray(z, zAt + j + 2 * outputs);
      s3.intoArray(z, zAt + j + 3 * outputs);
    }
  }

  /** The outputs from {@code first} on. */
  private static void oneRow(
      float[] x,
      int xAt,
      int inputs,
      float[] w,
      int wAt,
      int outputs,
      float[] z,
      int zAt,
      int first) {
    int j = first;
    for (; j <= outputs - 32; j += 32) {
      FloatVector s0 = FloatVector.zero(EIGHT);
      FloatVector s1 = s0;
      FloatVector s2 = s0;
      FloatVector s3 = s0;
      for (int i = 0, at = wAt + j; i < inputs; i++, at += outputs) {
        FloatVector a = FloatVector.broadcast(EIGHT, x[xAt + i]);
        s0 = s0.add(FloatVector.fromArray(EIGHT, w, at).mul(a));
        s1 = s1.add(FloatVector.fromArray(EIGHT, w, at + 8).mul(a));
        s2 = s2.add(FloatVector.fromArray(EIGHT, w, at + 16).mul(a));
        s3 = s3.add(FloatVector.fromArray(EIGHT, w, at + 24).mul(a));
      }
      s0.intoArray(z, zAt + j);
      s1.intoArray(z, zAt + j + 8);
      s2.intoArray(z, zAt + j + 16);
      s3.intoArray(z, zAt + j + 24);
    }
    for (; j <= outputs - 8; j += 8) {
      FloatVector s = FloatVector.zero(EIGHT);
      for (int i = 0, at = wAt + j; i < inputs; i++, at += outputs) {
        s = s.add(FloatVector.fromArray(EIGHT, w, at).mul(x[xAt + i]));
      }
      s.intoArray(z, zAt + j);
    }
    if (j <= outputs - 4) {
      float s0 = 0;
      float s1 = 0;
      float s2 = 0;
      float s3 = 0;
      for (int i = 0, at = wAt + j; i < inputs; i++, at += outputs) {
        float a = x[xAt + i];
        s0 += w[at] * a;
        s1 += w[at + 1] * a;
        s2 += w[at + 2] * a;
        s3 += w[at + 3] * a;
      }
      z[zAt + j] = s0;
      z[zAt + j + 1] = s1;
      z[zAt + j + 2] = s2;
      z[zAt + j + 3] = s3;
      j += 4;
    }
    for (; j < outputs; j++) {
      float s = 0;
      for (int i = 0, at = wAt + j; i < inputs; i++, at += outputs) {
        s += w[at] * x[xAt + i];
      }
      z[zAt + j] = s;
    }
  }

  @Override
  public void addProduct(
      float[] w, int wAt, float factor, float[] x, int xAt, int inputs, float[] y, int outputs) {
    int j = 0;
    for (; j <= outputs - 32; j += 32) {
      FloatVector y0 = FloatVector.fromArray(EIGHT, y, j);
      FloatVector y1 = FloatVector.fromArray(EIGHT, y, j + 8);
      FloatVector y2 = FloatVector.fromArray(EIGHT, y, j + 16);
      FloatVector y3 = FloatVector.fromArray(EIGHT, y, j + 24);
      for (int i = 0, at = wAt + j; i < inputs; i++, at += outputs) {
        FloatVector f = FloatVector.broadcast(EIGHT, factor * x[xAt + i]);
        FloatVector.fromArray(EIGHT, w, at).add(y0.mul(f)).intoArray(w, at);
        FloatVector.fromArray(EIGHT, w, at + 8).add(y1.mul(f)).intoArray(w, at + 8);
        FloatVector.fromArray(EIGHT, w, at + 16).add(y2.mul(f)).intoArray(w, at + 16);
        FloatVector.fromArray(EIGHT, w, at + 24).add(y3.mul(f)).intoArray(w, at + 24);
      }
    }
    for (; j <= outputs - 8; j += 8) {
      FloatVector y0 = FloatVector.fromArray(EIGHT, y, j);
      for (int i = 0, at = wAt + j; i < inputs; i++, at += outputs) {
        FloatVector.fromArray(EIGHT, w, at).add(y0.mul(factor * x[xAt + i])).intoArray(w, at);
      }
    }
    int rest = outputs - j;
    for (int i = 0, at = wAt + j; i < inputs && rest > 0; i++, at += outputs) {
      float f = factor * x[xAt + i];
      for (int k = 0; k < rest; k++) {
        w[at + k] += y[j + k] * f;
      }
    }
  }
}
