package io.thalweg.jobs.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.thalweg.Action;
import io.thalweg.DecisionRequest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PromisesTest {
  @Test
  void aKeptPromiseCostsItsCaution() {
    assertThat(Promises.loss("within-0", 0)).isZero();
    assertThat(Promises.loss("within-0", -20)).isZero();
    assertThat(Promises.loss("within-15", 15)).isEqualTo(0.125);
    assertThat(Promises.loss("within-60", -5)).isEqualTo(0.5);
  }

  @Test
  void aBrokenPromiseCostsAHalfAndTheMinutesBeyond() {
    assertThat(Promises.loss("within-0", 12)).isEqualTo(0.6);
    assertThat(Promises.loss("within-15", 45)).isEqualTo(0.75);
    assertThat(Promises.loss("within-60", 61)).isEqualTo(0.5 + 1 / 120.0);
    assertThat(Promises.loss("within-30", 90)).isEqualTo(1.0);
    assertThat(Promises.loss("within-30", 1000)).isEqualTo(1.0);
  }

  @Test
  void anUnknownPromiseIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Promises.loss("within-7", 0))
        .withMessage("promise must be one of the six: promise=within-7");
  }

  @Test
  void aRequestOffersAllSixAndKnowsTheCluesAlone() {
    Flight flight = new Flight(17, 982_108_800_000L, 33, 954, "SEA", "SFO");
    DecisionRequest request = Promises.request(flight, Map.of("distance", 0.954));

    assertThat(request.getModel()).isEqualTo("promises");
    assertThat(request.getId()).isEqualTo("f-17");
    assertThat(request.getActions())
        .extracting(Action::getId)
        .containsExactly(
            "within-0", "within-5", "within-15", "within-30", "within-45", "within-60");
    assertThat(FlightClues.NAMES).startsWith("day", "distance").hasSize(12).doesNotHaveDuplicates();
    assertThat(request.getShared().getDense())
        .startsWith(0f, 0.954f)
        .hasSize(12)
        .endsWith(new Float[] {0f});
  }

  @Test
  void everyPolicyIsJudgedOnTheSameFlights() {
    PromiseScore score = new PromiseScore(Duration.ofHours(1));
    score.add(0, "within-15", 10);
    score.add(60_000, "within-0", 45);

    assertThat(score.flights()).isEqualTo(2);
    assertThat(score.mean()).isEqualTo((0.125 + 0.875) / 2);
    // Always 45: kept twice at 0.375; always 15: 0.125 and 0.75; always 60: 0.5 twice.
    assertThat(score.alwaysMean(4)).isEqualTo(0.375);
    assertThat(score.alwaysMean(2)).isEqualTo((0.125 + 0.75) / 2);
    assertThat(score.alwaysMean(5)).isEqualTo(0.5);
    assertThat(score.bestFixed()).isEqualTo(4);
    double all = 0;
    for (int i = 0; i < 6; i++) {
      all += score.alwaysMean(i);
    }
    assertThat(score.uniformMean()).isCloseTo(all / 6, within(1e-12));
    assertThat(score.share(0)).isEqualTo(0.5);
    assertThat(score.share(2)).isEqualTo(0.5);
    assertThat(score.share(5)).isZero();
    assertThat(score.shares(2).points().get(0).mean()).isEqualTo(0.5);
  }
}
