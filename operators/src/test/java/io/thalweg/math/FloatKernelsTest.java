package io.thalweg.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FloatKernelsTest {
  private static final int SHIFT = 3;

  static IntStream lengths() {
    return IntStream.concat(IntStream.range(0, 50), IntStream.of(100, 127, 128, 1000));
  }

  /** Rows, inputs, outputs: below, at and above every tile. */
  static Stream<Arguments> sizes() {
    int[] outputs = {1, 3, 4, 7, 8, 13, 16, 31, 32, 36, 47, 100};
    return IntStream.of(outputs)
        .boxed()
        .flatMap(
            m ->
                Stream.of(1, 2, 5, 20)
                    .flatMap(n -> Stream.of(1, 3, 4, 9).map(rows -> Arguments.of(rows, n, m))));
  }

  private static List<MatrixKernels> twins() {
    return List.of(new MatrixKernels.Scalar(), vector(), facade());
  }

  /** By name, as {@link FloatKernels} has it: tests are compiled without the incubating module. */
  private static MatrixKernels vector() {
    try {
      return Class.forName("io.thalweg.math.VectorMatrixKernels")
          .asSubclass(MatrixKernels.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the tests run with --add-modules=jdk.incubator.vector", e);
    }
  }

  private static MatrixKernels facade() {
    return new MatrixKernels() {
      @Override
      public float dot(float[] a, int aAt, float[] b, int bAt, int n) {
        return FloatKernels.dot(a, aAt, b, bAt, n);
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
        FloatKernels.multiply(x, xAt, stride, rows, inputs, w, wAt, outputs, z, zAt);
      }

      @Override
      public void addProduct(
          float[] w, int wAt, float factor, float[] x, int xAt, int inputs, float[] y, int m) {
        FloatKernels.addProduct(w, wAt, factor, x, xAt, inputs, y, m);
      }
    };
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void dotsFollowTheEightLanes(int n) {
    Lcg random = new Lcg(n);
    float[] a = random.dense(n + SHIFT).values();
    float[] b = random.dense(n + 1).values();
    float[] s = new float[8];
    for (int k = 0; k < n; k++) {
      s[k % 8] += a[SHIFT + k] * b[1 + k];
    }
    float expected = ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
    for (MatrixKernels kernels : twins()) {
      assertThat(kernels.dot(a, SHIFT, b, 1, n)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void productsAddUpTheInputsFromLeftToRight(int rows, int n, int m) {
    Lcg random = new Lcg(31L * rows + 7L * n + m);
    int stride = n + 2;
    float[] x = random.dense(SHIFT + rows * stride).values();
    float[] w = random.dense(SHIFT + n * m).values();
    // Half of the inputs are zero, of both signs, as behind a rectifier.
    for (int i = 0; i < x.length; i++) {
      x[i] = random.uniform() < 0.5 ? Math.copySign(0, x[i]) : x[i];
    }
    float[] expected = new float[rows * m];
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < m; j++) {
        float sum = 0;
        for (int i = 0; i < n; i++) {
          float product = x[SHIFT + r * stride + i] * w[SHIFT + i * m + j];
          sum += product;
        }
        expected[r * m + j] = sum;
      }
    }
    for (MatrixKernels kernels : twins()) {
      float[] z = random.dense(1 + rows * m).values();
      float before = z[0];
      kernels.multiply(x, SHIFT, stride, rows, n, w, SHIFT, m, z, 1);
      assertThat(z[0]).isEqualTo(before);
      assertBits(java.util.Arrays.copyOfRange(z, 1, z.length), expected);
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void addedProductsAreRoundedBeforeTheyAreAdded(int rows, int n, int m) {
    Lcg random = new Lcg(17L * rows + 5L * n + m);
    float factor = (float) random.symmetric();
    float[] x = random.dense(SHIFT + n).values();
    x[SHIFT] = 0;
    float[] y = random.dense(m).values();
    float[] w = random.dense(SHIFT + n * m + 2).values();
    w[SHIFT] = -0.0f;
    float[] expected = w.clone();
    for (int i = 0; i < n; i++) {
      float f = factor * x[SHIFT + i];
      for (int j = 0; j < m; j++) {
        float product = f * y[j];
        expected[SHIFT + i * m + j] += product;
      }
    }
    for (MatrixKernels kernels : twins()) {
      float[] actual = w.clone();
      kernels.addProduct(actual, SHIFT, factor, x, SHIFT, n, y, m);
      assertBits(actual, expected);
    }
  }

  private static void assertBits(float[] actual, float[] expected) {
    assertThat(bits(actual)).isEqualTo(bits(expected));
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }
}
