package io.thalweg.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CholeskyTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 13})
  void theFactorIsThatOfTheSum(int n) {
    Lcg random = new Lcg(n);
    Cholesky cholesky = new Cholesky(n);
    double[] factor = new double[cholesky.length()];
    cholesky.start(factor, 2);
    double[][] a = new double[n][n];
    for (int i = 0; i < n; i++) {
      a[i][i] = 2;
    }
    for (int round = 0; round < 50; round++) {
      double[] x = vector(random, n);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          a[i][j] += x[i] * x[j];
        }
      }
      cholesky.add(factor, x);
    }
    assertSolves(cholesky, factor, a, vector(random, n));
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 12})
  void manyUpdatesOfOneDirectionKeepEveryOtherOne(int n) {
    Lcg random = new Lcg(n);
    Cholesky cholesky = new Cholesky(n);
    double[] factor = new double[cholesky.length()];
    cholesky.start(factor, 1e-3);
    double[] direction = vector(random, n);
    double[][] a = new double[n][n];
    int rounds = 100_000;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        a[i][j] = rounds * direction[i] * direction[j] + (i == j ? 1e-3 : 0);
      }
    }
    for (int round = 0; round < rounds; round++) {
      cholesky.add(factor, direction.clone());
    }
    double[] across = vector(random, n);
    double along = 0;
    double square = 0;
    for (int i = 0; i < n; i++) {
      along += across[i] * direction[i];
      square += direction[i] * direction[i];
    }
    double norm = 0;
    for (int i = 0; i < n; i++) {
      across[i] -= along / square * direction[i];
      norm += across[i] * across[i];
    }
    double[] x = across.clone();
    cholesky.solveTransposed(factor, x);
    assertThat(squaredNorm(x)).isCloseTo(norm / 1e-3, within(1e-4 * norm / 1e-3));
  }

  private static void assertSolves(
      Cholesky cholesky, double[] factor, double[][] a, double[] right) {
    int n = right.length;
    double[] x = right.clone();
    cholesky.solveTransposed(factor, x);
    double width = squaredNorm(x);
    cholesky.solve(factor, x);
    double product = 0;
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += a[i][j] * x[j];
      }
      assertThat(sum).isCloseTo(right[i], within(1e-12));
      product += right[i] * x[i];
    }
    assertThat(width).isCloseTo(product, within(1e-12));
  }

  private static double[] vector(Lcg random, int n) {
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      // Some zeros: leading and inner ones are passed over.
      x[i] = random.uniform() < 0.3 ? 0 : random.symmetric();
    }
    return x;
  }

  private static double squaredNorm(double[] x) {
    double sum = 0;
    for (double v : x) {
      sum += v * v;
    }
    return sum;
  }
}
