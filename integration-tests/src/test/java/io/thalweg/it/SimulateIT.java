package io.thalweg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.jobs.cli.Thalweg;
import io.thalweg.math.KeyedRandom;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * {@code thalweg simulate bandit} on a table of 300 rows, with a broker, a Flink and a client of
 * its own. Every round is decided once, and ends learned or timed out; every second outcome is a
 * dead letter, and nothing else is one; what is printed agrees with what was chosen in each round.
 */
class SimulateIT {
  private static final int ROWS = 300;
  private static final Pattern NUMBER = Pattern.compile("[\\d,]+");

  @Test
  void everyRoundIsDecidedAndEndsLearnedOrTimedOut(@TempDir Path folder) throws Exception {
    Path data = table(folder.resolve("table.csv"));
    Path out = folder.resolve("out");

    String printed =
        run(
            "--data",
            data.toString(),
            "--label",
            "kind",
            "--agent",
            "linUcb",
            "--never",
            "0.1",
            "--twice",
            "0.1",
            "--outcome-delay",
            "10",
            "--out",
            out.toString());

    List<String> rounds = Files.readAllLines(out.resolve("rounds.csv"));
    assertThat(rounds).hasSize(1 + ROWS);
    for (int i = 0; i < ROWS; i++) {
      assertThat(rounds.get(1 + i)).startsWith(i + ",");
    }
    long wrong =
        rounds.stream()
            .skip(1)
            .map(line -> line.split(",", -1))
            .filter(round -> !round[1].equals(round[2]))
            .count();
    assertThat(number(printed, "rounds")).isEqualTo(ROWS);
    assertThat(number(printed, "regret")).isEqualTo(wrong);
    assertThat(number(printed, "learned") + number(printed, "timed out")).isEqualTo(ROWS);
    // Of 300 draws at a tenth; Hoeffding: farther off with a probability below 6 in 10⁶.
    assertThat(number(printed, "timed out")).isBetween(1L, 75L);
    long refused = number(printed, "dead letters");
    assertThat(refused).isBetween(1L, 75L);
    assertThat(printed).contains("(duplicate-id " + refused + ")");
    // By chance two in three are wrong, and the colour tells the kind without a doubt.
    assertThat(wrong).isLessThan(ROWS / 2);
  }

  private static Path table(Path file) throws Exception {
    StringBuilder text = new StringBuilder("size,colour,kind\n");
    KeyedRandom random = new KeyedRandom(1, 1);
    for (int i = 0; i < ROWS; i++) {
      String colour = List.of("red", "green", "blue").get((int) random.below(3, 2L * i));
      String kind = colour.equals("red") ? "oak" : colour.equals("green") ? "elm" : "ash";
      text.append(
          String.format(Locale.ROOT, "%.2f,%s,%s%n", random.bell(2L * i + 1), colour, kind));
    }
    return Files.writeString(file, text);
  }

  private static String run(String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "simulate";
    all[1] = "bandit";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        Thalweg.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    assertThat(command.execute(all)).as(err.toString()).isZero();
    return out.toString();
  }

  /** The first number behind a name at the beginning of a line. */
  private static long number(String printed, String name) {
    String line = printed.lines().filter(l -> l.strip().startsWith(name)).findFirst().orElseThrow();
    Matcher number = NUMBER.matcher(line);
    assertThat(number.find()).as(line).isTrue();
    return Long.parseLong(number.group().replace(",", ""));
  }
}
