package io.thalweg.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedServices.class)
class PromisesIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int FLIGHTS = 6_000;
  private static final int AT_WORK = 1_000;
  private static final Pattern DECIDED = Pattern.compile("([\\d,]+) decided");

  /**
   * Topology: {@code thalweg demo promises} as a process, with a broker, a Flink and a client of
   * its own, a checkpoint every 2 s, on the first 6,000 flights. Failure: the process is killed
   * (signal 9) at work and started anew. Invariants: every flight is decided, learned once, and
   * counted once; no outcome is told again, beyond the one in fifty that always is; the page is
   * written.
   */
  @Test
  void aKilledDemoGoesOn(JavaProcesses processes, @TempDir Path folder) throws Exception {
    String[] demo = {
      "demo", "promises", "--dir", folder.toString(), "--flights", "" + FLIGHTS, "--rate", "400"
    };
    JavaProcess first = ThalwegCommand.start(processes, demo);
    Await.value(() -> decided(first), n -> n >= AT_WORK, PATIENCE, "flights that are decided");
    first.kill();
    assertThat(decided(first)).as(first.tail(20)).isLessThan(FLIGHTS);

    JavaProcess second = ThalwegCommand.start(processes, demo);
    assertThat(second.awaitExit(PATIENCE)).as(second.tail(20)).isZero();

    assertThat(second.output())
        .anyMatch(line -> line.startsWith("Going on with the run that was cut off"))
        .anyMatch(line -> line.matches("decisions +6,000, .*"))
        .anyMatch(line -> line.matches("learned +6,000, .*"))
        .anyMatch(line -> line.matches("dead letters +1\\d\\d \\(duplicate-id 1\\d\\d\\)"));
    assertThat(folder.resolve("index.html")).isNotEmptyFile();
  }

  /** What the newest line of progress says; 0 before the first. */
  private static int decided(JavaProcess demo) throws IOException {
    int newest = 0;
    for (String line : demo.output()) {
      Matcher decided = DECIDED.matcher(line);
      if (decided.find()) {
        newest = Integer.parseInt(decided.group(1).replace(",", ""));
      }
    }
    return newest;
  }
}
