package io.thalweg.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.math.ChiSquare;
import io.thalweg.math.KeyedRandom;
import io.thalweg.math.Lcg;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DistributionsTest {
  private static final double[] LOSSES = Golden.numbers(Golden.distributions().path("losses"));
  private static final int ARMS = LOSSES.length;

  private static double[] weighed(GapWeighting weighting, double[] losses, double gamma) {
    double[] p = new double[losses.length];
    weighting.fill(losses, losses.length, gamma, p);
    return p;
  }

  private static double[] lifted(Floor floor, double[] p) {
    double[] lifted = p.clone();
    floor.lift(lifted, p.length, new double[p.length]);
    return lifted;
  }

  @Test
  void probabilitiesAreTheGoldenOnes() {
    for (JsonNode golden : Golden.distributions().path("cases")) {
      double gamma = golden.path("gamma").asDouble();
      double[] reweighted = weighed(GapWeighting.REWEIGHTED, LOSSES, gamma);
      assertThat(weighed(GapWeighting.INVERSE, LOSSES, gamma))
          .containsExactly(Golden.numbers(golden.path("inverse")), within(Golden.TOLERANCE));
      assertThat(reweighted)
          .containsExactly(Golden.numbers(golden.path("reweighted")), within(Golden.TOLERANCE));
      assertThat(lifted(Floor.mix(0.05), reweighted))
          .containsExactly(Golden.numbers(golden.path("mix")), within(Golden.TOLERANCE));
      assertThat(lifted(Floor.projection(0.05), reweighted))
          .containsExactly(Golden.numbers(golden.path("projection")), within(Golden.TOLERANCE));
    }
  }

  @Test
  void drawsAreTheGoldenOnes() {
    KeyedRandom random = new KeyedRandom(42, 5);
    double[] inverse = weighed(GapWeighting.INVERSE, LOSSES, 100);
    double[] reweighted = weighed(GapWeighting.REWEIGHTED, LOSSES, 100);
    for (int t = 0; t < 20; t++) {
      double u = random.uniform(t);
      assertThat(Pmf.draw(inverse, ARMS, u))
          .isEqualTo(Golden.distributions().path("drawnInverse").get(t).asInt());
      assertThat(Pmf.draw(reweighted, ARMS, u))
          .isEqualTo(Golden.distributions().path("drawnReweighted").get(t).asInt());
    }
  }

  @ParameterizedTest
  @EnumSource(GapWeighting.class)
  void anyLossesGiveADistributionThatLovesTheBestArm(GapWeighting weighting) {
    Lcg random = new Lcg(1);
    for (int round = 0; round < 2000; round++) {
      int arms = 1 + random.below(40);
      double[] losses = new double[arms];
      double scale = Math.pow(10, 3 * random.symmetric());
      for (int a = 0; a < arms; a++) {
        losses[a] = random.uniform() < 0.2 ? 0 : scale * random.symmetric();
      }
      double gamma = round % 10 == 0 ? 0 : Math.pow(10, 12 * random.uniform());
      double[] p = weighed(weighting, losses, gamma);
      assertThat(Pmf.isValid(p, arms)).isTrue();
      int best = Pmf.best(losses, arms);
      for (int a = 0; a < arms; a++) {
        assertThat(p[a]).isLessThanOrEqualTo((a == best ? 1 : 1.0 / arms) * (1 + 1e-12));
      }
      assertThat(p[best]).isGreaterThanOrEqualTo(1.0 / arms - 1e-12);
      for (Floor floor : new Floor[] {Floor.mix(0.1), Floor.projection(0.1), Floor.mix(1)}) {
        double[] lifted = lifted(floor, p);
        assertThat(Pmf.isValid(lifted, arms)).isTrue();
        for (double probability : lifted) {
          assertThat(probability).isGreaterThanOrEqualTo(floor.least(arms) * (1 - 1e-12));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(GapWeighting.class)
  void theOrderOfArmsDoesNotMatter(GapWeighting weighting) {
    Lcg random = new Lcg(2);
    int[] order = {3, 0, 4, 2, 1};
    for (int round = 0; round < 200; round++) {
      double[] losses = losses(random, ARMS);
      double[] shuffled = new double[ARMS];
      for (int a = 0; a < ARMS; a++) {
        shuffled[a] = losses[order[a]];
      }
      double[] p = weighed(weighting, losses, 50);
      double[] q = weighed(weighting, shuffled, 50);
      for (int a = 0; a < ARMS; a++) {
        assertThat(q[a]).isCloseTo(p[order[a]], within(1e-15));
      }
    }
  }

  @Test
  void reweightedGapsAreInverseGapsOfALargerGamma() {
    // γ/ŷ for γ: the smaller the least loss, the greedier.
    double least = LOSSES[Pmf.best(LOSSES, ARMS)];
    assertThat(weighed(GapWeighting.REWEIGHTED, LOSSES, 30))
        .containsExactly(
            weighed(GapWeighting.INVERSE, LOSSES, 30 / least), within(Golden.TOLERANCE));
  }

  @Test
  void predictedLossesOfZeroOrLessDoNotBreakReweightedGaps() {
    double[] p = weighed(GapWeighting.REWEIGHTED, new double[] {0, -3, 0.5, 0}, 10);
    assertThat(p).containsExactly(new double[] {0.25, 0.25, 0, 0.25}, within(0.25));
    assertThat(p[0]).isEqualTo(p[3]);
    assertThat(Pmf.isValid(p, 4)).isTrue();
  }

  /** Foster, Rakhlin 2020: Σ p·(h − h* − γ/4·(ŷ − h)²) ≤ 2K/γ whatever the true losses h are. */
  @Test
  void inverseGapsKeepTheirInequality() {
    Lcg random = new Lcg(3);
    double worst = 0;
    for (int round = 0; round < 50_000; round++) {
      int arms = 2 + random.below(6);
      double scale = Math.pow(10, -2 * random.uniform());
      double[] predicted = losses(random, arms, scale);
      double[] real = near(predicted, random, scale);
      double gamma = Math.pow(10, 3 * random.uniform());
      double[] p = weighed(GapWeighting.INVERSE, predicted, gamma);
      double left = 0;
      for (int a = 0; a < arms; a++) {
        double error = predicted[a] - real[a];
        left += p[a] * (real[a] - least(real) - gamma / 4 * error * error);
      }
      worst = Math.max(worst, left * gamma / arms);
    }
    assertThat(worst).isBetween(0.5, 2.0);
  }

  /** Foster, Krishnamurthy 2021: Σ p·(h − h*) ≤ 5K/γ·Σ p·h + 7γ·Σ p·(ŷ − h)²/(ŷ + h), γ ≥ 2K. */
  @Test
  void reweightedGapsKeepTheirInequality() {
    Lcg random = new Lcg(4);
    for (int round = 0; round < 50_000; round++) {
      int arms = 2 + random.below(6);
      double scale = Math.pow(10, -2 * random.uniform());
      double[] predicted = losses(random, arms, scale);
      for (int a = 0; a < arms; a++) {
        predicted[a] = Math.max(predicted[a], 1e-6);
      }
      double[] real = near(predicted, random, scale);
      double gamma = 2 * arms * Math.pow(10, 2.5 * random.uniform());
      double[] p = weighed(GapWeighting.REWEIGHTED, predicted, gamma);
      double left = 0;
      double right = 0;
      for (int a = 0; a < arms; a++) {
        double error = predicted[a] - real[a];
        left += p[a] * (real[a] - least(real));
        right += p[a] * 5 * arms / gamma * real[a];
        right += p[a] * 7 * gamma * error * error / (predicted[a] + real[a]);
      }
      assertThat(left).isLessThanOrEqualTo(right + 1e-12);
    }
  }

  @Test
  void aProjectionIsTheNearestDistributionAboveTheFloor() {
    Lcg random = new Lcg(5);
    for (int round = 0; round < 200; round++) {
      int arms = 2 + random.below(5);
      double[] p = weighed(GapWeighting.INVERSE, losses(random, arms), 1e3);
      Floor floor = Floor.projection(random.uniform() * 0.9 + 0.05);
      double[] nearest = lifted(floor, p);
      assertThat(lifted(floor, nearest)).containsExactly(nearest, within(1e-12));
      double distance = distance(p, nearest);
      for (int other = 0; other < 50; other++) {
        double[] candidate = lifted(Floor.mix(floor.epsilon()), point(random, arms));
        assertThat(distance(p, candidate)).isGreaterThanOrEqualTo(distance - 1e-12);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Draw.class)
  void drawsFollowTheProbabilities(Draw draw) {
    double[] p = lifted(Floor.mix(0.1), weighed(GapWeighting.INVERSE, LOSSES, 30));
    int n = 40_000;
    int[] counts = new int[ARMS];
    int[] arms = {0, 1, 2, 3, 4};
    KeyedRandom random = new KeyedRandom(6, 5);
    Arms request = new Arms().rows(new float[ARMS], 1, ARMS);
    for (int decision = 0; decision < n; decision++) {
      counts[draw.arm(p, arms, ARMS, request, random, decision)]++;
    }
    double chiSquare = 0;
    for (int a = 0; a < ARMS; a++) {
      double expected = n * p[a];
      chiSquare += (counts[a] - expected) * (counts[a] - expected) / expected;
    }
    assertThat(chiSquare).isLessThan(ChiSquare.bound(ARMS - 1, 1e-6));
  }

  @Test
  void aRaceDoesNotDependOnTheOrderOfArms() {
    double[] p = weighed(GapWeighting.INVERSE, LOSSES, 10);
    double[] reversed = new double[ARMS];
    for (int a = 0; a < ARMS; a++) {
      reversed[a] = p[ARMS - 1 - a];
    }
    int[] arms = {0, 1, 2, 3, 4};
    KeyedRandom random = new KeyedRandom(7, 5);
    Arms request = new Arms().rows(new float[ARMS], 1, ARMS).keys(new long[] {9, 8, 7, 6, 5});
    Arms mirrored = new Arms().rows(new float[ARMS], 1, ARMS).keys(new long[] {5, 6, 7, 8, 9});
    for (int decision = 0; decision < 500; decision++) {
      assertThat(Draw.RACE.arm(reversed, arms, ARMS, mirrored, random, decision))
          .isEqualTo(ARMS - 1 - Draw.RACE.arm(p, arms, ARMS, request, random, decision));
    }
  }

  @Test
  void aRaceMindsASmallChangeLessThanTheCumulatedProbabilities() {
    Lcg lcg = new Lcg(8);
    int arms = 8;
    int[] numbers = {0, 1, 2, 3, 4, 5, 6, 7};
    double[] p = weighed(GapWeighting.INVERSE, losses(lcg, arms), 3);
    double[] q = p.clone();
    q[0] += 0.03;
    q[7] -= 0.03;
    assertThat(Pmf.isValid(q, arms)).isTrue();
    KeyedRandom random = new KeyedRandom(9, 5);
    Arms request = new Arms().rows(new float[arms], 1, arms);
    int n = 20_000;
    int race = 0;
    int cumulative = 0;
    for (int t = 0; t < n; t++) {
      race += moved(Draw.RACE, p, q, numbers, request, random, t);
      cumulative += moved(Draw.CUMULATIVE, p, q, numbers, request, random, t);
    }
    // The race moves with probability at most 2·TV/(1+TV); five standard errors above it.
    double most = 2 * 0.03 / 1.03;
    assertThat((double) race / n).isLessThan(most + 5 * Math.sqrt(most / n));
    assertThat(cumulative).isGreaterThan(2 * race);
  }

  private static int moved(
      Draw draw,
      double[] p,
      double[] q,
      int[] arms,
      Arms request,
      KeyedRandom random,
      long decision) {
    int before = draw.arm(p, arms, arms.length, request, random, decision);
    return before == draw.arm(q, arms, arms.length, request, random, decision) ? 0 : 1;
  }

  @Test
  void anArmOfProbabilityZeroIsNeverDrawn() {
    double[] p = {0, 0.5, 0, 0.5, 0};
    assertThat(Pmf.draw(p, ARMS, 0)).isEqualTo(1);
    assertThat(Pmf.draw(p, ARMS, Math.nextDown(0.5))).isEqualTo(1);
    assertThat(Pmf.draw(p, ARMS, 0.5)).isEqualTo(3);
    // Sums may round to less than the number drawn.
    assertThat(Pmf.draw(new double[] {0, 1 - 1e-10, 0}, 3, Math.nextDown(1.0))).isEqualTo(1);
  }

  @Test
  void arrangementsThatAreNoDistributionAreRefused() {
    assertThat(Pmf.isValid(new double[] {0.5, 0.5}, 2)).isTrue();
    assertThat(Pmf.isValid(new double[] {0.5, 0.5 + 2e-9}, 2)).isFalse();
    assertThat(Pmf.isValid(new double[] {1.5, -0.5}, 2)).isFalse();
    assertThat(Pmf.isValid(new double[] {Double.NaN, 1}, 2)).isFalse();
    assertThat(Pmf.isValid(new double[] {Double.POSITIVE_INFINITY, 0}, 2)).isFalse();
  }

  @Test
  void armsThatTieForTheLeastShare() {
    double[] p = new double[4];
    Pmf.least(new double[] {2, 1, 3, 1}, 4, p);
    assertThat(p).containsExactly(0, 0.5, 0, 0.5);
  }

  /** The marginal probabilities of thinning, by drawing the other arms and weighing what is in. */
  @ParameterizedTest
  @EnumSource(GapWeighting.class)
  void thinnedProbabilitiesAreTheAverageOverTheArmsDrawn(GapWeighting weighting) {
    int arms = 7;
    int best = 2;
    int others = 2;
    double[] losses = {0.5, 0.2, 0.9, 0.3, 0.45, 0.3, 0.8};
    double gamma = 12;
    double[] sum = new double[arms];
    int[] rest = {0, 2, 4, 5, 6};
    int pairs = 0;
    for (int i = 0; i < rest.length; i++) {
      for (int j = i + 1; j < rest.length; j++) {
        // 3 and 5 tie for the second place, and 3 is the first of them.
        int[] in = {1, 3, rest[i], rest[j]};
        double[] part = new double[in.length];
        for (int k = 0; k < in.length; k++) {
          part[k] = losses[in[k]];
        }
        double[] p = weighed(weighting, part, gamma);
        for (int k = 0; k < in.length; k++) {
          sum[in[k]] += p[k];
        }
        pairs++;
      }
    }
    double[] thinned = new double[arms];
    new Thinning(best, others).fill(weighting, losses, arms, gamma, new double[arms], thinned);
    for (int a = 0; a < arms; a++) {
      assertThat(thinned[a]).isCloseTo(sum[a] / pairs, within(1e-12));
    }
  }

  @Test
  void thinningBoundsWhatManyArmsCost() {
    int arms = 10_000;
    double[] losses = losses(new Lcg(10), arms);
    losses[17] = -0.2;
    double[] p = new double[arms];
    new Thinning(20, 10).fill(GapWeighting.INVERSE, losses, arms, 1000, new double[arms], p);
    assertThat(Pmf.isValid(p, arms)).isTrue();
    assertThat(p[17]).isGreaterThan(0.8);
    assertThat(Arrays.stream(p).min().orElseThrow()).isPositive();
    assertThat(weighed(GapWeighting.INVERSE, losses, 1000)[17]).isLessThan(0.2);
  }

  @Test
  void fewArmsAreNotThinned() {
    double[] p = new double[ARMS];
    new Thinning(3, 2).fill(GapWeighting.INVERSE, LOSSES, ARMS, 10, new double[ARMS], p);
    assertThat(p).isEqualTo(weighed(GapWeighting.INVERSE, LOSSES, 10));
    Thinning.NONE.fill(GapWeighting.INVERSE, LOSSES, ARMS, 10, new double[ARMS], p);
    assertThat(p).isEqualTo(weighed(GapWeighting.INVERSE, LOSSES, 10));
  }

  private static double[] losses(Lcg random, int arms) {
    return losses(random, arms, 1);
  }

  private static double[] losses(Lcg random, int arms, double scale) {
    double[] losses = new double[arms];
    for (int a = 0; a < arms; a++) {
      losses[a] = scale * random.uniform();
    }
    return losses;
  }

  private static double[] near(double[] predicted, Lcg random, double scale) {
    double[] real = new double[predicted.length];
    double noise = scale * Math.pow(10, -2 * random.uniform());
    for (int a = 0; a < real.length; a++) {
      real[a] = Math.max(0, Math.min(1, predicted[a] + noise * random.symmetric()));
    }
    return real;
  }

  private static double[] point(Lcg random, int arms) {
    double[] p = losses(random, arms);
    double sum = Arrays.stream(p).sum();
    return Arrays.stream(p).map(x -> x / sum).toArray();
  }

  private static double least(double[] values) {
    return values[Pmf.best(values, values.length)];
  }

  private static double distance(double[] a, double[] b) {
    double square = 0;
    for (int i = 0; i < a.length; i++) {
      square += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(square);
  }
}
