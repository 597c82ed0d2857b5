package io.thalweg.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.thalweg.Example;
import io.thalweg.Features;
import io.thalweg.Prediction;
import io.thalweg.wire.RecordEncoder;
import io.thalweg.wire.WireFormat;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The golden trajectories of the learners, from a file through the command to a file. */
@ExtendWith(SharedServices.class)
class GoldenFilesIT {
  private static final Path GOLDEN =
      Path.of("..", "operators", "src", "test", "resources", "golden", "omd_golden.json");
  private static final double TOLERANCE = 1e-12;

  /** The learners, by the name of their trajectory. */
  private static final String MODELS =
      """
      models:
        - name: a_convex_squared_box-*
          features: {dimension: 2}
          learner:
            loss: squared
            domain: {box: {lower: -0.5, upper: 0.75}}
            algorithm: {convex: {gradientBound: 1, delta: 1}}
        - name: a_convex_squared-*
          features: {dimension: 2}
          learner:
            loss: squared
            domain: {ball: {radius: 0.8}}
            algorithm: {convex: {gradientBound: 1, delta: 1}}
        - name: a_convex_logistic-*
          features: {dimension: 2}
          learner:
            loss: logistic
            domain: {ball: {radius: 1}}
            algorithm: {convex: {gradientBound: 1.5, delta: 10}}
        - name: a_scalefree_logistic-*
          features: {dimension: 2}
          learner: {loss: logistic, domain: {ball: {radius: 1}}}
      """;

  private static final List<String> TRAJECTORIES =
      List.of(
          "a_convex_squared_box", "a_convex_squared", "a_convex_logistic", "a_scalefree_logistic");
  private static final float[][] FEATURES = {
    {1, 0.5f}, {-0.25f, 1}, {0.375f, -1}, {1, 0.75f}, {-1, 0.125f}, {0.5f, 0.625f}
  };
  private static final double[] TARGETS = {1, -0.5, 0.75, 0.25, -1, 0.5};
  private static final double[] CLASSES = {1, 0, 1, 1, 0, 0};

  /**
   * The four learners over the six events of their trajectories, features dense and sparse, in one
   * run of the command as a process of its own: every margin is the golden one, and dense and
   * sparse give the same answer bit by bit.
   */
  @ParameterizedTest
  @EnumSource
  void marginsThroughTheCommandAreTheGoldenOnes(
      WireFormat format, JavaProcesses processes, @TempDir Path folder) throws Exception {
    String ending = format == WireFormat.AVRO ? ".avro" : ".jsonl";
    Path in = folder.resolve("examples" + ending);
    Path out = folder.resolve("out").resolve("predictions" + ending);
    Path dead = folder.resolve("out").resolve("dead" + ending);
    write(examples(), in, format);
    Path settings =
        Files.writeString(
            folder.resolve("settings.yaml"),
            """
            job: optimize
            input: {examples: {path: %s}}
            output: {predictions: {path: %s}, deadLetters: {path: %s}}
            """
                    .formatted(in, out, dead)
                + MODELS);

    JavaProcess run = ThalwegCommand.start(processes, "run", "--settings", settings.toString());

    assertThat(run.awaitExit(Duration.ofSeconds(90))).as(run.tail(20)).isZero();
    assertThat(run.output()).anyMatch(line -> line.matches("\\s*events\\s+48 in .*"));
    Map<String, Prediction> answers = read(out, format);
    assertThat(answers).hasSize(TRAJECTORIES.size() * FEATURES.length * 2);
    JsonNode golden = new ObjectMapper().readTree(GOLDEN.toFile());
    for (String trajectory : TRAJECTORIES) {
      for (int event = 0; event < FEATURES.length; event++) {
        double expected = golden.get(trajectory).get("rows").get(event).get("p").asDouble();
        Prediction dense = answers.get(trajectory + "-dense " + event);
        Prediction sparse = answers.get(trajectory + "-sparse " + event);
        assertThat(Math.abs(dense.getMargin() - expected) / Math.max(1, Math.abs(expected)))
            .as("%s, event %d: %s", trajectory, event, dense)
            .isLessThanOrEqualTo(TOLERANCE);
        assertThat(sparse.getMargin()).isEqualTo(dense.getMargin());
        assertThat(sparse.getLoss()).isEqualTo(dense.getLoss());
        assertThat(dense.getVersion().getEvents()).isEqualTo(event);
      }
    }
  }

  private static List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    for (int event = 0; event < FEATURES.length; event++) {
      List<Float> x = List.of(FEATURES[event][0], FEATURES[event][1]);
      List<Float> backwards = List.of(x.get(1), x.get(0));
      for (String trajectory : TRAJECTORIES) {
        double label = trajectory.contains("logistic") ? CLASSES[event] : TARGETS[event];
        examples.add(
            example(trajectory + "-dense", event, new Features(x, null, null, null), label));
        examples.add(
            example(
                trajectory + "-sparse",
                event,
                new Features(null, List.of(1, 0), backwards, null),
                label));
      }
    }
    return examples;
  }

  private static Example example(String model, int event, Features features, double label) {
    return new Example(
        model, Integer.toString(event), Instant.ofEpochMilli(event), features, label, 1.0);
  }

  private static void write(List<Example> examples, Path file, WireFormat format) throws Exception {
    if (format == WireFormat.AVRO) {
      try (var out =
          new DataFileWriter<>(new SpecificDatumWriter<>(Example.class))
              .create(Example.getClassSchema(), file.toFile())) {
        for (Example example : examples) {
          out.append(example);
        }
      }
      return;
    }
    RecordEncoder encoder = format.encoder();
    try (OutputStream out = Files.newOutputStream(file)) {
      for (Example example : examples) {
        out.write(encoder.encode(example));
        out.write('\n');
      }
    }
  }

  /** The predictions by model and event. */
  private static Map<String, Prediction> read(Path file, WireFormat format) throws Exception {
    List<Prediction> all = new ArrayList<>();
    if (format == WireFormat.AVRO) {
      try (var in =
          new DataFileReader<>(file.toFile(), new SpecificDatumReader<>(Prediction.class))) {
        in.forEach(all::add);
      }
    } else {
      for (String line : Files.readAllLines(file)) {
        all.add(format.decode(line.getBytes(StandardCharsets.UTF_8), Prediction.class));
      }
    }
    Map<String, Prediction> answers = new TreeMap<>();
    for (Prediction answer : all) {
      assertThat(answers.put(answer.getModel() + " " + answer.getId(), answer)).isNull();
    }
    return answers;
  }
}
