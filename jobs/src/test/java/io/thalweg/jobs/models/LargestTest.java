package io.thalweg.jobs.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LargestTest {
  @Test
  void theLargestInSizeAreKeptInOrderAndTheLowerPositionOfEqualOnes() {
    Largest largest = new Largest(4);
    double[] values = {1, -3, 2, 3, 0.5, -2, 2};
    for (int k = 0; k < values.length; k++) {
      largest.add(k, values[k]);
    }

    assertThat(largest.descending())
        .containsExactly(
            new Largest.Entry(1, -3),
            new Largest.Entry(3, 3),
            new Largest.Entry(2, 2),
            new Largest.Entry(5, -2));
  }

  @Test
  void theOrderOfAddingDoesNotMatter() {
    int[] order = IntStream.range(0, 50).toArray();
    SplittableRandom random = new SplittableRandom(3);
    Largest forward = new Largest(7);
    Largest shuffled = new Largest(7);
    for (int k : order) {
      forward.add(k, k % 5 - 2);
    }
    for (int k = 49; k > 0; k--) {
      int j = random.nextInt(k + 1);
      int swapped = order[k];
      order[k] = order[j];
      order[j] = swapped;
    }
    for (int k : order) {
      shuffled.add(k, k % 5 - 2);
    }

    assertThat(shuffled.descending()).isEqualTo(forward.descending()).hasSize(7);
  }

  @Test
  void noneAreKeptOfNone() {
    Largest none = new Largest(0);
    none.add(1, 1);

    assertThat(none.descending()).isEmpty();
  }
}
