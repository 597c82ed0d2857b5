package io.thalweg.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.math.Lcg;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpertKernelsTest {
  private static final int ROWS = 12;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7, ROWS})
  void vectorsGiveTheBitsOfLoops(int n) {
    ExpertKernels vectors = ExpertKernels.fastest();
    ExpertKernels loops = new ExpertKernels.Scalar();
    assertThat(vectors)
        .as("the tests run with --add-modules=jdk.incubator.vector")
        .isNotInstanceOf(ExpertKernels.Scalar.class);
    double[] some = new double[8 * ROWS];
    double[] same = new double[8 * ROWS];
    Lcg random = new Lcg(n);
    int[] at = new int[n];
    double[] x = new double[n];
    Arrays.setAll(at, k -> 8 * ((5 * k) % ROWS));
    for (int t = 0; t < 50; t++) {
      for (int k = 0; k < n; k++) {
        x[k] = (float) (random.sign() * Math.pow(10, 8 * random.symmetric()));
      }
      double[] slopes = {random.symmetric(), random.symmetric(), random.symmetric(), 0};
      assertThat(fold(vectors, some, at, x, slopes)).isEqualTo(fold(loops, same, at, x, slopes));
      assertThat(some).isEqualTo(same);
    }
  }

  /** Margins and curvatures of the experts. */
  private static double[] fold(
      ExpertKernels kernels, double[] cells, int[] at, double[] x, double[] slopes) {
    int n = x.length;
    double[] keep = {0.9, 0.9, 0.9, 1};
    double[] squares = Arrays.stream(slopes).map(s -> s * s).toArray();
    squares[3] = 1;
    double[] reach = {0.3, 1.1, 7, 0};
    double[] guard = {0.1, 0.2, 5, 1};
    double[] moves = new double[4 * n];
    double[] told = new double[4];
    double[] ways = new double[4];
    kernels.margins(cells, at, x, n, told);
    ExpertKernels.settle(cells, at, x, n);
    kernels.prepare(cells, at, x, n, keep, squares, reach, guard, moves, ways);
    kernels.move(cells, at, n, moves, slopes);
    return new double[] {told[0], told[1], told[2], ways[0], ways[1], ways[2]};
  }
}
