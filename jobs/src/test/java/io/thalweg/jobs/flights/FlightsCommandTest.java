package io.thalweg.jobs.flights;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.Example;
import io.thalweg.jobs.settings.SettingsException;
import io.thalweg.wire.WireFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class FlightsCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  @Test
  void aFileHoldsTheFirstFlightsAsLinesOfJson() throws Exception {
    Path path = folder.resolve("flights.jsonl");

    assertThat(execute("--path", path.toString(), "--count", "3")).isZero();

    assertThat(out.toString()).contains("3 flights in " + path);
    List<String> lines = Files.readAllLines(path);
    assertThat(lines).hasSize(3);
    try (Flights flights = Flights.packaged()) {
      for (String line : lines) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        assertThat(WireFormat.JSON.decode(bytes, Example.class))
            .isEqualTo(FlightExamples.of(flights.next()));
      }
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(path);
    }
  }

  @Test
  void aFileOfOnesOwnIsReadAndRepeated() throws IOException {
    Path csv =
        Files.writeString(
            folder.resolve("own.csv"), Flights.HEADER + "\n7,2001-02-14T08:00,16,954,SEA,PHL\n");
    Path path = folder.resolve("flights.jsonl");

    int exitCode =
        execute("--path", path.toString(), "--file", csv.toString(), "--loop", "--count", "3");

    assertThat(exitCode).isZero();
    assertThat(Files.readAllLines(path))
        .hasSize(3)
        .satisfies(lines -> assertThat(lines.get(0)).contains("\"f-7\""))
        .satisfies(lines -> assertThat(lines.get(2)).contains("\"f-9\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--count 3 | Missing required argument",
        "--path a.jsonl --bootstrap-server b:1 | mutually exclusive",
        "--path a.csv | --path: must end in .jsonl: a.csv",
        "--path a.jsonl --rate -1 | --rate: must be 0 or more: -1.0",
        "--path a.jsonl --rate NaN | --rate: must be 0 or more: NaN",
        "--path a.jsonl --count 0 | --count: must be 1 or more: 0",
        "--path a.jsonl --format xml | --format: must be avro or json: xml",
        "--path a.jsonl --loop | --loop: a file must end: give --count",
        "--path a.jsonl --file none.csv | --file: no such file: none.csv",
        "--path none/a.jsonl | --path: no such folder: none",
        "--path a.jsonl --colour | Unknown option",
      })
  void wrongArgumentsAreOneLineAndExitCodeTwo(String arguments, String message) {
    assertThat(execute(arguments.split(" ", -1))).isEqualTo(2);

    assertThat(err.toString().lines().findFirst().orElse("")).contains(message);
    assertThat(err.toString()).doesNotContain("\tat ");
  }

  @Test
  void aFileThatIsNoneOfFlightsIsRefused() throws IOException {
    Path csv = Files.writeString(folder.resolve("own.csv"), "a,b\n1,2\n");

    int exitCode =
        execute("--path", folder.resolve("a.jsonl").toString(), "--file", csv.toString());

    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString()).contains("--file: file of flights must begin with the line");
  }

  @Test
  void aBrokerThatIsNotThereIsOneLineAndExitCodeTwo() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }

    assertThat(execute("--bootstrap-server", "127.0.0.1:" + closed)).isEqualTo(2);

    assertThat(err.toString().strip().lines())
        .singleElement()
        .asString()
        .contains("--bootstrap-server: no broker answers within 0.5 s: 127.0.0.1:" + closed);
  }

  @Test
  void aBrokerWithoutAnAddressIsOneLineAndExitCodeTwo() {
    assertThat(execute("--bootstrap-server", "nowhere")).isEqualTo(2);

    assertThat(err.toString().strip().lines())
        .singleElement()
        .asString()
        .contains("--bootstrap-server: ");
  }

  private int execute(String... arguments) {
    return new CommandLine(new FlightsCommand(Duration.ofMillis(500)))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setExecutionExceptionHandler(
            (e, command, parsed) -> {
              command.getErr().println(e.getMessage());
              return e instanceof SettingsException ? 2 : 1;
            })
        .execute(arguments);
  }
}
