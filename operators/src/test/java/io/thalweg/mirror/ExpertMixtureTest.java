package io.thalweg.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.thalweg.math.Lcg;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpertMixtureTest {
  private static final int EXPERTS = 3;
  private static final int ROUNDS = 20_000;
  private static final double FOR_EVER = 1e15;

  private final double[] numbers = new double[ExpertMixture.numbers(EXPERTS) + 1];

  private ExpertMixture mixture(double memory) {
    ExpertMixture mixture = new ExpertMixture(EXPERTS, memory, 1);
    mixture.start(numbers);
    return mixture;
  }

  /**
   * With v_t = Σ P·(gains)² and rates η_t = min(1/E, C·√(ln K / V)) of the rounds before, a round's
   * loss exceeds its mix loss by at most φ(2)·η_t·v_t, φ(x) = (e^x − 1 − x)/x², if no gain is above
   * 2E, and by the gain itself if one is, which doubles E and comes to 2E in all. The sum of
   * η_t·v_t is at most (1 + √2)·C·√(V·ln K) over rounds with v_t ≤ V, and at most 2/(1 − 1/√2)·√V
   * over those that more than double V. With ln K / η, the regret is at most what is computed here.
   */
  private double regretBound() {
    double v = numbers[1];
    double e = numbers[2];
    double lnK = Math.log(EXPERTS);
    double c = Math.sqrt(2 * (Math.sqrt(2) - 1) / (Math.E - 2));
    double phi = (Math.exp(2) - 3) / 4;
    double sums =
        (1 + Math.sqrt(2)) * c * Math.sqrt(v * lnK) + 2 / (1 - Math.sqrt(0.5)) * Math.sqrt(v);
    return e * lnK + Math.sqrt(v * lnK) / c + phi * sums + 2 * e;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void itsRegretIsWithinTheBoundOnStreamsMadeToHurt(int stream) {
    Lcg random = new Lcg(stream);
    IntFunction<double[]> margins =
        t ->
            switch (stream) {
              case 0 -> new double[] {random.symmetric(), random.symmetric(), 0};
              case 1 -> new double[] {t % 2, 1 - t % 2, 0.5};
              case 2 -> new double[] {1, -1, Math.pow(2, t % 40)};
              case 3 -> new double[] {t < ROUNDS / 2 ? 1 : -1, t < ROUNDS / 2 ? -1 : 1, 0};
              default -> new double[] {0, 1e-9 * random.sign(), 1e9 * random.sign()};
            };
    ExpertMixture mixture = mixture(FOR_EVER);
    double[] sums = new double[EXPERTS];
    double own = 0;
    for (int t = 0; t < ROUNDS; t++) {
      double[] each = margins.apply(t);
      double mixed = mixture.mixed(numbers, each);
      // The adversary knows the mixture: it makes what is played cost most.
      double slope = stream == 3 ? 1 : mixed >= 0 ? 1 : -1;
      own += slope * mixed;
      for (int k = 0; k < EXPERTS; k++) {
        sums[k] += slope * each[k];
      }
      mixture.judge(numbers, each, mixed, slope, 0);
      double best = Math.min(sums[0], Math.min(sums[1], sums[2]));
      assertThat(own - best).isLessThanOrEqualTo(regretBound());
    }
  }

  @Test
  void theBetterExpertGetsTheShare() {
    ExpertMixture mixture = mixture(FOR_EVER);
    Lcg random = new Lcg(1);
    for (int t = 0; t < 500; t++) {
      double target = random.symmetric();
      double[] margins = {target + 0.5 * random.symmetric(), target, -target};
      double mixed = mixture.mixed(numbers, margins);
      mixture.judge(numbers, margins, mixed, mixed - target, 1);
    }
    assertThat(mixture.shares(numbers).get(1)).isGreaterThan(0.9);
    assertThat(mixture.shares(numbers).stream().mapToDouble(s -> s).sum())
        .isCloseTo(1, within(1e-15));
  }

  @Test
  void aShortMemoryFollowsTheBestExpertOfTheDay() {
    assertThat(shareOfTheLateBest(100)).isGreaterThan(0.9);
    assertThat(shareOfTheLateBest(FOR_EVER)).isLessThan(0.1);
  }

  private double shareOfTheLateBest(double memory) {
    Arrays.fill(numbers, 0);
    ExpertMixture mixture = mixture(memory);
    for (int t = 0; t < 5_500; t++) {
      double[] margins = {t < 5_000 ? 0 : 1, 1, t < 5_000 ? 1 : 0};
      mixture.judge(numbers, margins, mixture.mixed(numbers, margins), 1, 1);
    }
    return mixture.shares(numbers).get(2);
  }

  /** Of experts that differ by rounding, none is the better one. */
  @Test
  void differencesOfRoundingSayNothing() {
    ExpertMixture mixture = mixture(FOR_EVER);
    double[] margins = {0.1 + 0.2, 0.3, 0.3 - 1e-16};
    mixture.judge(numbers, margins, mixture.mixed(numbers, margins), 1, 1);
    assertThat(mixture.shares(numbers)).containsOnly(1.0 / EXPERTS);
  }

  @Test
  void lossesTimesAPowerOfTwoChangeNoShare() {
    ExpertMixture mixture = new ExpertMixture(EXPERTS, 100, 0);
    double[] some = new double[ExpertMixture.numbers(EXPERTS)];
    double[] scaled = some.clone();
    mixture.start(some);
    mixture.start(scaled);
    Lcg random = new Lcg(8);
    for (int t = 0; t < 300; t++) {
      double[] margins = {random.symmetric(), random.symmetric(), random.symmetric()};
      double slope = random.symmetric();
      double mixed = mixture.mixed(some, margins);
      mixture.judge(some, margins, mixed, slope, 1);
      mixture.judge(scaled, margins, mixed, 1024 * slope, 1);
      assertThat(mixture.shares(scaled)).isEqualTo(mixture.shares(some));
    }
  }
}
