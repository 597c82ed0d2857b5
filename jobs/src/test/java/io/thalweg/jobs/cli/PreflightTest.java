package io.thalweg.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thalweg.jobs.settings.JobSettings;
import io.thalweg.jobs.settings.OptimizeSettings;
import io.thalweg.jobs.settings.SettingsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {
  @TempDir private Path folder;

  @BeforeEach
  void writeInput() throws IOException {
    Files.writeString(folder.resolve("in.jsonl"), "");
  }

  private void check(boolean overwrite, String... sets) throws SettingsException {
    String yaml =
        """
        job: optimize
        input: {examples: {path: %1$s/in.jsonl}}
        output: {predictions: {path: %1$s/out/p.jsonl}, deadLetters: {path: %1$s/out/dead}}
        models: [{name: "*", learner: {loss: squared}}]
        """
            .formatted(folder);
    Preflight.check(OptimizeSettings.parse(yaml, List.of(sets)), overwrite);
  }

  private AbstractThrowableAssert<?, ?> assertRefused(String... sets) {
    return assertThatThrownBy(() -> check(false, sets)).isInstanceOf(SettingsException.class);
  }

  @Test
  void foldersOfOutputsAreMade() throws SettingsException {
    check(false, "checkpoints.dir=" + folder.resolve("ck"));
    assertThat(folder.resolve("out/dead")).isDirectory();
    assertThat(folder.resolve("ck")).isDirectory();
  }

  @Test
  void anInputThatIsNotThereOrOfTheOtherKindIsRefused() throws IOException {
    assertRefused("input.examples.path=" + folder + "/none.avro")
        .hasMessage("input.examples.path: no such file or folder: " + folder + "/none.avro");
    Files.createDirectory(folder.resolve("d.jsonl"));
    assertRefused("input.examples.path=" + folder + "/d.jsonl")
        .hasMessageStartingWith("input.examples.path: must be a file, as its name ends");
    Files.writeString(folder.resolve("events.txt"), "");
    assertRefused("input.examples.path=" + folder + "/events.txt")
        .hasMessageStartingWith(
            "input.examples.path: must be a folder, or a file whose name ends in .jsonl or .avro");
  }

  @Test
  void labelsAndDeadLettersToReplayMustBeThere() throws Exception {
    String labels = "input.labels={path: " + folder + "/l.jsonl}";
    String replay = "input.replayDeadLetters={path: " + folder + "/old}";
    assertRefused(labels)
        .hasMessage("input.labels.path: no such file or folder: " + folder + "/l.jsonl");
    Files.writeString(folder.resolve("l.jsonl"), "");
    assertRefused(labels, replay)
        .hasMessage("input.replayDeadLetters.path: no such file or folder: " + folder + "/old");
    Files.createDirectory(folder.resolve("old"));
    check(false, labels, replay);
  }

  @Test
  void inputsOfADecideJobMustBeThere() throws Exception {
    String yaml =
        """
        job: decide
        answer: false
        input: {outcomes: {path: %1$s/o.jsonl}}
        ledger: {path: %1$s/ledger}
        output: {deadLetters: {path: %1$s/out/dead}}
        models: [{name: "*", actions: [a, b]}]
        """
            .formatted(folder);
    JobSettings settings = JobSettings.parse(yaml, List.of());
    assertThatThrownBy(() -> Preflight.check(settings, false))
        .hasMessage("input.outcomes.path: no such file or folder: " + folder + "/o.jsonl");
    Files.writeString(folder.resolve("o.jsonl"), "");
    assertThatThrownBy(() -> Preflight.check(settings, false))
        .hasMessage("ledger.path: no such file or folder: " + folder + "/ledger");
    Files.createDirectory(folder.resolve("ledger"));
    Preflight.check(settings, false);
    assertThat(folder.resolve("out/dead")).isDirectory();
  }

  @Test
  void aLedgerHasAsManyPartitionsAsTheRequests() throws SettingsException {
    Map<String, String> topics =
        Map.of("input.requests.topic", "questions", "ledger.topic", "answers");
    assertThatThrownBy(
            () ->
                Preflight.requireSamePartitions(
                    topics, Map.of("input.requests.topic", 4, "ledger.topic", 2)))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "ledger.topic: must have as many partitions as input.requests.topic, since a model's"
                + " decisions must keep the requests' order: answers has 2, questions has 4");
    Preflight.requireSamePartitions(
        topics, Map.of("input.requests.topic", 4, "ledger.topic", 4, "input.outcomes.topic", 1));
    Preflight.requireSamePartitions(topics, Map.of("ledger.topic", 4));
  }

  @Test
  void anOutputFileIsNeverReplacedUnasked() throws Exception {
    Files.createDirectory(folder.resolve("out"));
    Path file = Files.writeString(folder.resolve("out/p.jsonl"), "precious");
    assertRefused()
        .hasMessage("output.predictions.path: exists already; --overwrite replaces it: " + file);
    check(true);
    assertThat(file).hasContent("precious");
  }

  @Test
  void anOutputThatCannotBeWrittenIsRefused() throws IOException {
    Files.writeString(folder.resolve("out"), "a file");
    assertRefused().hasMessageStartingWith("output.predictions.path: must be a folder, but a file");
    Files.delete(folder.resolve("out"));
    Files.createDirectories(folder.resolve("out/p.jsonl"));
    assertRefused().hasMessageStartingWith("output.predictions.path: must be a file, as its name");
    assertRefused("output.predictions.path=" + folder + "/in.jsonl/x/p.jsonl")
        .hasMessageStartingWith("output.predictions.path: cannot make the folder");
    Path file = Files.writeString(folder.resolve("plain"), "");
    assertRefused("output.predictions.path=" + folder + "/p", "checkpoints.dir=" + file)
        .hasMessageStartingWith("checkpoints.dir: must be a folder, but a file stands there");
  }

  @Test
  void aWebPortThatIsTakenIsRefused() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertRefused("web.port=" + taken.getLocalPort())
          .hasMessageStartingWith("web.port: cannot be opened")
          .hasMessageEndingWith(": " + taken.getLocalPort());
    }
    assertThatCode(() -> check(false, "web.port=0")).doesNotThrowAnyException();
  }

  @Test
  void aBrokerThatIsNotThereIsToldInTime() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    long start = System.nanoTime();
    assertRefused("input.examples={topic: t}", "kafka.bootstrapServers=127.0.0.1:" + closed)
        .hasMessage("kafka.bootstrapServers: no broker answers within 10 s: 127.0.0.1:" + closed);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(12));
  }

  @Test
  void aServerThatSaysNothingIsToldInTime() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      long start = System.nanoTime();
      assertRefused(
              "input.examples={topic: t}",
              "kafka.bootstrapServers=127.0.0.1:" + silent.getLocalPort())
          .hasMessageStartingWith("kafka.bootstrapServers: no broker answers within 10 s");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(12));
    }
  }

  @Test
  void whatKafkasClientCannotReadIsToldWithoutTheSecret() {
    String servers = "kafka.bootstrapServers=127.0.0.1:1";
    assertRefused("input.examples={topic: t}", "kafka.bootstrapServers=no-port")
        .hasMessageStartingWith("kafka.bootstrapServers: none of these can be resolved: no-port");
    assertRefused("input.examples={topic: t}", servers, "kafka.security.protocol=TSL")
        .hasMessageStartingWith("kafka: ")
        .hasMessageContaining("security.protocol");
    assertRefused(
            "input.examples={topic: t}",
            servers,
            "kafka.security.protocol=SASL_PLAINTEXT",
            "kafka.sasl.mechanism=PLAIN",
            "kafka.sasl.jaas.config=Login hunter2 password=hunter2;")
        .hasMessage("kafka.sasl.jaas.config: Kafka's client cannot read it");
  }
}
