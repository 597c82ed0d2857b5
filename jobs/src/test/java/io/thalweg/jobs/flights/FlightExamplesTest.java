package io.thalweg.jobs.flights;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.Example;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlightExamplesTest {
  @Test
  void anExampleHoldsWhatIsKnownAtDepartureAndTheLabel() {
    Instant departed = Instant.parse("2001-02-17T17:59:00Z");
    Flight flight = new Flight(768_413, departed.toEpochMilli(), 16, 2378, "PHL", "SEA");

    Example example = FlightExamples.of(flight);

    assertThat(example.getModel()).isEqualTo("PHL");
    assertThat(example.getId()).isEqualTo("f-768413");
    assertThat(example.getTime()).isEqualTo(departed);
    assertThat(example.getFeatures().getNamed())
        .isEqualTo(
            Map.of(
                "bias",
                1.0,
                "destination",
                "SEA",
                "distance",
                2.378,
                "hour",
                "h17",
                "weekday",
                "Sat"));
    assertThat(example.getFeatures().getDense()).isNull();
    assertThat(example.getFeatures().getIndices()).isNull();
    assertThat(example.getLabel()).isEqualTo(1.0);
    assertThat(example.getWeight()).isEqualTo(1.0);
  }

  @ParameterizedTest
  @CsvSource({"-30, 0", "0, 0", "15, 0", "16, 1", "1440, 1"})
  void aFlightIsLateAfterFifteenMinutes(int delay, double label) {
    Flight flight = new Flight(0, 0, delay, 100, "SEA", "PDX");

    assertThat(FlightExamples.of(flight).getLabel()).isEqualTo(label);
  }

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z, h00, Thu",
    "2001-02-14T00:00:00Z, h00, Wed",
    "2001-02-18T23:59:00Z, h23, Sun",
    "2001-02-19T09:00:00Z, h09, Mon",
  })
  void hourAndWeekdayAreThoseOfTheLocalClock(Instant departed, String hour, String weekday) {
    Flight flight = new Flight(0, departed.toEpochMilli(), 0, 100, "SEA", "PDX");

    assertThat(FlightExamples.features(flight))
        .containsEntry("hour", hour)
        .containsEntry("weekday", weekday);
  }

  @Test
  void noExampleIsLongerThanTheBound() throws IOException {
    double longest = 0;
    try (Flights flights = Flights.packaged()) {
      while (flights.hasNext()) {
        double squares = 0;
        for (Object value : FlightExamples.features(flights.next()).values()) {
          squares += value instanceof Double number ? number * number : 1;
        }
        longest = Math.max(longest, Math.sqrt(squares));
      }
    }
    assertThat(FlightExamples.NORM_BOUND).isCloseTo(longest, Offset.offset(0.05));
    assertThat(FlightExamples.NORM_BOUND).isGreaterThanOrEqualTo(longest);
  }

  @Test
  void aDelaysExampleDiffersInModelAndLabelOnly() {
    Flight flight = new Flight(7, 1000, -12, 954, "SEA", "PHL");

    Example late = FlightExamples.of(flight);
    Example delay = FlightExamples.ofDelay(flight);

    assertThat(delay.getModel()).isEqualTo("delay-SEA");
    assertThat(delay.getLabel()).isEqualTo(-12.0);
    delay.setModel(late.getModel());
    delay.setLabel(late.getLabel());
    assertThat(delay).isEqualTo(late);
  }
}
