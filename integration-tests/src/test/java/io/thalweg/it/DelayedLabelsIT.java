package io.thalweg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.LearnerMetrics;
import io.thalweg.Prediction;
import io.thalweg.it.Faults.Place;
import io.thalweg.it.LabelledLog.Event;
import io.thalweg.jobs.OptimizeJob;
import io.thalweg.jobs.settings.OptimizeSettings;
import io.thalweg.mirror.Answer;
import io.thalweg.mirror.Learner;
import io.thalweg.mirror.LinearModel;
import io.thalweg.state.ModelFile;
import io.thalweg.state.ModelHeader;
import io.thalweg.stream.CheckedExample;
import io.thalweg.stream.CheckedLabel;
import io.thalweg.stream.DeadLetters;
import io.thalweg.stream.JoinOptions;
import io.thalweg.stream.LearnerOptions;
import io.thalweg.stream.ModelSpec;
import io.thalweg.stream.ModelSpecs;
import io.thalweg.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Labels in a topic of their own: models are a function of both logs, however they interleave.
 *
 * <p>Topology of every test: a {@link LabelledLog} in a topic of 4 partitions for its examples and
 * one of 3 for its labels, the optimize job over RocksDB, a slow map that can fail between learner
 * and sink, topics of answers and of dead letters, exactly once; checkpoints every 100 ms.
 *
 * <p>Invariants of every test: every model's bytes are those of {@link LabelledFold}, which folds
 * the sorted events in memory; every example that passes the door is answered once, by a version of
 * its model that the fold went through, with that version's margin; every event that the fold
 * refuses, and no other, has one dead letter.
 */
@ExtendWith(SharedServices.class)
class DelayedLabelsIT {
  private static final LabelledLog LOG = LabelledLog.of(9_000, 1);
  private static final Duration INTERVAL = Duration.ofMillis(100);

  private static final Comparator<LearnerMetrics> BY_TIME =
      Comparator.comparing(LearnerMetrics::getTime)
          .thenComparingLong(metrics -> metrics.getVersion().getEvents());

  @TempDir private Path folder;

  private FlinkSettings flink() {
    return FlinkSettings.exactlyOnce(folder).checkpointEvery(INTERVAL);
  }

  private static void assertFolded(LabelledRun run, String savepoint) throws Exception {
    LabelledFold fold = LabelledFold.of(LOG, run::spec);
    assertSameModels(LabelledRun.models(savepoint), fold.models());
    assertThat(run.refused()).isEqualTo(fold.refused());
    assertAnswered(run, fold, LOG.examples());
  }

  private static void assertSameModels(
      SortedMap<String, byte[]> actual, SortedMap<String, byte[]> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, bytes) -> assertThat(actual.get(name)).as(name).isEqualTo(bytes));
  }

  private static void assertAnswered(LabelledRun run, LabelledFold fold, Collection<Event> examples)
      throws Exception {
    Map<String, Event> events = new HashMap<>();
    Map<String, Long> expected =
        examples.stream()
            .filter(Event::passesTheDoor)
            .peek(event -> events.put(event.model() + " " + event.id(), event))
            .collect(Collectors.groupingBy(DelayedLabelsIT::question, Collectors.counting()));
    List<Prediction> answers = run.answers();
    assertThat(
            answers.stream()
                .collect(Collectors.groupingBy(DelayedLabelsIT::question, Collectors.counting())))
        .isEqualTo(expected);
    Map<String, Learner> learners = new HashMap<>();
    Answer again = new Answer();
    for (Prediction answer : answers) {
      Event example = events.get(answer.getModel() + " " + answer.getId());
      LinearModel version = fold.version(answer.getModel(), answer.getVersion().getDigest());
      assertThat(version).as("a version that the fold knows: %s", answer).isNotNull();
      learners
          .computeIfAbsent(answer.getModel(), name -> Learner.of(run.spec(name).learner()))
          .predict(version, LabelledFold.features(example), again);
      assertThat(answer.getMargin()).isEqualTo(again.margin());
      assertThat(answer.getLoss()).isNull();
    }
  }

  private static String question(Event event) {
    return event.model() + " " + event.id() + " " + event.time();
  }

  private static String question(Prediction answer) {
    return answer.getModel() + " " + answer.getId() + " " + answer.getTime().toEpochMilli();
  }

  /** That the log reaches the paths that it is made for. */
  @Test
  void theLogReachesEveryPath(Topics topics) {
    LabelledFold fold = LabelledFold.of(LOG, LabelledRun.over(LOG, topics)::spec);
    assertThat(fold.models()).hasSize(9);
    assertThat(fold.silences()).isGreaterThan(50);
    Map<String, Long> refused =
        fold.refused().values().stream()
            .collect(Collectors.groupingBy(reason -> reason, Collectors.counting()));
    assertThat(refused)
        .containsOnlyKeys("late", "missing-field", "out-of-range", "duplicate-id", "unknown-id")
        .allSatisfy((reason, count) -> assertThat(count).isGreaterThan(20));
  }

  /** Failures: two of each kind, in the operators and between snapshot and completion. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void failuresLeaveNoTrace(int parallelism, Topics topics, WatchedMiniCluster cluster)
      throws Exception {
    LabelledRun run = LabelledRun.over(LOG, topics);
    Faults faults = Faults.random(run.name(), 50 + parallelism, 2, Place.values());
    WatchedJob job = cluster.submit(run.environment(flink(), parallelism, FaultyJoin::new));
    for (int part = 0; part < LabelledRun.PARTS; part++) {
      faults.arm(2);
      run.feedExamples();
      run.feedLabels();
      faults.awaitArmed();
      run.awaitCommitted();
    }
    assertThat(faults.left()).isZero();
    job.awaitCheckpoints(2);

    assertFolded(run, job.drain(SavepointFormatType.CANONICAL, folder));
    assertThat(run.writtenInVain()).isPositive();
  }

  /** Barriers overtake what waits before the slow map and before the join. */
  @Test
  void failuresOverUnalignedCheckpointsLeaveNoTrace(Topics topics, WatchedMiniCluster cluster)
      throws Exception {
    LabelledRun run = LabelledRun.over(LOG, topics);
    Faults faults = Faults.random(run.name(), 60, 1, Place.values());
    WatchedJob job = cluster.submit(run.environment(flink().unaligned(), 2, FaultyJoin::new));
    for (int part = 0; part < LabelledRun.PARTS; part++) {
      faults.arm(1);
      run.feedExamples();
      run.feedLabels();
      faults.awaitArmed();
      run.awaitCommitted();
    }
    job.awaitCheckpoints(2);

    assertThat(job.inFlightBytes()).isPositive();
    assertFolded(run, job.drain(SavepointFormatType.NATIVE, folder));
  }

  /** In which order the two topics are filled. */
  enum Feeding {
    EXAMPLES_FIRST,
    LABELS_FIRST,
    EXAMPLES_AHEAD,
    LABELS_AHEAD
  }

  @ParameterizedTest
  @EnumSource
  void theModelsDoNotDependOnHowTheTopicsInterleave(
      Feeding feeding, Topics topics, WatchedMiniCluster cluster) throws Exception {
    LabelledRun run = LabelledRun.over(LOG, topics);
    WatchedJob job = cluster.submit(run.plain(flink(), 2));
    job.awaitRunning();
    switch (feeding) {
      case EXAMPLES_FIRST -> {
        for (int part = 0; part < LabelledRun.PARTS; part++) {
          run.feedExamples();
        }
        run.awaitCommitted();
      }
      case LABELS_FIRST -> {
        for (int part = 0; part < LabelledRun.PARTS; part++) {
          run.feedLabels();
        }
        job.awaitCheckpoints(2);
      }
      case EXAMPLES_AHEAD -> {
        run.feedExamples();
        run.feedExamples();
        run.awaitCommitted();
      }
      case LABELS_AHEAD -> {
        run.feedLabels();
        run.feedLabels();
        job.awaitCheckpoints(2);
      }
    }
    run.feedAll();
    run.awaitCommitted();
    job.awaitCheckpoints(2);

    assertFolded(run, job.drain(SavepointFormatType.NATIVE, folder));
  }

  /** The job is stopped in the middle, restored at another parallelism, and again. */
  @Test
  void aRestoredAndRescaledJobGoesOn(Topics topics, WatchedMiniCluster cluster) throws Exception {
    LabelledRun run = LabelledRun.over(LOG, topics);
    WatchedJob job = cluster.submit(run.plain(flink(), 2));
    run.feedExamples();
    run.feedLabels();
    run.feedExamples();
    run.awaitCommitted();
    String savepoint = job.stop(SavepointFormatType.CANONICAL, folder);
    job = cluster.restore(savepoint, run.plain(flink(), 3));
    run.feedLabels();
    run.feedLabels();
    run.feedExamples();
    run.awaitCommitted();
    savepoint = job.stop(SavepointFormatType.NATIVE, folder);
    job = cluster.restore(savepoint, run.plain(flink(), 1));
    run.feedAll();
    run.awaitCommitted();
    job.awaitCheckpoints(2);

    assertFolded(run, job.drain(SavepointFormatType.NATIVE, folder));
  }

  /**
   * That these tests can fail: a join that takes each event's time for the watermark, and so learns
   * in the order of arrival, comes to other models.
   */
  @Test
  void inTheOrderOfArrivalTheModelsDiffer(Topics topics, WatchedMiniCluster cluster)
      throws Exception {
    LabelledRun run = LabelledRun.over(LOG, topics);
    Faults.none(run.name());
    WatchedJob job = cluster.submit(run.environment(flink(), 2, Hasty::new));
    run.feedAll();
    run.awaitCommitted();
    SortedMap<String, byte[]> models =
        LabelledRun.models(job.drain(SavepointFormatType.NATIVE, folder));

    LabelledFold fold = LabelledFold.of(LOG, run::spec);
    fold.models().forEach((name, bytes) -> assertThat(models.get(name)).isNotEqualTo(bytes));
    assertThat(run.refused()).containsValue("late-after-idle");
  }

  private static final class Hasty extends FaultyJoin {
    private static final long serialVersionUID = 1L;

    Hasty(
        String job,
        ModelSpecs<ModelSpec> specs,
        LearnerOptions options,
        JoinOptions join,
        DeadLetters letters) {
      super(job, specs, options, join, letters);
    }

    @Override
    public void processElement1(StreamRecord<CheckedExample> record) throws Exception {
      long time = record.getValue().time();
      super.processElement1(record);
      processWatermark(new Watermark(time));
    }

    @Override
    public void processElement2(StreamRecord<CheckedLabel> record) throws Exception {
      long time = record.getValue().time();
      super.processElement2(record);
      processWatermark(new Watermark(time));
    }
  }

  /** Two files are two logs of one partition each; the last metrics of a model tell its version. */
  @Test
  void filesGiveTheSameModels(Topics topics, WatchedMiniCluster cluster) throws Exception {
    LabelledLog sorted = LOG.sorted();
    write(sorted.examples(), "examples.jsonl");
    write(sorted.labels(), "labels.jsonl");
    LabelledRun run = LabelledRun.over(LOG, topics);
    for (int parallelism : new int[] {1, 2}) {
      String out = folder.resolve("out-" + parallelism).toString();
      OptimizeSettings settings =
          OptimizeSettings.parse(
              LabelledLog.settings("files", "none:1", "examples: {}, labels: {}", "p", "d"),
              List.of(
                  "input.examples={path: " + folder + "/examples.jsonl}",
                  "input.labels={path: %s/labels.jsonl, timeout: %d ms, hold: %d ms}"
                      .formatted(
                          folder, LabelledLog.TIMEOUT.toMillis(), LabelledLog.HOLD.toMillis()),
                  "output.predictions={path: " + out + "-p.jsonl}",
                  "output.deadLetters={path: " + out + "-d.jsonl}",
                  "output.metrics={path: " + out + "-m, every: 1}",
                  "parallelism=" + parallelism));
      StreamExecutionEnvironment env =
          flink().with("pipeline.auto-watermark-interval", "20 ms").environment(parallelism);
      OptimizeJob.build(env, settings);
      cluster.submit(env).awaitFinished();

      LabelledFold fold = LabelledFold.of(LOG, run::spec);
      Map<String, LearnerMetrics> last = lastMetrics(Path.of(out + "-m"));
      assertThat(last.keySet()).isEqualTo(fold.models().keySet());
      fold.models()
          .forEach(
              (name, bytes) -> {
                var progress = ModelHeader.read(ModelFile.of(bytes).head()).progress();
                LearnerMetrics metrics = last.get(name);
                assertThat(metrics.getVersion().getEvents()).isEqualTo(progress.events());
                assertThat(metrics.getVersion().getDigest())
                    .isEqualTo("%016x".formatted(progress.digest()));
                assertThat(metrics.getProgressiveLoss()).isEqualTo(progress.progressiveLoss());
              });
      assertThat(Files.readAllLines(Path.of(out + "-p.jsonl"))).hasSize(sorted.examples().size());
    }
  }

  private void write(List<Event> events, String file) throws Exception {
    StringBuilder lines = new StringBuilder();
    for (Event event : events) {
      var type =
          event.topic() == LabelledLog.Topic.EXAMPLES
              ? io.thalweg.Example.class
              : io.thalweg.Label.class;
      byte[] json = WireFormat.JSON.encoder().encode(WireFormat.AVRO.decode(event.value(), type));
      lines.append(new String(json, StandardCharsets.UTF_8)).append('\n');
    }
    Files.writeString(folder.resolve(file), lines);
  }

  private static Map<String, LearnerMetrics> lastMetrics(Path parts) throws Exception {
    Map<String, LearnerMetrics> last = new TreeMap<>();
    try (var files = Files.list(parts)) {
      for (Path part : files.toList()) {
        for (String line : Files.readAllLines(part)) {
          LearnerMetrics metrics =
              WireFormat.JSON.decode(line.getBytes(StandardCharsets.UTF_8), LearnerMetrics.class);
          last.merge(metrics.getModel(), metrics, BinaryOperator.maxBy(BY_TIME));
        }
      }
    }
    return last;
  }
}
