package io.thalweg.jobs.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thalweg.convex.Ball;
import io.thalweg.convex.Hint;
import io.thalweg.convex.ScaleFree;
import io.thalweg.math.EventDigest;
import io.thalweg.math.FeatureVector;
import io.thalweg.mirror.Answer;
import io.thalweg.mirror.Learner;
import io.thalweg.mirror.LearnerSpec;
import io.thalweg.mirror.LinearModel;
import io.thalweg.mirror.SquaredLoss;
import io.thalweg.state.Family;
import io.thalweg.state.LinearModelCodec;
import io.thalweg.state.ModelFile;
import io.thalweg.state.ModelHeader;
import io.thalweg.state.ModelProgress;
import io.thalweg.stream.FeatureSpec;
import io.thalweg.stream.ModelSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.core.execution.SavepointFormatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SavepointModelsTest {
  private static final String MODELS =
      """
      [{name: "late-*", features: {hashBits: 14, bias: true}, learner: {loss: logistic}},
       {name: "*", features: {dimension: 2}, learner: {loss: squared, domain: {ball: {radius: 0.8}}}}]
      """;

  private static final ModelSpec DENSE =
      ModelSpec.of(
          "*",
          FeatureSpec.ofDimension(2),
          new LearnerSpec(
              new SquaredLoss(), new Ball(0.8), new ScaleFree(1), Hint.LAST_GRADIENT, 2),
          Optional.empty());

  @TempDir private Path folder;

  private static List<String> lines() {
    List<String> lines = new ArrayList<>(Lines.dense(60, "a", "b", "c"));
    lines.addAll(Lines.named(90, "late-SEA", "late-LAX"));
    return lines;
  }

  /** The bytes of the dense models, folded here, without a job. */
  private static Map<String, byte[]> folded() {
    Map<String, LinearModel> models = new TreeMap<>();
    Map<String, ModelProgress> progress = new TreeMap<>();
    Learner learner = Learner.of(DENSE.learner());
    Answer answer = new Answer();
    SplittableRandom random = new SplittableRandom(5);
    for (int k = 0; k < 60; k++) {
      String name = List.of("a", "b", "c").get(k % 3);
      float[] x = {(float) random.nextDouble(), (float) random.nextDouble()};
      double label = random.nextDouble();
      FeatureVector features = new FeatureVector().dense(x, 2);
      LinearModel model = models.computeIfAbsent(name, key -> learner.create());
      learner.learn(model, features, label, 1, answer);
      progress
          .computeIfAbsent(name, key -> new ModelProgress())
          .learned(
              EventDigest.event("e" + k, 1000L * k, label, 1, features),
              1000L * k,
              answer.loss(),
              1);
    }
    Map<String, byte[]> bytes = new TreeMap<>();
    models.forEach(
        (name, model) ->
            bytes.put(
                name,
                new ModelFile(
                        new ModelHeader(Family.MIRROR, DENSE.digest(), progress.get(name))
                            .write(LinearModelCodec.encode(model)),
                        new TreeMap<>())
                    .toBytes()));
    return bytes;
  }

  @ParameterizedTest
  @CsvSource({"rocksdb, true", "rocksdb, false", "hashmap, false"})
  void everyBackendAndFormatGivesTheModelsThatWereFolded(String backend, String incremental)
      throws Exception {
    Map<String, String> flink =
        Map.of("state.backend.type", backend, "execution.checkpointing.incremental", incremental);
    List<String> paths = new ArrayList<>();
    try (LiveJob job = LiveJob.start(folder, MODELS, 2, lines(), flink)) {
      paths.add(job.savepoint(folder.resolve("canonical"), SavepointFormatType.CANONICAL));
      paths.add(job.savepoint(folder.resolve("native"), SavepointFormatType.NATIVE));
      paths.add(job.checkpoint());
    }

    Map<String, byte[]> first = new SavepointModels(paths.get(0)).all();
    assertThat(first).containsOnlyKeys("a", "b", "c", "late-LAX", "late-SEA");
    assertThat(first).containsAllEntriesOf(folded());
    assertThat(ModelFile.of(first.get("late-SEA")).pages()).hasSizeGreaterThan(5);
    for (String path : paths) {
      SavepointModels models = new SavepointModels(path);
      assertThat(models.all()).as(path).containsExactlyEntriesOf(first);
      assertThat(models.named("late-LAX")).as(path).contains(first.get("late-LAX"));
      assertThat(models.named("late-JFK")).as(path).isEmpty();
      assertThat(models.settings().keySet()).as(path).containsExactly("late-*", "*");
      assertThat(models.settings().get("*")).isEqualTo(DENSE.canonical());
      assertThat(models.featureNames().get("late-*"))
          .as(path)
          .hasSize(15)
          .contains("distance", "origin=A0", "origin=A12", "weekend");
    }
  }

  @Test
  void aFoundModelCarriesItsOwnSettingsAndTheirNames() throws Exception {
    String path;
    try (LiveJob job = LiveJob.start(folder, MODELS, 1, lines(), Map.of())) {
      path = job.checkpoint();
    }
    SavepointModels models = SavepointModels.open(path);

    var found = models.find(Set.of("a", "late-SEA", "nobody"));

    assertThat(found).containsOnlyKeys("a", "late-SEA");
    assertThat(found.get("a").settings()).isEqualTo(DENSE.canonical());
    assertThat(found.get("a").featureNames()).isEmpty();
    assertThat(found.get("late-SEA").settings()).startsWith("hashed 16384 bias; ");
    assertThat(found.get("late-SEA").featureNames()).hasSize(15);
    Map<String, Long> events = new TreeMap<>();
    models.heads((name, header) -> events.put(name, header.progress().events()));
    assertThat(events)
        .containsExactly(
            Map.entry("a", 20L),
            Map.entry("b", 20L),
            Map.entry("c", 20L),
            Map.entry("late-LAX", 45L),
            Map.entry("late-SEA", 45L));
  }

  @Test
  void readingLeavesNothingBehind() throws Exception {
    String path;
    try (LiveJob job = LiveJob.start(folder, MODELS, 1, lines(), Map.of())) {
      path = job.savepoint(folder.resolve("canonical"), SavepointFormatType.CANONICAL);
    }
    Set<Path> before = leftovers();

    new SavepointModels(path).all();

    assertThat(leftovers()).isEqualTo(before);
  }

  private static Set<Path> leftovers() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return Set.copyOf(
          files.filter(file -> file.getFileName().toString().contains("thalweg")).toList());
    }
  }

  @Test
  void damagedMetadataAndMissingStateAreToldInOneLine() throws Exception {
    String path;
    // Small state would stand in the metadata itself.
    Map<String, String> apart = Map.of("execution.checkpointing.data-inline-threshold", "0 b");
    try (LiveJob job = LiveJob.start(folder, MODELS, 1, lines(), apart)) {
      path = job.savepoint(folder.resolve("canonical"), SavepointFormatType.CANONICAL);
    }
    Path savepoint = Path.of(java.net.URI.create(path));
    SavepointModels models = SavepointModels.open(path);
    try (Stream<Path> files = Files.list(savepoint)) {
      for (Path file : files.filter(f -> !f.endsWith("_metadata")).toList()) {
        Files.delete(file);
      }
    }
    assertThatThrownBy(() -> models.find(Set.of("a")))
        .isInstanceOf(ModelsException.class)
        .hasMessageStartingWith("cannot read " + path + ": ")
        .hasMessageContaining(savepoint.toString())
        .hasMessageNotContaining("\n");

    Files.write(savepoint.resolve("_metadata"), new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
    assertThatThrownBy(() -> new SavepointModels(path))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot read " + path + ": ");
  }
}
