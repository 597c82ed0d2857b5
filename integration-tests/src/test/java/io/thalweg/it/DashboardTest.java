package io.thalweg.it;

import static io.thalweg.it.DockerFiles.DOCKER;
import static io.thalweg.it.DockerFiles.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.stream.MetricNames;
import io.thalweg.wire.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The dashboard asks for metrics that there are, of the data source that there is. */
class DashboardTest {
  private static final Pattern METRIC = Pattern.compile("\\bflink_\\w+");
  private static final String OPERATOR = "flink_taskmanager_job_task_operator_";
  private static final String THALWEG = OPERATOR + MetricNames.GROUP + "_";
  private static final String MODEL = THALWEG + MetricNames.MODEL + "_";

  /** What Flink itself reports; the names are part of its documented interface. */
  private static final Set<String> FLINKS =
      Set.of(
          OPERATOR + "pendingRecords",
          "flink_jobmanager_job_numRestarts",
          "flink_jobmanager_job_lastCheckpointDuration",
          "flink_jobmanager_job_lastCheckpointSize",
          "flink_jobmanager_job_lastCheckpointFullSize");

  private static final Set<String> SUBTASKS =
      Set.of(
          MetricNames.EVENTS,
          MetricNames.PROGRESSIVE_LOSS,
          MetricNames.CACHE_HITS,
          MetricNames.CACHE_MISSES,
          MetricNames.CACHE_BYTES,
          MetricNames.DIRTY_BYTES_FLUSHED,
          MetricNames.HASH_COLLISIONS);

  /** What only jobs report whose labels come apart. */
  static final Set<String> OF_LABELS_APART =
      Set.of(
          THALWEG + MetricNames.WAITING_EVENTS,
          THALWEG + MetricNames.PENDING_EXAMPLES,
          THALWEG + MetricNames.HELD_LABELS,
          THALWEG + MetricNames.TIMED_OUT_EXAMPLES,
          THALWEG + MetricNames.WATERMARK_LAG);

  private static final Set<String> MODELS =
      Set.of(
          MetricNames.PROGRESSIVE_LOSS,
          MetricNames.STEP_SIZE,
          MetricNames.VARIATION,
          MetricNames.GRADIENT_SQUARES,
          MetricNames.HINT_GAIN,
          MetricNames.PROJECTED_SHARE,
          MetricNames.MOVEMENT,
          MetricNames.EXPERT + "_" + MetricNames.EXPERT_WEIGHT,
          MetricNames.MODEL_AGE);

  private final Path file = DOCKER.resolve("grafana/dashboards/thalweg.json");

  @Test
  void everyMetricOfTheDashboardIsReportedAndEveryReportedOneIsShown() throws IOException {
    Set<String> known = new TreeSet<>(FLINKS);
    known.addAll(OF_LABELS_APART);
    SUBTASKS.forEach(name -> known.add(THALWEG + name));
    MODELS.forEach(name -> known.add(MODEL + name));
    for (Reason reason : Reason.values()) {
      known.add(THALWEG + MetricNames.deadLetters(reason));
    }

    assertThat(metrics(DockerFiles.json(file))).isEqualTo(known);
  }

  @Test
  void deadLettersAreCountedWhateverTheirReason() throws IOException {
    Set<String> reasons = new TreeSet<>();
    for (Reason reason : Reason.values()) {
      reasons.add(THALWEG + MetricNames.deadLetters(reason));
    }
    List<JsonNode> panels = new ArrayList<>();
    DockerFiles.json(file)
        .get("panels")
        .forEach(
            panel -> {
              if (panel.get("title").asText().startsWith("Dead letters")) {
                panels.add(panel);
              }
            });

    assertThat(panels).hasSize(2).allSatisfy(p -> assertThat(metrics(p)).isEqualTo(reasons));
  }

  @Test
  void everyDataSourceThatIsReferredToIsProvisioned() throws IOException {
    Set<String> provisioned = new HashSet<>();
    for (JsonNode source :
        yaml("grafana/provisioning/datasources/prometheus.yaml").get("datasources")) {
      provisioned.add(source.get("uid").asText() + " " + source.get("type").asText());
    }
    List<JsonNode> references = DockerFiles.json(file).findValues("datasource");

    assertThat(references).hasSizeGreaterThan(20);
    for (JsonNode reference : references) {
      assertThat(provisioned)
          .contains(reference.get("uid").asText() + " " + reference.get("type").asText());
    }
  }

  @Test
  void grafanaFindsTheDashboardWhereItIsMounted() throws IOException {
    JsonNode grafana = yaml("compose.yaml").at("/services/grafana");
    String folder =
        yaml("grafana/provisioning/dashboards/thalweg.yaml")
            .at("/providers/0/options/path")
            .asText();

    assertThat(DockerFiles.texts(grafana.get("volumes")))
        .contains(
            "./grafana/dashboards:" + folder + ":ro",
            "./grafana/provisioning:/etc/grafana/provisioning:ro");
    assertThat(grafana.at("/environment/GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH").asText())
        .isEqualTo(folder + "/" + file.getFileName());
  }

  @Test
  void panelsHaveTheirOwnNumbersAndDoNotOverlap() throws IOException {
    Set<Integer> numbers = new HashSet<>();
    Set<String> cells = new HashSet<>();
    for (JsonNode panel : DockerFiles.json(file).get("panels")) {
      assertThat(numbers.add(panel.get("id").asInt())).isTrue();
      assertThat(panel.get("description").asText()).isNotEmpty();
      JsonNode place = panel.get("gridPos");
      int x = place.get("x").asInt();
      int y = place.get("y").asInt();
      assertThat(x + place.get("w").asInt()).isLessThanOrEqualTo(24);
      for (int column = x; column < x + place.get("w").asInt(); column++) {
        for (int row = y; row < y + place.get("h").asInt(); row++) {
          assertThat(cells.add(column + "," + row)).as(panel.get("title").asText()).isTrue();
        }
      }
    }
  }

  @Test
  void prometheusAsksTheServicesThatReportAtThePortThatTheyReportAt() throws IOException {
    String port = yaml("config.yaml").at("/metrics/reporter/prom/port").asText();
    JsonNode jobs = yaml("prometheus/prometheus.yaml").get("scrape_configs");

    assertThat(jobs.at("/0/static_configs/0/targets/0").asText()).isEqualTo("jobmanager:" + port);
    assertThat(jobs.at("/1/dns_sd_configs/0/names/0").asText()).isEqualTo("taskmanager");
    assertThat(jobs.at("/1/dns_sd_configs/0/port").asText()).isEqualTo(port);
    JsonNode services = yaml("compose.yaml").get("services");
    assertThat(services.has("jobmanager")).isTrue();
    assertThat(services.has("taskmanager")).isTrue();
    assertThat(yaml("grafana/provisioning/datasources/prometheus.yaml").findValue("url").asText())
        .isEqualTo("http://prometheus:9090");
  }

  /** Names of all metrics that a dashboard's queries ask for. */
  static Set<String> metrics(JsonNode dashboard) {
    Set<String> names = new TreeSet<>();
    for (String field : List.of("expr", "query")) {
      for (JsonNode query : dashboard.findValues(field)) {
        METRIC.matcher(query.asText()).results().map(MatchResult::group).forEach(names::add);
      }
    }
    return names;
  }
}
