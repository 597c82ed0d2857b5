package io.thalweg.it;

import static io.thalweg.it.DockerFiles.DOCKER;
import static io.thalweg.it.DockerFiles.ROOT;
import static io.thalweg.it.DockerFiles.members;
import static io.thalweg.it.DockerFiles.texts;
import static io.thalweg.it.DockerFiles.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.jobs.cli.Thalweg;
import io.thalweg.jobs.settings.OptimizeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be known of the image, the compose file and the manifest without an engine. */
class DockerFilesTest {
  private static final String COMPOSE = "compose.yaml";
  private static final Pattern COPY =
      Pattern.compile("^COPY (?:--\\S+ )*(\\S+) (\\S+)$", Pattern.MULTILINE);

  @Test
  void everyFileParses() throws IOException {
    List<Path> yamls = DockerFiles.ending(".yaml");
    List<Path> jsons = DockerFiles.ending(".json");
    assertThat(yamls).hasSizeGreaterThanOrEqualTo(7);
    assertThat(jsons).isNotEmpty();
    for (Path file : yamls) {
      assertThat(DockerFiles.yamls(file)).as("%s", file).isNotEmpty();
    }
    for (Path file : jsons) {
      assertThat(DockerFiles.json(file).isObject()).as("%s", file).isTrue();
    }
  }

  @Test
  void everyVariableHasADefault() throws IOException {
    String compose = DockerFiles.text(COMPOSE);
    List<String> variables = DockerFiles.variables(compose);
    assertThat(compose.replace("$$", "")).doesNotContainPattern("\\$[^{]");

    assertThat(variables).isNotEmpty().allMatch(v -> v.matches("THALWEG_[A-Z_]+:-.+"), "a default");
    String readme = DockerFiles.text("README.md");
    for (String variable : variables) {
      assertThat(readme).contains("`" + variable.substring(0, variable.indexOf(':')) + "`");
    }
    // In Flink's configuration the image's entry point would replace it from the environment.
    assertThat(DockerFiles.text("config.yaml")).doesNotContain("$");
  }

  @Test
  void everyMountedPathExistsAndEveryVolumeIsDeclared() throws IOException {
    JsonNode compose = yaml(COMPOSE);
    Set<String> declared = new TreeSet<>();
    compose.get("volumes").fieldNames().forEachRemaining(declared::add);
    Set<String> used = new TreeSet<>();
    for (Map.Entry<String, JsonNode> service : members(compose.get("services"))) {
      for (String volume : texts(service.getValue().path("volumes"))) {
        String source = volume.substring(0, volume.indexOf(':'));
        if (source.startsWith(".")) {
          assertThat(DOCKER.resolve(source)).as(service.getKey()).exists();
          assertThat(volume).endsWith(":ro");
        } else {
          used.add(source);
        }
      }
    }
    assertThat(used).isEqualTo(declared);
  }

  @Test
  void everyCopiedPathExistsOrIsBuiltAndIsSentToTheEngine() throws IOException {
    String version = pom("version");
    String jar = "jobs/target/thalweg-jobs-" + version + "-cluster.jar";
    Set<String> sent = new HashSet<>(DockerFiles.text("Dockerfile.dockerignore").lines().toList());

    List<MatchResult> copies = COPY.matcher(DockerFiles.text("Dockerfile")).results().toList();

    assertThat(copies).extracting(copy -> copy.group(1)).contains(jar).hasSize(3);
    for (MatchResult copy : copies) {
      String source = copy.group(1);
      assertThat(source.equals(jar) || Files.exists(ROOT.resolve(source))).as(source).isTrue();
      assertThat(sent).contains("!" + source);
    }
    assertThat(sent).contains("*");
  }

  @Test
  void theImagesAreThoseThatTheProjectIsBuiltFor() throws IOException {
    assertThat(DockerFiles.text("Dockerfile"))
        .contains("FROM flink:" + pom("flink.version") + "-java" + pom("maven.compiler.release"));
    String own = "thalweg:" + pom("version");
    JsonNode services = yaml(COMPOSE).get("services");
    Set<String> images = new TreeSet<>(services.findValuesAsText("image"));
    assertThat(images)
        .contains(own, "apache/kafka:" + pom("kafka.version"))
        .allMatch(image -> image.matches("\\S+:v?\\d+\\.\\d+\\.\\d+"), "a pinned version");
    assertThat(services.findParents("build")).singleElement().isEqualTo(services.get("jobmanager"));
    JsonNode build = services.at("/jobmanager/build");
    assertThat(DOCKER.resolve(build.get("context").asText()).normalize()).isEqualTo(ROOT);
    assertThat(ROOT.resolve(build.get("dockerfile").asText())).exists();
    assertThat(flinkDeployment().at("/spec/image").asText()).isEqualTo(own);
  }

  @Test
  void everyJvmHasTheProjectsFlags() throws IOException {
    String[] flags = System.getProperty("thalweg.jvm.flags").split(" ");
    assertThat(flags).hasSizeGreaterThan(1);

    String image = yaml("config.yaml").at("/env/java/opts/all").asText();
    String kubernetes =
        flinkDeployment().at("/spec/flinkConfiguration").get("env.java.opts.all").asText();

    assertThat(image.split("\\s+")).contains(flags).doesNotHaveDuplicates();
    assertThat(kubernetes.split("\\s+")).contains(flags);
  }

  @Test
  void theWebPagesNeitherSubmitNorCancel() throws IOException {
    JsonNode web = yaml("config.yaml").get("web");
    assertThat(web.at("/submit/enable").isBoolean()).isTrue();
    assertThat(web.at("/submit/enable").asBoolean()).isFalse();
    assertThat(web.at("/cancel/enable").isBoolean()).isTrue();
    assertThat(web.at("/cancel/enable").asBoolean()).isFalse();
    JsonNode kubernetes = flinkDeployment().at("/spec/flinkConfiguration");
    assertThat(kubernetes.get("web.submit.enable").asText()).isEqualTo("false");
    assertThat(kubernetes.get("web.cancel.enable").asText()).isEqualTo("false");
  }

  @Test
  void everyPortIsBoundToThisMachineAlone() throws IOException {
    for (Map.Entry<String, JsonNode> service : members(yaml(COMPOSE).get("services"))) {
      assertThat(texts(service.getValue().path("ports")))
          .as(service.getKey())
          .allMatch(port -> port.startsWith("127.0.0.1:"), "bound to 127.0.0.1");
    }
  }

  @Test
  void everyServiceThatIsWaitedForSaysWhenItIsReady() throws IOException {
    JsonNode services = yaml(COMPOSE).get("services");
    for (Map.Entry<String, JsonNode> service : members(services)) {
      for (Map.Entry<String, JsonNode> other : members(service.getValue().path("depends_on"))) {
        JsonNode waitedFor = services.path(other.getKey());
        assertThat(waitedFor.isObject()).as(other.getKey()).isTrue();
        if (other.getValue().get("condition").asText().equals("service_healthy")) {
          assertThat(waitedFor.has("healthcheck")).as(other.getKey()).isTrue();
        } else {
          assertThat(waitedFor.get("restart").asText()).isEqualTo("no");
        }
      }
    }
  }

  @Test
  void theJobReadsTheSettingsOfTheImageAndOfTheManifest(@TempDir Path folder) throws Exception {
    Path manifest = folder.resolve("optimize.yaml");
    JsonNode map = ofKind("ConfigMap");
    Files.writeString(manifest, map.at("/data/optimize.yaml").asText());

    OptimizeSettings image = OptimizeSettings.load(DOCKER.resolve("optimize.yaml"), List.of());
    OptimizeSettings kubernetes = OptimizeSettings.load(manifest, List.of());

    assertThat(image.kafka().bootstrapServers()).contains("broker:9092");
    assertThat(kubernetes.models()).isEqualTo(image.models());
    assertThat(kubernetes.runtime().checkpointDir()).isEqualTo(image.runtime().checkpointDir());
  }

  @Test
  void everyTopicOfTheSettingsIsMade() throws IOException {
    String made = yaml(COMPOSE).at("/services/topics/command/0").asText();
    List<String> topics = yaml("optimize.yaml").findValuesAsText("topic");

    assertThat(topics).hasSize(4);
    for (String topic : topics) {
      assertThat(made).containsPattern("for topic in [^;]*\\b" + topic + "\\b[^;]*; do");
    }
  }

  @Test
  void checkpointsLieWhereAllProcessesOfFlinkReachThem() throws IOException {
    String folder = "/var/thalweg/checkpoints";
    assertThat(yaml("optimize.yaml").at("/checkpoints/dir").asText()).isEqualTo("file://" + folder);
    assertThat(yaml("config.yaml").at("/execution/checkpointing/dir").asText())
        .isEqualTo("file://" + folder);
    for (String service : List.of("jobmanager", "taskmanager")) {
      assertThat(texts(yaml(COMPOSE).at("/services/" + service + "/volumes")))
          .contains("checkpoints:" + folder);
    }
    assertThat(DockerFiles.text("Dockerfile"))
        .containsPattern("install -d -o flink -g flink .*" + folder);
    JsonNode pods = flinkDeployment().at("/spec/podTemplate/spec");
    Set<String> mounted = new TreeSet<>();
    for (JsonNode mount : pods.at("/containers/0/volumeMounts")) {
      mounted.add(mount.get("name").asText() + " " + mount.get("mountPath").asText());
    }
    assertThat(mounted).containsExactly("checkpoints " + folder, "settings /opt/thalweg");
    assertThat(pods.at("/volumes").findValuesAsText("name"))
        .containsExactlyInAnyOrder("checkpoints", "settings", "thalweg-settings");
    assertThat(ofKind("PersistentVolumeClaim").at("/metadata/name").asText())
        .isEqualTo(pods.at("/volumes").findValue("claimName").asText());
  }

  @Test
  void theEntryClassIsThereAndIsCalledTheSameWayEverywhere() throws Exception {
    JsonNode compose = yaml(COMPOSE).at("/services/jobmanager/command");
    assertThat(DockerFiles.text("Dockerfile"))
        .contains("CMD " + compose.toString().replace(",", ", "));
    List<String> words = texts(compose);
    assertThat(words.get(0)).isEqualTo("standalone-job");
    String entry = words.get(words.indexOf("--job-classname") + 1);
    assertThat(Class.forName(entry).getMethod("main", String[].class)).isNotNull();
    JsonNode job = flinkDeployment().at("/spec/job");
    assertThat(job.get("entryClass").asText()).isEqualTo(entry);
    assertThat(texts(job.get("args"))).isEqualTo(words.subList(3, words.size()));
    String jar = job.get("jarURI").asText().substring("local://".length());
    assertThat(DockerFiles.text("Dockerfile")).contains("-cluster.jar " + jar + "\n");
    assertThat(yaml(COMPOSE).at("/services/flights/entrypoint/2").asText()).startsWith(jar + ":");
  }

  @Test
  void theSenderOfFlightsIsACommandThatTakesItsArguments() throws Exception {
    JsonNode sender = yaml(COMPOSE).at("/services/flights");
    List<String> java = texts(sender.get("entrypoint"));
    assertThat(Class.forName(java.get(java.size() - 1))).isEqualTo(Thalweg.class);
    List<String> arguments = new ArrayList<>();
    for (String argument : texts(sender.get("command"))) {
      arguments.add(DockerFiles.withDefaults(argument));
    }

    assertThat(
            Thalweg.commandLine()
                .parseArgs(arguments.toArray(String[]::new))
                .subcommand()
                .commandSpec()
                .name())
        .isEqualTo("flights");
  }

  private static JsonNode flinkDeployment() throws IOException {
    return ofKind("FlinkDeployment");
  }

  private static JsonNode ofKind(String kind) throws IOException {
    return DockerFiles.yamls(DOCKER.resolve("kubernetes/thalweg.yaml")).stream()
        .filter(document -> document.get("kind").asText().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  /** The first element of this name in the parent pom, as text. */
  private static String pom(String element) throws IOException {
    return Pattern.compile("<" + element + ">([^<]+)</" + element + ">")
        .matcher(Files.readString(ROOT.resolve("pom.xml")))
        .results()
        .findFirst()
        .orElseThrow()
        .group(1);
  }
}
