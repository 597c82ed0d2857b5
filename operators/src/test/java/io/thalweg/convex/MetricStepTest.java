package io.thalweg.convex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.math.Lcg;
import org.junit.jupiter.api.Test;

class MetricStepTest {
  /** A factor and a point behind it, as {@link MetricStep} takes them. */
  private static double[] state(double[] packed, double[] center) {
    double[] state = new double[packed.length + center.length];
    Textbook.factor(center.length, packed, state);
    System.arraycopy(center, 0, state, packed.length, center.length);
    return state;
  }

  @Test
  void theProjectionInAMetricIsTheGoldenOne() {
    JsonNode golden = Golden.named("projections");
    Cholesky cholesky = new Cholesky(3);
    double[] state = state(new double[] {2, 0.5, 0, 1, 0.25, 0.5}, new double[] {1, 1, 1});
    double[] x = new double[3];
    double multiplier = new MetricStep(cholesky, 1, 3).minimize(state, 0, 6, new double[3], 0, x);
    assertThat(Golden.difference(x, golden.get("Hball_R1_of_ones"))).isLessThan(Golden.TOLERANCE);
    assertThat(Golden.difference(new double[] {multiplier}, golden.get("Hball_mu")))
        .isLessThan(Golden.TOLERANCE);
  }

  /** ⟨H(y − x), z − x⟩ ≤ 0 for the free minimum y and every z of the ball. */
  @Test
  void theWayBackMakesAnObtuseAngleInTheMetric() {
    Lcg random = new Lcg(7);
    int d = 4;
    Cholesky cholesky = new Cholesky(d);
    int constrained = 0;
    for (int k = 0; k < 200; k++) {
      double[] factor = new double[cholesky.length() + d];
      cholesky.scaledIdentity(factor, 0, 0.05);
      for (int j = 0; j < d; j++) {
        cholesky.update(factor, 0, Streams.uniform(d, random));
      }
      double[] y = Streams.times(3, Streams.uniform(d, random));
      System.arraycopy(y, 0, factor, cholesky.length(), d);
      double radius = 0.2 + random.uniform();
      double[] x = new double[d];
      MetricStep step = new MetricStep(cholesky, radius, d);
      double multiplier = step.minimize(factor, 0, cholesky.length(), new double[d], 0, x);
      assertThat(Streams.norm(x)).isLessThanOrEqualTo(radius * (1 + 1e-13));
      assertThat(multiplier).isNotNegative();
      constrained += multiplier > 0 ? 1 : 0;
      double[] pull = new double[d];
      cholesky.multiply(factor, 0, Streams.minus(y, x), pull);
      for (int j = 0; j < 20; j++) {
        double[] z = Streams.times(3, Streams.uniform(d, random));
        Projection.onto(new Ball(radius), d).project(z);
        assertThat(Streams.dot(pull, Streams.minus(z, x))).isLessThanOrEqualTo(1e-10);
      }
    }
    assertThat(constrained).isGreaterThan(100);
  }

  @Test
  void aFreeStepIsNewtons() {
    Cholesky cholesky = new Cholesky(2);
    double[] state = state(new double[] {2, 1, 3}, new double[] {0.5, -0.25});
    double[] x = new double[2];
    double multiplier =
        new MetricStep(cholesky, 9, 2).minimize(state, 0, 3, new double[] {3, 4}, 0, x);
    // (2 1; 1 3)·(1, 1) = (3, 4).
    assertThat(multiplier).isZero();
    assertThat(x[0]).isCloseTo(-0.5, within(1e-15));
    assertThat(x[1]).isCloseTo(-1.25, within(1e-15));
  }

  @Test
  void aFactorGrownByManyRotationsIsThatOfTheSum() {
    Lcg random = new Lcg(3);
    int d = 20;
    Cholesky cholesky = new Cholesky(d);
    double[] grown = new double[cholesky.length()];
    cholesky.scaledIdentity(grown, 0, 0.5);
    double[] sum = new double[cholesky.length()];
    int rounds = 5000;
    for (int t = 0; t < rounds; t++) {
      double[] w = Streams.uniform(d, random);
      w[t % d] = 0;
      int at = 0;
      for (int j = 0; j < d; j++) {
        for (int i = j; i < d; i++, at++) {
          sum[at] += w[i] * w[j] + (t == 0 && i == j ? 0.5 : 0);
        }
      }
      cholesky.update(grown, 0, w);
    }
    double[] factored = new double[cholesky.length()];
    Textbook.factor(d, sum, factored);
    for (int k = 0; k < sum.length; k++) {
      // Elements of about √(rounds/3) at most, each rounded in each of the rounds.
      double allowed = rounds * 0x1p-53 * Math.sqrt(rounds / 3.0) * 4;
      assertThat(grown[k]).isCloseTo(factored[k], within(allowed));
    }
  }

  @Test
  void aFactorSolvesWhatItMultiplies() {
    Lcg random = new Lcg(4);
    int d = 13;
    Cholesky cholesky = new Cholesky(d);
    double[] factor = new double[cholesky.length() + 2];
    cholesky.scaledIdentity(factor, 2, 1);
    for (int t = 0; t < 40; t++) {
      cholesky.update(factor, 2, Streams.uniform(d, random));
    }
    double[] x = Streams.uniform(d, random);
    double[] b = new double[d];
    cholesky.multiply(factor, 2, x, b);
    cholesky.solveLower(factor, 2, b);
    cholesky.solveUpper(factor, 2, b);
    assertThat(Streams.norm(Streams.minus(b, x))).isLessThan(1e-13);
  }
}
