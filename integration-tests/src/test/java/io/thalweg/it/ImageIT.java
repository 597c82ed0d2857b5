package io.thalweg.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.Prediction;
import io.thalweg.jobs.cli.Thalweg;
import io.thalweg.jobs.local.FreePorts;
import io.thalweg.stream.MetricNames;
import io.thalweg.wire.WireFormat;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The image's command line, its settings and its sender of flights, on processes of the tests. */
@ExtendWith(SharedServices.class)
class ImageIT {
  private static final int FLIGHTS = 5_000;
  private static final int PROCESSES = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /**
   * Topology: the sender of flights, a topic of 2 partitions, the job of the image's settings, a
   * JobManager and 2 TaskManagers, each a JVM with the image's Prometheus reporter. The sender is
   * called twice, the second time for twice the flights. Invariants: each flight is sent once and
   * answered once; every metric that the dashboard asks for of such a job is reported.
   */
  @Test
  void flightsAreAnsweredAndEveryMetricOfTheDashboardIsReported(
      Topics topics, JavaProcesses processes, @TempDir Path folder) throws Exception {
    String in = topics.create("examples", 2);
    String out = topics.create("predictions", 2);
    int port = FreePorts.next();
    JsonNode prometheus = DockerFiles.yaml("config.yaml").at("/metrics/reporter/prom");
    FlinkSettings settings =
        FlinkSettings.exactlyOnce(folder)
            .with("metrics.reporters", "prom")
            .with("metrics.reporter.prom.factory.class", prometheus.at("/factory/class").asText())
            .with("metrics.reporter.prom.port", port + "-" + (port + 9 * PROCESSES));
    assertThat(send(topics, in, FLIGHTS)).isZero();
    try (ProcessCluster cluster =
        ProcessCluster.plan(entryClass(), arguments(topics, in, out, folder))
            .parallelism(2)
            .settings(settings)
            .start(processes)) {
      cluster.job().awaitRunning();
      assertThat(send(topics, in, 2 * FLIGHTS)).isZero();
      Await.value(() -> topics.committed(out).size(), n -> n >= 2 * FLIGHTS, PATIENCE, "answers");

      Set<String> wanted =
          DashboardTest.metrics(
              DockerFiles.json(DockerFiles.DOCKER.resolve("grafana/dashboards/thalweg.json")));
      // Only learners that weigh experts report their weights.
      wanted.removeIf(name -> name.endsWith(MetricNames.EXPERT_WEIGHT));
      wanted.removeAll(DashboardTest.OF_LABELS_APART);
      Await.value(
          () -> {
            Set<String> missing = new TreeSet<>(wanted);
            missing.removeAll(reported(port));
            return missing;
          },
          Set::isEmpty,
          PATIENCE,
          "every metric of the dashboard reported");
    }
    assertThat(topics.uncommitted(in)).hasSize(2 * FLIGHTS);
    Set<String> answered = new HashSet<>();
    for (ConsumerRecord<byte[], byte[]> record : topics.committed(out)) {
      answered.add(WireFormat.AVRO.decode(record.value(), Prediction.class).getId());
    }
    assertThat(answered).hasSize(2 * FLIGHTS);
    assertThat(topics.committed(out)).hasSize(2 * FLIGHTS);
  }

  private static int send(Topics topics, String topic, int count) {
    return Thalweg.commandLine()
        .execute(
            "flights",
            "--bootstrap-server",
            topics.bootstrapServers(),
            "--topic",
            topic,
            "--count",
            Integer.toString(count));
  }

  private static List<String> command() throws IOException {
    return DockerFiles.texts(DockerFiles.yaml("compose.yaml").at("/services/jobmanager/command"));
  }

  private static String entryClass() throws IOException {
    List<String> command = command();
    return command.get(command.indexOf("--job-classname") + 1);
  }

  /** The image's arguments, with what is elsewhere here than in the image. */
  private static String[] arguments(Topics topics, String in, String out, Path folder)
      throws IOException {
    List<String> command = command();
    List<String> arguments =
        new ArrayList<>(command.subList(command.indexOf("--job-classname") + 2, command.size()));
    arguments.replaceAll(
        word ->
            word.equals("/opt/thalweg/optimize.yaml")
                ? DockerFiles.DOCKER.resolve("optimize.yaml").toString()
                : word);
    for (String change :
        List.of(
            "kafka.bootstrapServers=" + topics.bootstrapServers(),
            "input.examples.topic=" + in,
            "output.predictions.topic=" + out,
            "output.deadLetters.topic=" + topics.create("dead-letters", 1),
            "output.metrics.topic=" + topics.create("metrics", 1),
            "checkpoints.interval=500 ms",
            "checkpoints.dir=" + folder.resolve("checkpoints").toUri())) {
      arguments.addAll(List.of("--set", change));
    }
    return arguments.toArray(String[]::new);
  }

  /** Names of the metrics of all processes that report at a port of the range. */
  private static Set<String> reported(int firstPort) throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    Set<String> names = new HashSet<>();
    for (int port = firstPort; port <= firstPort + 9 * PROCESSES; port++) {
      names.addAll(reported(client, URI.create("http://127.0.0.1:" + port + "/metrics")));
    }
    return names;
  }

  private static Set<String> reported(HttpClient client, URI uri)
      throws IOException, InterruptedException {
    try {
      return client
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofLines())
          .body()
          .filter(line -> line.startsWith("flink_"))
          .map(line -> line.substring(0, Math.min(end(line, '{'), end(line, ' '))))
          .collect(Collectors.toSet());
    } catch (ConnectException nobodyThere) {
      return Set.of();
    }
  }

  private static int end(String line, char mark) {
    int at = line.indexOf(mark);
    return at < 0 ? line.length() : at;
  }
}
