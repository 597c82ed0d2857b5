package io.thalweg.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelsTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7, 8, 9, 15, 16, 17, 31, 32, 33, 100, 127, 128, 8191, 8192})
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
