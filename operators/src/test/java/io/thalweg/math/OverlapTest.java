package io.thalweg.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverlapTest {
  private final Overlap overlap = new Overlap();

  @ParameterizedTest
  @CsvSource({
    "0, 0, 10",
    "1, 0, 10",
    "0, 1, 10",
    "1, 1, 1",
    "20, 20, 30",
    "20, 20, 262144",
    "64, 64, 100",
    "65, 64, 100",
    "64, 65, 100",
    "3, 500, 600",
    "500, 3, 600",
    "400, 400, 500"
  })
  void sparseVectorsMeetWhereTheirPositionsDo(int others, int size, int dimension) {
    Lcg random = new Lcg(others + size);
    for (int repeat = 0; repeat < 50; repeat++) {
      check(random.sparse(others, dimension), random.sparse(size, dimension), dimension);
    }
  }

  @Test
  void mixedFormsMeetToo() {
    Lcg random = new Lcg(4);
    for (int repeat = 0; repeat < 50; repeat++) {
      check(random.dense(30), random.sparse(7, 30), 30);
      check(random.sparse(7, 30), random.dense(30), 30);
      check(random.dense(30), random.dense(30), 30);
    }
  }

  @Test
  void positionsThatCollideInTheTableAreKeptApart() {
    int size = 60;
    int[] multiples = new int[size];
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      multiples[i] = i << 20;
      values[i] = i + 1;
    }
    FeatureVector x = new FeatureVector().sparse(multiples, values, size);
    float[] shifted = Arrays.copyOf(values, size);
    int[] others = Arrays.stream(multiples).map(i -> i + (1 << 19)).toArray();
    others[0] = 0;
    FeatureVector other = new FeatureVector().sparse(others, shifted, size);
    check(x, x, Integer.MAX_VALUE);
    check(other, x, Integer.MAX_VALUE);
  }

  private void check(FeatureVector other, FeatureVector x, int dimension) {
    float[] aligned = overlap.align(other, x);
    for (int k = 0; k < x.size(); k++) {
      float expected = 0;
      for (int j = 0; j < other.size(); j++) {
        if (other.index(j) == x.index(k)) {
          expected = other.values()[j];
        }
      }
      assertThat(aligned[k])
          .as("element %d of %s beside %s in %d dimensions", k, x, other, dimension)
          .isEqualTo(expected);
    }
  }
}
