package io.thalweg.jobs.flights;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.jobs.flights.Intervals.Forecast;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class IntervalsTest {
  @Test
  void anIntervalHoldsItsEnds() {
    assertThat(new Forecast(0, -5, 0, 10, -5).holds()).isTrue();
    assertThat(new Forecast(0, -5, 0, 10, 10).holds()).isTrue();
    assertThat(new Forecast(0, -5, 0, 10, -5.5).holds()).isFalse();
    assertThat(new Forecast(0, -5, 0, 10, 10.5).holds()).isFalse();
  }

  @Test
  void sharesWidthsAndErrorsAreMeansOverAllForecasts() {
    Intervals intervals = new Intervals(Duration.ofHours(1));
    intervals.add("SEA", new Forecast(0, -5, 2, 10, 4));
    intervals.add("SEA", new Forecast(0, -5, 2, 15, 40));
    intervals.add("ORD", new Forecast(0, 0, 1, 1, 1));

    assertThat(intervals.events()).isEqualTo(3);
    assertThat(intervals.inside().mean()).isEqualTo(2 / 3.0);
    assertThat(intervals.inside().mean("SEA")).isEqualTo(0.5);
    assertThat(intervals.width().mean()).isEqualTo((15 + 20 + 1) / 3.0);
    assertThat(intervals.error().mean()).isEqualTo((2 + 38 + 0) / 3.0);
  }

  @Test
  void theLastForecastsOfAnAirportAreKeptInTheirOrder() {
    Intervals intervals = new Intervals(Duration.ofHours(1));
    for (int t = 0; t < 250; t++) {
      intervals.add("SEA", new Forecast(t, 0, 0, 0, 0));
    }
    assertThat(intervals.last("SEA")).hasSize(200);
    assertThat(intervals.last("SEA").get(0).time()).isEqualTo(50);
    assertThat(intervals.last("SEA").get(199).time()).isEqualTo(249);
    assertThat(intervals.last("ORD")).isEmpty();
  }
}
