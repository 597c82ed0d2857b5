package io.thalweg.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.jobs.settings.SettingsReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ThalwegTest {
  @TempDir private Path folder;

  private Path settings(String more) throws IOException {
    return Files.writeString(
        folder.resolve("settings.yaml"),
        """
        job: optimize
        input: {examples: {path: %1$s/in.jsonl}}
        output: {predictions: {path: %1$s/p.jsonl}, deadLetters: {path: %1$s/d.jsonl}}
        models: [{name: "*", features: {dimension: 2}, learner: {loss: squared}}]
        """
                .formatted(folder)
            + more);
  }

  @Test
  void everyCommandHasHelp() {
    Deque<CommandLine> commands = new ArrayDeque<>();
    commands.add(Thalweg.commandLine());
    while (!commands.isEmpty()) {
      CommandLine command = commands.remove();
      commands.addAll(command.getSubcommands().values());
      String[] words = (command.getCommandSpec().qualifiedName(" ") + " --help").split(" ", -1);
      String[] args = java.util.Arrays.copyOfRange(words, 1, words.length);
      CommandLineRun run = CommandLineRun.of(args);
      assertThat(run.exitCode()).as(String.join(" ", words)).isZero();
      assertThat(run.out()).startsWith("Usage: " + command.getCommandSpec().qualifiedName(" "));
      assertThat(run.err()).isEmpty();
    }
  }

  @Test
  void theVersionIsPrinted() {
    CommandLineRun run = CommandLineRun.of("--version");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("thalweg ");
  }

  @Test
  void theReferenceOfTheSettingsIsPrinted() {
    CommandLineRun run = CommandLineRun.of("settings", "optimize");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualTo(SettingsReference.optimize());
    assertThat(CommandLineRun.of("settings", "decide").out()).isEqualTo(SettingsReference.decide());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          none                           | Missing required subcommand (see thalweg --help)
          rum                            | Unmatched argument at index 0: 'rum'; nearest: run (see thalweg --help)
          run                            | Missing required option: '--settings=FILE' (see thalweg run --help)
          run --settings s --web-port x  | Invalid value for option '--web-port': 'x' is not an int (see thalweg run --help)
          run --settings s --from x --resume | Error: --from=SAVEPOINT, --resume are mutually exclusive (specify only one) (see thalweg run --help)
          settings                       | Missing required job: optimize or decide (see thalweg settings --help)
          settings optimise              | Unmatched argument at index 1: 'optimise'; nearest: optimize (see thalweg settings --help)
          run --settings /no/such.yaml   | --settings: cannot read /no/such.yaml: no such file
          """)
  void wrongArgumentsAreOneLineAndExitCodeTwo(String args, String line) {
    CommandLineRun run =
        CommandLineRun.of(args.equals("none") ? new String[0] : args.split(" +", -1));
    assertThat(run.err()).isEqualTo("thalweg: " + line + System.lineSeparator());
    assertThat(run.out()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(Thalweg.WRONG_USAGE);
  }

  @Test
  void wrongSettingsAreOneLineAndExitCodeTwo() throws IOException {
    String file = settings("").toString();
    CommandLineRun run =
        CommandLineRun.of("run", "--settings", file, "--set", "models[0].learner.hnt=zero");
    assertThat(run.err())
        .isEqualTo(
            "thalweg: models[0].learner.hnt: unknown key; the nearest known one is"
                + " models[0].learner.hint"
                + System.lineSeparator());
    assertThat(run.exitCode()).isEqualTo(Thalweg.WRONG_USAGE);

    assertThat(CommandLineRun.of("run", "--settings", file, "--web-port", "70000").err())
        .startsWith("thalweg: web.port: must be a whole number in 0..65535: 70000");
    assertThat(CommandLineRun.of("run", "--settings", file, "--resume").err())
        .startsWith("thalweg: --resume: needs checkpoints.dir to be set");
    assertThat(CommandLineRun.of("run", "--settings", file, "--from", folder.toString()).err())
        .startsWith("thalweg: --from: no savepoint or checkpoint, it holds no _metadata: ");
    assertThat(CommandLineRun.of("run", "--settings", file).err())
        .isEqualTo(
            "thalweg: input.examples.path: no such file or folder: "
                + folder.resolve("in.jsonl")
                + System.lineSeparator());
  }

  @Test
  void verboseShowsTheStackTrace() throws IOException {
    CommandLineRun run =
        CommandLineRun.of("run", "--settings", settings("x: 1").toString(), "--verbose");
    assertThat(run.err()).startsWith("thalweg: x: unknown key").contains("\tat io.thalweg.");
    assertThat(run.exitCode()).isEqualTo(Thalweg.WRONG_USAGE);
  }

  @Test
  void aRunEndsWithASummaryOfWhatItDid() throws IOException {
    String event =
        """
        {"model": "m", "id": "e%d", "time": 0, "features": {"dense": [1, %d]}, "label": 1, "weight": 1}
        """;
    StringBuilder events = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      events.append(event.formatted(i, i % 3));
    }
    Files.writeString(folder.resolve("in.jsonl"), events + "{\n");
    String file = settings("").toString();

    CommandLineRun run = CommandLineRun.of("run", "--settings", file);

    assertThat(run.err()).as("errors").doesNotContain("thalweg:");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith("done: optimize")
        .containsPattern("events +20 in [0-9.]+ s")
        .containsPattern("progressive loss +\\d+\\.\\d{6}")
        .containsPattern("dead letters +1 \\(undecodable 1\\)")
        .contains(folder.resolve("p.jsonl").toString(), folder.resolve("d.jsonl").toString());
    assertThat(Files.readAllLines(folder.resolve("p.jsonl"))).hasSize(20);

    assertThat(CommandLineRun.of("run", "--settings", file).err())
        .startsWith("thalweg: output.predictions.path: exists already; --overwrite replaces it: ");
    CommandLineRun again =
        CommandLineRun.of("run", "--settings", file, "--overwrite", "--web-port", "0");
    assertThat(again.exitCode()).isZero();
    assertThat(again.err()).contains("Flink's pages: http://localhost:");
  }

  @Test
  void aJobThatFailsIsOneLineAndExitCodeOne() throws IOException {
    Files.writeString(folder.resolve("in.jsonl"), "{\n".repeat(3000));
    CommandLineRun run =
        CommandLineRun.of(
            "run", "--settings", settings("").toString(), "--set", "output.stopAboveBadShare=0.5");
    assertThat(run.exitCode()).isEqualTo(Thalweg.FAILED);
    assertThat(run.err().lines().filter(line -> !line.contains(" events, ")))
        .singleElement()
        .asString()
        .startsWith("thalweg: the job failed: ");
    assertThat(run.out()).isEmpty();
  }
}
