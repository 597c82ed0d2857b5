package io.thalweg.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelsTest {
  static IntStream lengths() {
    return IntStream.concat(IntStream.range(0, 50), IntStream.of(100, 127, 128, 8191, 8192));
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void sumsFollowTheEightLanes(int n) {
    Lcg random = new Lcg(n);
    float[] x = random.dense(n).values();
    float[] y = random.dense(n).values();
    double[] a = new double[n];
    double[] lanesOfDot = new double[8];
    double[] lanesOfFloats = new double[8];
    for (int k = 0; k < n; k++) {
      a[k] = 1e3 * random.symmetric();
      lanesOfDot[k % 8] += a[k] * x[k];
      lanesOfFloats[k % 8] += (double) x[k] * y[k];
    }
    assertThat(Kernels.dot(a, x, n)).isEqualTo(treeByDefinition(lanesOfDot));
    assertThat(Kernels.dot(x, y, n)).isEqualTo(treeByDefinition(lanesOfFloats));
    for (DenseKernels kernels : List.of(new DenseKernels.Scalar(), vector())) {
      assertThat(kernels.dot(a, x, n)).isEqualTo(treeByDefinition(lanesOfDot));
      assertThat(kernels.dot(x, y, n)).isEqualTo(treeByDefinition(lanesOfFloats));
    }
  }

  /** By name, as {@link Kernels} has it: the tests are compiled without the incubating module. */
  private static DenseKernels vector() {
    try {
      return Class.forName("io.thalweg.math.VectorKernels")
          .asSubclass(DenseKernels.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the tests run with --add-modules=jdk.incubator.vector", e);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 8, 21, 64, 1000})
  void addingRoundsTheProductFirst(int n) {
    Lcg random = new Lcg(n);
    float[] x = random.dense(n).values();
    double[] a = new double[n];
    double[] expected = new double[n];
    double factor = random.symmetric();
    for (int k = 0; k < n; k++) {
      a[k] = random.symmetric();
      double product = factor * x[k];
      expected[k] = a[k] + product;
    }
    Kernels.add(a, factor, x, n);
    assertThat(a).isEqualTo(expected);
  }

  private static double treeByDefinition(double[] s) {
    return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
  }
}
