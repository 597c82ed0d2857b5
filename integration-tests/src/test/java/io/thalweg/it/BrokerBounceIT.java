package io.thalweg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.jobs.local.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.core.execution.SavepointFormatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedServices.class)
class BrokerBounceIT {
  private static final int BOUNCES = 2;

  /**
   * Topology: that of {@link CrashIT} at parallelism 2, on a broker of its own; checkpoints every
   * 200 ms. Failure: while the job works on a part of the log, the broker shuts down and comes back
   * on its port; twice. Invariants: every model's bytes, every answer and every dead letter equal
   * those of a run on a broker that stays; none is lost, none stands twice.
   */
  @Test
  void aBrokerThatGoesAndComesBackLeavesNoTrace(
      WatchedMiniCluster cluster, UninterruptedRun expected, @TempDir Path folder)
      throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.open(folder.resolve("broker"))) {
      FlightRun run = FlightRun.on(new Topics(broker));
      Faults.none(run.name());
      FlinkSettings settings =
          FlinkSettings.exactlyOnce(folder).checkpointEvery(Duration.ofMillis(200));
      WatchedJob job = cluster.submit(run.environment(settings, 2));
      for (int bounce = 0; bounce < BOUNCES; bounce++) {
        run.feed();
        run.feedUntilAtWork();
        broker.stop();
        broker.start();
      }
      while (run.fed() < FlightRun.PARTS) {
        run.feed();
      }
      run.awaitCommitted();
      // Whatever restart the broker has caused is over when two more checkpoints are complete.
      job.awaitCheckpoints(2);
      Fold fold = run.fold(job.drain(SavepointFormatType.CANONICAL, folder));

      assertThat(expected.fold().differences(fold)).isEmpty();
    }
  }
}
