package io.thalweg.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.Example;
import io.thalweg.Features;
import io.thalweg.Prediction;
import io.thalweg.jobs.settings.OptimizeSettings;
import io.thalweg.wire.RecordEncoder;
import io.thalweg.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptimizeJobFilesTest {
  private static final int EVENTS = 500;

  @TempDir private Path folder;

  private static List<Example> examples() {
    SplittableRandom random = new SplittableRandom(5);
    List<Example> examples = new ArrayList<>();
    for (int k = 0; k < EVENTS; k++) {
      Features features = new Features();
      features.setDense(List.of((float) random.nextDouble(), (float) random.nextDouble()));
      Example example = new Example();
      example.setModel("m" + k % 7);
      example.setId("e" + k);
      example.setTime(Instant.ofEpochMilli(1_000L * k));
      example.setFeatures(features);
      example.setLabel(random.nextDouble());
      example.setWeight(1.0);
      examples.add(example);
    }
    return examples;
  }

  private void run(String input, String output, int parallelism) throws Exception {
    String yaml =
        """
        job: optimize
        input: {examples: {path: %s}}
        output: {predictions: {path: %s, format: %s}, deadLetters: {path: %s}}
        models: [{name: "*", features: {dimension: 2}, learner: {loss: squared}}]
        parallelism: %d
        """
            .formatted(
                input,
                folder.resolve(output),
                output.contains("avro") ? "avro" : "json",
                folder.resolve(output + "-dead.jsonl"),
                parallelism);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism, new Configuration());
    env.enableCheckpointing(200);
    OptimizeJob.build(env, OptimizeSettings.parse(yaml, List.of()));
    env.execute();
  }

  private static Map<String, Prediction> predictions(Stream<Path> files) throws Exception {
    Map<String, Prediction> found = new HashMap<>();
    for (Path file : files.toList()) {
      if (Files.isDirectory(file) || file.getFileName().toString().startsWith(".")) {
        continue;
      }
      if (Files.readAllBytes(file)[0] == 'O') {
        try (var reader =
            new DataFileReader<>(file.toFile(), new SpecificDatumReader<>(Prediction.class))) {
          for (Prediction prediction : reader) {
            assertThat(found.put(prediction.getId(), prediction)).isNull();
          }
        }
      } else {
        for (String line : Files.readAllLines(file)) {
          Prediction prediction =
              WireFormat.JSON.decode(line.getBytes(StandardCharsets.UTF_8), Prediction.class);
          assertThat(found.put(prediction.getId(), prediction)).isNull();
        }
      }
    }
    return found;
  }

  @Test
  void filesOfBothFormatsAndFoldersGiveTheSamePredictions() throws Exception {
    RecordEncoder encoder = WireFormat.JSON.encoder();
    Path lines = folder.resolve("in.jsonl");
    Path container = folder.resolve("in.avro");
    try (var out = Files.newOutputStream(lines);
        var avro =
            new DataFileWriter<>(new SpecificDatumWriter<>(Example.class))
                .create(Example.getClassSchema(), container.toFile())) {
      for (Example example : examples()) {
        out.write(encoder.encode(example));
        out.write('\n');
        avro.append(example);
      }
    }

    run(lines.toString(), "a.jsonl", 1);
    run(container.toString(), "b.avro", 2);
    run(lines.toString(), "c-json", 2);
    run(lines.toString(), "d-avro", 2);

    Map<String, Prediction> expected = predictions(Stream.of(folder.resolve("a.jsonl")));
    assertThat(expected).hasSize(EVENTS);
    assertThat(predictions(Stream.of(folder.resolve("b.avro")))).isEqualTo(expected);
    try (Stream<Path> parts = Files.walk(folder.resolve("c-json"))) {
      assertThat(predictions(parts)).isEqualTo(expected);
    }
    try (Stream<Path> parts = Files.walk(folder.resolve("d-avro"))) {
      assertThat(predictions(parts)).isEqualTo(expected);
    }
    assertThat(folder.resolve("a.jsonl-dead.jsonl")).isEmptyFile();
  }
}
