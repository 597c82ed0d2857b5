package io.thalweg.jobs.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlightsTest {
  private static final String GOOD = "7,2001-02-16T17:05,16,954,SEA,PHL\n";

  @TempDir Path folder;

  @Test
  void thePackagedFlightsAreConsecutiveAndInOrderOfTime() throws IOException {
    Set<String> origins = new HashSet<>();
    long number = 720_369;
    long time = Instant.parse("2001-02-14T00:00:00Z").toEpochMilli();
    int late = 0;
    try (Flights flights = Flights.packaged()) {
      while (flights.hasNext()) {
        Flight flight = flights.next();
        assertThat(flight.number()).isEqualTo(number++);
        assertThat(flight.time()).isGreaterThanOrEqualTo(time);
        time = flight.time();
        origins.add(flight.origin());
        late += FlightExamples.late(flight) ? 1 : 0;
      }
    }
    assertThat(number).isEqualTo(720_369 + 195_852);
    assertThat(time).isEqualTo(Instant.parse("2001-02-25T23:59:00Z").toEpochMilli());
    assertThat(origins).hasSize(223);
    assertThat(late).isEqualTo(55_843);
  }

  @Test
  void aPlainFileAndItsCompressedFormGiveTheSameFlights() throws IOException {
    String text = Flights.HEADER + "\n" + GOOD + "8,2001-02-16T17:05,-3,21,ATL,MCN\n";
    Path plain = Files.writeString(folder.resolve("flights.csv"), text);
    Path packed = Files.write(folder.resolve("flights.csv.gz"), gzip(text));

    List<Flight> flights = read(plain);

    long time = Instant.parse("2001-02-16T17:05:00Z").toEpochMilli();
    assertThat(flights)
        .containsExactly(
            new Flight(7, time, 16, 954, "SEA", "PHL"), new Flight(8, time, -3, 21, "ATL", "MCN"));
    assertThat(read(packed)).isEqualTo(flights);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "8,2001-02-16T17:05,16,954,SEA | must have 6 columns: columns=5",
        "8,2001-02-16T17:05,16,954,SEA,PHL, | must have 6 columns: columns=7",
        "8,2001-02-30T17:05,16,954,SEA,PHL | 2001-02-30",
        "8,1969-12-31T23:59,16,954,SEA,PHL | time must be 1970 or later",
        "8,2001-02-16T17:05,,954,SEA,PHL | delay must be a whole number: delay=",
        "8,2001-02-16T17:05,1.5,954,SEA,PHL | delay must be a whole number: delay=1.5",
        "8,2001-02-16T17:05,16,0,SEA,PHL | distance must be positive: distance=0",
        "8,2001-02-16T17:05,16,4294967297,SEA,PHL | distance must be a whole number: distance=4294967297",
        "8,2001-02-16T17:05,-9223372036854775808,954,SEA,PHL | delay must be a whole number: delay=-9223",
        "-1,2001-02-16T17:05,16,954,SEA,PHL | flight must be 0 or more: flight=-1",
        "8,2001-02-16T17:05,16,954,Sea,PHL | origin must be three capital letters: origin=Sea",
        "8,2001-02-16T17:05,16,954,SEA,<b> | destination must be three capital letters",
      })
  void aLineThatIsNotAFlightIsAnErrorNamingFileAndLine(String line, String message)
      throws IOException {
    Path file =
        Files.writeString(folder.resolve("bad.csv"), Flights.HEADER + "\n" + GOOD + line + "\n");
    try (Flights flights = Flights.of(file)) {
      flights.next();
      assertThatExceptionOfType(UncheckedIOException.class)
          .isThrownBy(flights::next)
          .withMessageContaining(message)
          .withMessageContaining("bad.csv, line=3");
    }
  }

  @Test
  void aFileWithoutTheHeaderIsRefusedWhenItIsOpened() throws IOException {
    Path headless = Files.writeString(folder.resolve("headless.csv"), GOOD);
    Path empty = Files.writeString(folder.resolve("empty.csv"), "");

    for (Path file : List.of(headless, empty)) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> Flights.of(file))
          .withMessageContaining("must begin with the line " + Flights.HEADER)
          .withMessageContaining(file.toString());
    }
  }

  @Test
  void aTruncatedFileIsAnErrorAndNotAShortStream() throws IOException {
    StringBuilder text = new StringBuilder(Flights.HEADER).append('\n');
    for (int i = 0; i < 20_000; i++) {
      text.append(i).append(GOOD.substring(1));
    }
    byte[] whole = gzip(text.toString());
    Path file = folder.resolve("cut.csv.gz");
    Files.write(file, Arrays.copyOf(whole, whole.length - 9));

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> read(file))
        .withMessageContaining("must be readable to the end")
        .withMessageContaining("cut.csv.gz");
  }

  private static List<Flight> read(Path file) throws IOException {
    try (Flights flights = Flights.of(file);
        Stream<Flight> stream = flights.stream()) {
      return stream.toList();
    }
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
