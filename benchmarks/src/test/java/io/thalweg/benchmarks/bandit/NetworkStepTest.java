package io.thalweg.benchmarks.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NetworkStepTest {
  /** A step of 0.01 that went wrong would part them by some hundredths. */
  @Test
  void allTakeTheSameSteps() {
    Shape shape = new Shape(7, 3, 20);
    Requests requests = new Requests(shape.dimension(), shape.arms());
    NetworkStep ours = NetworkStep.of("ours", shape);
    NetworkStep netlib = NetworkStep.of("netlib", shape);
    NetworkStep ejml = NetworkStep.of("ejml", shape);
    float first = 0;
    float last = 0;
    for (int t = 0; t < 500; t++) {
      int i = t % 2;
      float[] rows = requests.rows[i];
      float output = ours.step(rows, i, 0.01f);
      assertThat(netlib.step(rows, i, 0.01f)).isCloseTo(output, within(1e-4f));
      assertThat(ejml.step(rows, i, 0.01f)).isCloseTo(output, within(1e-4f));
      first = t == 1 ? output : first;
      last = i == 1 ? output : last;
    }
    assertThat(last).as("learned").isCloseTo(1, within(Math.abs(first - 1)));
  }
}
