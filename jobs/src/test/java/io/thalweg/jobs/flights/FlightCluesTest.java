package io.thalweg.jobs.flights;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlightCluesTest {
  private final FlightClues clues = new FlightClues();
  private long number;

  @Test
  void nothingIsKnownOfADelayBeforeItsFlightHasLanded() {
    // 600 miles: an hour, and two for the distance.
    clue("2001-02-14T10:00", 60);
    Map<String, Double> before = clue("2001-02-14T12:59", 0);
    Map<String, Double> after = clue("2001-02-14T13:00", 0);

    assertThat(before).containsEntry("origin", 0.1).containsEntry("network", 0.1);
    assertThat((double) after.get("origin")).isEqualTo(0.1 + 0.1 * (1 - 0.1));
    assertThat((double) after.get("route")).isEqualTo(0.1 + 0.1 * (1 - 0.1));
    assertThat((double) after.get("network")).isEqualTo(0.1 + 0.003 * (1 - 0.1));
  }

  @Test
  void aFlightsOwnDelayIsNoClue() {
    FlightClues others = new FlightClues();
    Instant time = Instant.parse("2001-02-14T10:00:00Z");

    assertThat(clues.of(flight(1, time, 0))).isEqualTo(others.of(flight(1, time, 500)));
  }

  @Test
  void theUsualDepartureIsWithoutTheDelay() {
    // Both belong to a timetable of 10:00.
    clue("2001-02-14T10:00", 0);
    clue("2001-02-15T10:30", 30);

    assertThat(clue("2001-02-16T10:03", 0)).containsEntry("behind-0", 1.0);
    assertThat(clue("2001-02-16T10:30", 0)).containsEntry("behind-20", 1.0);
  }

  @Test
  void aDayBeginsWhenTheFewestDepart() {
    assertThat(clue("2001-02-14T04:00", 0)).containsEntry("day", 0.0);
    assertThat(clue("2001-02-14T16:00", 0)).containsEntry("day", 0.5);
    assertThat((double) clue("2001-02-15T01:00", 0).get("day")).isEqualTo(21 / 24.0);
  }

  private Map<String, Double> clue(String time, int delay) {
    return clues.of(flight(number++, Instant.parse(time + ":00Z"), delay));
  }

  private static Flight flight(long number, Instant time, int delay) {
    return new Flight(number, time.toEpochMilli(), delay, 600, "SEA", "SFO");
  }
}
