package io.thalweg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.it.Faults.Place;
import io.thalweg.wire.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import org.apache.flink.core.execution.SavepointFormatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedServices.class)
class LatenessIT {
  /**
   * Topology: that of {@link CrashIT}, over the log in disorder, with 10 minutes allowed; first the
   * plain job at parallelism 1, then at parallelism 1, 2 and 3 with failures, one of each kind but
   * those of snapshots, in a part of the log each.
   *
   * <p>Invariants: late is what the log alone says, by the newest event before it in its partition;
   * answers, models and dead letters are the same at any parallelism, with failures and without.
   */
  @Test
  void whatIsLateIsAFactOfTheLog(Topics topics, WatchedMiniCluster cluster, @TempDir Path folder)
      throws Exception {
    FlightLog log = FlightLog.inDisorder(7);
    FlinkSettings settings =
        FlinkSettings.exactlyOnce(folder).checkpointEvery(Duration.ofMillis(100));
    FlightRun plain = FlightRun.over(log, topics);
    plain.feedAll();
    WatchedJob uninterrupted = cluster.submit(plain.plain(settings));
    uninterrupted.awaitRunning();
    plain.awaitCommitted();
    Fold expected = plain.fold(uninterrupted.drain(SavepointFormatType.NATIVE, folder));

    assertThat(expected.deadLetters()).isEqualTo(log.refused());
    assertThat(Collections.frequency(log.refused().values(), Reason.LATE.code()))
        .isBetween(50, 500);
    assertThat(expected.answers()).hasSize(log.answers(log.size()));
    for (int parallelism = 1; parallelism <= 3; parallelism++) {
      FlightRun run = FlightRun.over(log, topics);
      Faults faults =
          Faults.random(
              run.name(),
              40 + parallelism,
              1,
              Place.LEARNER,
              Place.MAP,
              Place.LEARNER_COMPLETE,
              Place.MAP_COMPLETE);
      WatchedJob job = cluster.submit(run.environment(settings, parallelism));
      run.feedFailing(job, faults);
      Fold fold = run.fold(job.drain(SavepointFormatType.NATIVE, folder));

      assertThat(expected.differences(fold)).as("parallelism %d", parallelism).isEmpty();
    }
  }
}
