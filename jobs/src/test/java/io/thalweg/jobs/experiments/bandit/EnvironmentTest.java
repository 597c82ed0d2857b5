package io.thalweg.jobs.experiments.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentTest {
  private static final double[] FIRST_MEANS = {
    0.5968770888908259, 0.9463060130258908, 0.7970379161210042, 0.446005304467294
  };

  /** Sums over the first thousand rounds, from another implementation. */
  @ParameterizedTest
  @CsvSource({"QUADRATIC, 2162.0243153743677, 2170", "CLEAN, 3000, 3000"})
  void roundsAreTheGoldenOnes(Environment.Kind kind, double sumOfMeans, int sumOfLosses) {
    Environment environment = new Environment(kind, 2024, 5, 4);
    double[] means = new double[4];
    double sum = 0;
    int losses = 0;
    for (int t = 0; t < 1000; t++) {
      environment.means(t, means);
      for (int a = 0; a < 4; a++) {
        sum += means[a];
        losses += (int) environment.loss(t, a, means[a]);
      }
    }
    assertThat(sum).isCloseTo(sumOfMeans, within(1e-9));
    assertThat(losses).isEqualTo(sumOfLosses);
  }

  @Test
  void theFirstRoundIsTheGoldenOne() {
    Environment environment = new Environment(Environment.Kind.QUADRATIC, 2024, 5, 4);
    double[] means = new double[4];
    environment.means(0, means);
    assertThat(means).containsExactly(FIRST_MEANS, within(1e-15));
    float[] context = new float[5];
    environment.context(0, context);
    assertThat(context[0]).isEqualTo((float) (2 * -0.04465658809755115));
    assertThat(context[4]).isEqualTo(1);
  }
}
