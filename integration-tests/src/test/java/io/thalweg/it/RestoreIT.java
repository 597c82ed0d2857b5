package io.thalweg.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.core.execution.SavepointFormatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Stopped, moved and rescaled equals uninterrupted, inside one JVM.
 *
 * <p>Topology of every test: that of {@link CrashIT}, without failures. Each part of the log is fed
 * to a job that works while it is stopped, so that the rest of the part, and what was on its way,
 * is for the job that goes on.
 *
 * <p>Invariants of every test: every model's bytes, every answer and every dead letter equal those
 * of a run that is never stopped; none is lost, none stands twice.
 */
@ExtendWith(SharedServices.class)
class RestoreIT {
  private static final Duration INTERVAL = Duration.ofMillis(100);

  /**
   * Stops: with a native and with a canonical savepoint, and with a canonical and a native one
   * after a drain; the job goes on from each. Parallelism: 2, 1, 3, 1, 2.
   */
  @Test
  void everyKindOfSavepointGoesOnAtAnyParallelism(
      Topics topics, WatchedMiniCluster cluster, UninterruptedRun expected, @TempDir Path folder)
      throws Exception {
    FlightRun run = FlightRun.on(topics);
    Faults.none(run.name());
    FlinkSettings settings = FlinkSettings.exactlyOnce(folder).checkpointEvery(INTERVAL);

    WatchedJob two = cluster.submit(run.environment(settings, 2));
    two.awaitRunning();
    run.feedUntilAtWork();
    String stopped = two.stop(SavepointFormatType.NATIVE, folder);

    WatchedJob one = cluster.restore(stopped, run.environment(settings, 1));
    one.awaitRunning();
    run.feedUntilAtWork();
    stopped = one.stop(SavepointFormatType.CANONICAL, folder);

    WatchedJob three = cluster.restore(stopped, run.environment(settings, 3));
    three.awaitRunning();
    run.feedUntilAtWork();
    stopped = three.drain(SavepointFormatType.CANONICAL, folder);

    WatchedJob oneAgain = cluster.restore(stopped, run.environment(settings, 1));
    oneAgain.awaitRunning();
    run.feedUntilAtWork();
    stopped = oneAgain.drain(SavepointFormatType.NATIVE, folder);

    WatchedJob twoAgain = cluster.restore(stopped, run.environment(settings, 2));
    twoAgain.awaitRunning();
    run.feed();
    run.feed();
    run.awaitCommitted();
    Fold fold = run.fold(twoAgain.drain(SavepointFormatType.CANONICAL, folder));

    assertThat(expected.fold().differences(fold)).isEmpty();
  }

  /**
   * Stops: cancelled, where the newest checkpoint stays, one that holds records on their way; what
   * came after it is done again. Parallelism: 2, 1, 3.
   */
  @Test
  void aRetainedUnalignedCheckpointGoesOnAtAnyParallelism(
      Topics topics, WatchedMiniCluster cluster, UninterruptedRun expected, @TempDir Path folder)
      throws Exception {
    FlightRun run = FlightRun.on(topics);
    Faults.none(run.name());
    FlinkSettings settings =
        FlinkSettings.exactlyOnce(folder).checkpointEvery(INTERVAL).unaligned();

    WatchedJob two = cluster.submit(run.environment(settings, 2));
    two.awaitRunning();
    run.feed();
    run.feed();
    two.awaitInFlight();
    two.cancel();

    WatchedJob one =
        cluster.restore(two.latestCheckpoint().orElseThrow(), run.environment(settings, 1));
    one.awaitRunning();
    run.feed();
    run.feed();
    one.awaitInFlight();
    one.cancel();

    WatchedJob three =
        cluster.restore(one.latestCheckpoint().orElseThrow(), run.environment(settings, 3));
    three.awaitRunning();
    run.feed();
    run.feed();
    run.awaitCommitted();
    Fold fold = run.fold(three.drain(SavepointFormatType.CANONICAL, folder));

    assertThat(expected.fold().differences(fold)).isEmpty();
  }
}
