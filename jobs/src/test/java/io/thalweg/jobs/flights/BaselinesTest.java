package io.thalweg.jobs.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class BaselinesTest {
  private static final Offset<Double> EXACT = within(1e-12);
  private static final Duration DAY = Duration.ofDays(1);
  private static final long FRIDAY = Instant.parse("2001-02-16T10:00:00Z").toEpochMilli();

  @Test
  void theBaseRateCountsEachAirportByItself() {
    BaseRate baseRate = new BaseRate();

    assertThat(baseRate.predict(flight("SEA", "PHL", true))).isEqualTo(0.5);
    baseRate.learn(flight("SEA", "PHL", true));
    assertThat(baseRate.predict(flight("SEA", "PHL", true))).isEqualTo(1.5 / 2);
    baseRate.learn(flight("SEA", "PHL", false));
    baseRate.learn(flight("SEA", "PHL", false));
    assertThat(baseRate.predict(flight("SEA", "PHL", true))).isEqualTo(1.5 / 4);
    assertThat(baseRate.predict(flight("PHL", "SEA", true))).isEqualTo(0.5);
  }

  @Test
  void gradientDescentTakesTheStepsOfTheTextbook() {
    GradientDescent descent = new GradientDescent(10, 20); // step 1 / sqrt t

    descent.learn(flight("SEA", "PHL", true)); // five features of 1, slope -1/2
    assertThat(descent.predict(flight("SEA", "PHL", true))).isEqualTo(sigmoid(2.5), EXACT);

    double slope = sigmoid(2.0); // all but the destination are shared
    descent.learn(flight("SEA", "PDX", false));
    double step = 1 / Math.sqrt(2);
    assertThat(descent.predict(flight("SEA", "PDX", false)))
        .isEqualTo(sigmoid(4 * (0.5 - step * slope) - step * slope), EXACT);
    assertThat(descent.predict(flight("SEA", "PHL", false)))
        .isEqualTo(sigmoid(4 * (0.5 - step * slope) + 0.5), EXACT);
    assertThat(descent.predict(flight("PDX", "PHL", false))).isEqualTo(0.5);
  }

  @Test
  void gradientDescentStaysInItsBall() {
    GradientDescent descent = new GradientDescent(1, 2); // step 1: five weights of 1/2 are too long

    descent.learn(flight("SEA", "PHL", true));

    assertThat(descent.predict(flight("SEA", "PHL", true))).isEqualTo(sigmoid(Math.sqrt(5)), EXACT);
  }

  @Test
  void gradientDescentWantsPositiveConstants() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GradientDescent(0, 1))
        .withMessage("radius must be positive: radius=0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GradientDescent(1, Double.NaN))
        .withMessage("gradientBound must be positive: gradientBound=NaN");
  }

  @Test
  void everyForecastIsJudgedBeforeItsFlightIsLearned() {
    Baselines baselines = new Baselines(DAY, 2);

    baselines.accept(flight("SEA", "PHL", true));
    baselines.accept(flight("SEA", "PHL", false));
    baselines.accept(flight("PHL", "SEA", true));

    double ln2 = Math.log(2);
    assertThat(baselines.baseRate().mean("SEA")).isEqualTo((ln2 + Math.log(4)) / 2, EXACT);
    assertThat(baselines.baseRate().mean("PHL")).isEqualTo(ln2, EXACT);
    assertThat(baselines.baseRate().mean()).isEqualTo((2 * ln2 + Math.log(4)) / 3, EXACT);
    assertThat(baselines.lateShare("SEA")).isEqualTo(0.5);
    assertThat(baselines.lateShare("PHL")).isEqualTo(1.0);
    double weight = 0.5 * 4 / FlightExamples.NORM_BOUND;
    assertThat(baselines.gradientDescent().mean("SEA"))
        .isEqualTo((ln2 + Math.log1p(Math.exp(5 * weight))) / 2, EXACT);
  }

  /** The numbers of the packaged flights, to be compared with a learner's. */
  @Test
  void theBaselinesAreInOrderOnThePackagedFlights() throws IOException {
    Baselines baselines = new Baselines(DAY, 2);
    try (Flights flights = Flights.packaged()) {
      flights.forEachRemaining(baselines::accept);
    }

    assertThat(baselines.baseRate().events()).isEqualTo(195_852);
    assertThat(baselines.baseRate().models()).isEqualTo(223);
    assertThat(baselines.baseRate().mean()).isEqualTo(0.5930, within(5e-5));
    assertThat(baselines.gradientDescent().mean()).isEqualTo(0.5241, within(5e-5));
    for (Baselines.Tuned tuned : List.of(baselines.adaGrad(), baselines.ftrlProximal())) {
      assertThat(tuned.score().events()).isEqualTo(195_852);
      assertThat(tuned.score().mean()).isLessThan(baselines.gradientDescent().mean());
      // Neither end of the grid: it is wide enough.
      assertThat(tuned.rate()).isBetween(0.1, 1.0);
    }
    assertThat(baselines.baseRate().busiest(3)).containsExactly("ORD", "DFW", "ATL");
  }

  @Test
  void adaGradTakesTheStepsOfTheTextbook() {
    AdaGrad adaGrad = new AdaGrad(0.1);

    adaGrad.learn(flight("SEA", "PHL", true)); // five features of 1, slope -1/2: each by the rate
    assertThat(adaGrad.predict(flight("SEA", "PHL", true))).isEqualTo(sigmoid(0.5), EXACT);

    double slope = sigmoid(0.4);
    adaGrad.learn(flight("SEA", "PDX", false));
    double shared = 0.1 - 0.1 * slope / Math.sqrt(0.25 + slope * slope);
    assertThat(adaGrad.predict(flight("SEA", "PDX", false)))
        .isEqualTo(sigmoid(4 * shared - 0.1), EXACT);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AdaGrad(0))
        .withMessage("rate must be positive: rate=0.0");
  }

  @Test
  void ftrlProximalTakesTheStepsOfTheTextbook() {
    FtrlBaseline ftrl = new FtrlBaseline(0.5);

    ftrl.learn(flight("SEA", "PHL", true)); // z = -1/2 and n = 1/4 for each of five features
    double weight = 0.5 / ((1 + 0.5) / 0.5);
    assertThat(ftrl.predict(flight("SEA", "PHL", true))).isEqualTo(sigmoid(5 * weight), EXACT);
    assertThat(ftrl.predict(flight("PHL", "SEA", true))).isEqualTo(0.5);
  }

  private static Flight flight(String origin, String destination, boolean late) {
    return new Flight(0, FRIDAY, late ? 16 : 15, 1000, origin, destination);
  }

  private static double sigmoid(double margin) {
    return 1 / (1 + Math.exp(-margin));
  }
}
