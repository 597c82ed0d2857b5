package io.thalweg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.jobs.local.FreePorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Wrong settings end the command, a process of its own, before a job starts: within 15 seconds,
 * with exit code 2, one line on standard error that names what is wrong, nothing on standard
 * output.
 */
@ExtendWith(SharedServices.class)
class WrongSettingsIT {
  /** What is promised, the start of the JVM and the search for a broker included. */
  private static final Duration PROMISED = Duration.ofSeconds(15);

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "models[0].learner.hind=zero      | models[0].learner.hind      | models[0].learner.hint",
        "parallelism=many                 | parallelism                 | many",
        "models[0].learner.domain.ball.radius=0 | models[0].learner.domain.ball.radius | 0",
        "models[0].learner.domain.ball.radius=-2 | models[0].learner.domain.ball.radius | -2",
        "input.examples.path=absent.jsonl | input.examples.path         | absent.jsonl",
        "checkpoints.interval=soon        | checkpoints.interval        | soon",
      })
  void aWrongSettingIsNamed(
      String set, String key, String found, JavaProcesses processes, @TempDir Path folder)
      throws Exception {
    Path settings = files(folder);

    String line = refused(processes, "run", "--settings", settings.toString(), "--set", set);

    assertThat(line).contains(key).contains(found);
  }

  @Test
  void aSettingsFileThatCannotBeReadIsNamed(JavaProcesses processes, @TempDir Path folder)
      throws Exception {
    String absent = folder.resolve("absent.yaml").toString();
    assertThat(refused(processes, "run", "--settings", absent)).contains(absent);

    Path broken = Files.writeString(folder.resolve("broken.yaml"), "job: [optimize\n");
    assertThat(refused(processes, "run", "--settings", broken.toString()))
        .contains("not valid YAML at line 2");
  }

  @Test
  void aMissingTopicIsNamed(Topics topics, JavaProcesses processes, @TempDir Path folder)
      throws Exception {
    String present = topics.create("present", 1);
    Path settings = topics(folder, topics.bootstrapServers(), present, "absent-topic");

    assertThat(refused(processes, "run", "--settings", settings.toString()))
        .contains("output.predictions.topic")
        .contains("absent-topic");
  }

  @Test
  void aBrokerThatIsNotThereIsNamed(JavaProcesses processes, @TempDir Path folder)
      throws Exception {
    String nobody = "127.0.0.1:" + FreePorts.next();
    Path settings = topics(folder, nobody, "in", "out");

    assertThat(refused(processes, "run", "--settings", settings.toString()))
        .contains("kafka.bootstrapServers")
        .contains(nobody);
  }

  private static String refused(JavaProcesses processes, String... arguments) throws Exception {
    JavaProcess command = ThalwegCommand.start(processes, arguments);
    assertThat(command.awaitExit(PROMISED)).as(command.tail(20)).isEqualTo(2);
    assertThat(command.output()).isEmpty();
    assertThat(command.errors()).hasSize(1);
    assertThat(command.errors().get(0)).startsWith("thalweg: ").hasSizeLessThan(400);
    return command.errors().get(0);
  }

  /** Settings that are right, from file to file. */
  private static Path files(Path folder) throws Exception {
    Path in = Files.writeString(folder.resolve("examples.jsonl"), "");
    return settings(
        folder,
        "input: {examples: {path: " + in + "}}",
        "output:",
        "  predictions: {path: " + folder.resolve("predictions.jsonl") + "}",
        "  deadLetters: {path: " + folder.resolve("dead.jsonl") + "}");
  }

  private static Path topics(Path folder, String bootstrap, String present, String other)
      throws Exception {
    return settings(
        folder,
        "input: {examples: {topic: " + present + "}}",
        "output: {predictions: {topic: " + other + "}, deadLetters: {topic: " + present + "-d}}",
        "kafka: {bootstrapServers: \"" + bootstrap + "\"}");
  }

  private static Path settings(Path folder, String... places) throws Exception {
    List<String> lines = new ArrayList<>(List.of("job: optimize"));
    lines.addAll(List.of(places));
    lines.add("models:");
    lines.add("  - name: \"*\"");
    lines.add("    features: {dimension: 2}");
    lines.add("    learner: {loss: squared, domain: {ball: {radius: 1}}, hint: zero}");
    return Files.write(folder.resolve("settings.yaml"), lines);
  }
}
