package io.thalweg.jobs.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepeatedFlightsTest {
  private static final long WEEK = Duration.ofDays(7).toMillis();

  @TempDir Path folder;

  @Test
  void theSecondRoundGoesOnInNumberAndTimeOnTheSameWeekday() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("two.csv"),
            Flights.HEADER
                + "\n7,2001-02-14T08:00,16,954,SEA,PHL\n9,2001-02-21T08:00,-3,21,ATL,MCN\n");
    long start = Instant.parse("2001-02-14T08:00:00Z").toEpochMilli();

    try (RepeatedFlights flights = new RepeatedFlights(() -> Flights.of(file))) {
      assertThat(flights.next()).isEqualTo(new Flight(7, start, 16, 954, "SEA", "PHL"));
      assertThat(flights.next()).isEqualTo(new Flight(9, start + WEEK, -3, 21, "ATL", "MCN"));
      assertThat(flights.next()).isEqualTo(new Flight(10, start + 2 * WEEK, 16, 954, "SEA", "PHL"));
      assertThat(flights.next()).isEqualTo(new Flight(12, start + 3 * WEEK, -3, 21, "ATL", "MCN"));
      assertThat(flights.next()).isEqualTo(new Flight(13, start + 4 * WEEK, 16, 954, "SEA", "PHL"));
      assertThat(flights.hasNext()).isTrue();
    }
  }

  @Test
  void nothingIsRepeatedWithoutEnd() throws IOException {
    Path file = Files.writeString(folder.resolve("none.csv"), Flights.HEADER + "\n");

    try (RepeatedFlights flights = new RepeatedFlights(() -> Flights.of(file))) {
      assertThat(flights.hasNext()).isFalse();
      assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(flights::next);
    }
  }

  @Test
  void thePackagedFlightsStayInOrderFromRoundToRound() throws IOException {
    try (RepeatedFlights flights = new RepeatedFlights(Flights::packaged)) {
      Flight before = flights.next();
      for (int i = 1; i < 400_000; i++) {
        Flight flight = flights.next();
        assertThat(flight.number()).isEqualTo(before.number() + 1);
        assertThat(flight.time()).isGreaterThanOrEqualTo(before.time());
        before = flight;
      }
    }
  }
}
