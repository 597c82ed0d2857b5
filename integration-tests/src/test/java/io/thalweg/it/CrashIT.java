package io.thalweg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.it.Faults.Place;
import io.thalweg.it.Fold.Answer;
import io.thalweg.stream.LearnerOptions;
import io.thalweg.stream.ModelSpec;
import io.thalweg.stream.ModelSpecs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.core.execution.SavepointFormatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Crash anywhere equals uninterrupted, inside one JVM.
 *
 * <p>Topology of every test: {@link FlightLog} in a topic of 6 partitions, the optimize job with a
 * small cache over RocksDB, a slow map that can fail between learner and sink, topics of answers
 * and of dead letters, exactly once; checkpoints every 100 ms; the job restarts at once after each
 * failure. The log comes in 6 parts, each when the answers to the one before are committed, and
 * with each part comes its share of the failures, 200 to 800 events after its beginning, in an
 * order of the seed's: they hit a job that has a checkpoint to go back to, and events behind it.
 *
 * <p>Invariants of every test: all planned failures have happened; every model's bytes, every
 * answer with its margin, loss and model version, and every dead letter equal those of a run
 * without failures; none is lost, none stands twice for a reader of committed records. A reader of
 * uncommitted records sees more answers, since some were given again.
 */
@ExtendWith(SharedServices.class)
class CrashIT {
  private static final Duration INTERVAL = Duration.ofMillis(100);

  /** Failures: in the learner after it has learned an event, and in the map; two of each. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void failuresInTheChainLeaveNoTrace(
      int parallelism,
      Topics topics,
      WatchedMiniCluster cluster,
      UninterruptedRun expected,
      @TempDir Path folder)
      throws Exception {
    FlightRun run = FlightRun.on(topics);
    Faults faults = Faults.random(run.name(), parallelism, 2, Place.LEARNER, Place.MAP);
    FlinkSettings settings = FlinkSettings.exactlyOnce(folder).checkpointEvery(INTERVAL);
    WatchedJob job = cluster.submit(run.environment(settings, parallelism));

    Fold fold = toTheEnd(job, run, faults, folder);

    assertThat(expected.fold().differences(fold)).isEmpty();
    assertThat(run.writtenInVain()).isPositive();
  }

  /**
   * Failures: in the snapshot of the learner and of the map, when the learner's state has been
   * handed over, and in both when they hear that a checkpoint is complete, which other tasks may
   * not have heard yet; two of each.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void failuresBetweenSnapshotAndCompletionLeaveNoTrace(
      int parallelism,
      Topics topics,
      WatchedMiniCluster cluster,
      UninterruptedRun expected,
      @TempDir Path folder)
      throws Exception {
    FlightRun run = FlightRun.on(topics);
    Faults faults =
        Faults.random(
            run.name(),
            10 + parallelism,
            2,
            Place.LEARNER_SNAPSHOT,
            Place.MAP_SNAPSHOT,
            Place.LEARNER_COMPLETE,
            Place.MAP_COMPLETE);
    FlinkSettings settings = FlinkSettings.exactlyOnce(folder).checkpointEvery(INTERVAL);
    WatchedJob job = cluster.submit(run.environment(settings, parallelism));

    Fold fold = toTheEnd(job, run, faults, folder);

    assertThat(expected.fold().differences(fold)).isEmpty();
    assertThat(run.writtenInVain()).isPositive();
  }

  /**
   * Barriers overtake the records that wait before the slow map, so that checkpoints hold these
   * records. Failures: one of each kind.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void failuresOverUnalignedCheckpointsLeaveNoTrace(
      int parallelism,
      Topics topics,
      WatchedMiniCluster cluster,
      UninterruptedRun expected,
      @TempDir Path folder)
      throws Exception {
    FlightRun run = FlightRun.on(topics);
    Faults faults = Faults.random(run.name(), 20 + parallelism, 1, Place.values());
    FlinkSettings settings =
        FlinkSettings.exactlyOnce(folder).checkpointEvery(INTERVAL).unaligned();
    WatchedJob job = cluster.submit(run.environment(settings, parallelism));

    Fold fold = toTheEnd(job, run, faults, folder);

    assertThat(job.inFlightBytes()).isPositive();
    assertThat(expected.fold().differences(fold)).isEmpty();
    assertThat(run.writtenInVain()).isPositive();
  }

  /**
   * That these tests can fail: a learner that keeps its models from the checkpoint is found out by
   * its models and by its answers. Failures: one in the map, in the second part.
   */
  @Test
  void withoutTheWriteBackTheRunsDiffer(
      Topics topics, WatchedMiniCluster cluster, UninterruptedRun expected, @TempDir Path folder)
      throws Exception {
    FlightRun run = FlightRun.on(topics);
    Faults faults = Faults.random(run.name(), 30, 1, Place.MAP);
    FlinkSettings settings = FlinkSettings.exactlyOnce(folder).checkpointEvery(INTERVAL);
    WatchedJob job = cluster.submit(run.environment(settings, 1, Forgetful::new));
    run.feed();
    run.awaitCommitted();

    Fold fold = toTheEnd(job, run, faults, folder);

    assertThat(fold.models()).isNotEqualTo(expected.fold().models());
    assertThat(fold.answers()).isNotEqualTo(expected.fold().answers());
    assertThat(fold.deadLetters()).isEqualTo(expected.fold().deadLetters());
  }

  /** That the log reaches the paths that it is made for. */
  @Test
  void theLogReachesEveryPath(UninterruptedRun expected) {
    Fold fold = expected.fold();
    assertThat(fold.models()).hasSizeGreaterThan(100);
    assertThat(fold.models().keySet()).contains(FlightLog.LARGE, "SEA", "SFO");
    FlightLog log = FlightLog.inOrder();
    assertThat(fold.answers()).hasSize(log.answers(log.size()));
    assertThat(fold.deadLetters()).isEqualTo(log.refused()).isNotEmpty();
    assertThat(fold.answers().values()).anyMatch(answer -> answer.loss() == null);
    assertThat(forgotten(fold)).hasSizeGreaterThan(10);
  }

  private static Fold toTheEnd(WatchedJob job, FlightRun run, Faults faults, Path folder)
      throws Exception {
    run.feedFailing(job, faults);
    return run.fold(job.drain(SavepointFormatType.CANONICAL, folder));
  }

  /** The models that answered as new ones when they had learned before. */
  private static Set<String> forgotten(Fold fold) {
    Map<String, Long> firstLearned = new HashMap<>();
    Set<String> forgotten = new TreeSet<>();
    List<Answer> inTime =
        fold.answers().values().stream().sorted(Comparator.comparingLong(Answer::time)).toList();
    for (Answer answer : inTime) {
      if (answer.version().getEvents() > 0) {
        firstLearned.putIfAbsent(answer.model(), answer.time());
      } else if (firstLearned.getOrDefault(answer.model(), Long.MAX_VALUE) < answer.time()) {
        forgotten.add(answer.model());
      }
    }
    return forgotten;
  }

  private static final class Forgetful extends FaultyLearner {
    private static final long serialVersionUID = 1L;

    Forgetful(String job, ModelSpecs<ModelSpec> specs, LearnerOptions options) {
      super(job, specs, options);
    }

    @Override
    protected void writeBack() {}
  }
}
