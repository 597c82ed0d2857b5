package io.thalweg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.jobs.ClusterMain;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.core.execution.SavepointFormatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Crash anywhere equals uninterrupted, in a cluster of several JVMs that runs the real main. */
@ExtendWith(SharedServices.class)
class ClusterCrashIT {
  private static final String ON_DEMAND = "checkpoints.interval=1 h";
  private static final String OFTEN = "checkpoints.interval=100 ms";

  /**
   * Topology: {@link FlightLog} in a topic of 6 partitions, {@link ClusterMain} in application
   * mode, topics of answers and of dead letters; a JobManager and 2 TaskManagers of one slot, each
   * a JVM, then from a savepoint the same with 1 TaskManager.
   *
   * <p>Failures: a TaskManager is killed (signal 9) at work on a part of the log with no checkpoint
   * behind it since the part before, so that answers are certainly given again; another takes its
   * place. Then, with checkpoints every 100 ms, the only TaskManager is killed at work, twice.
   *
   * <p>Invariants: every model's bytes, every answer and every dead letter equal those of a run
   * without failures; none is lost, none stands twice for a reader of committed records.
   */
  @Test
  void killedTaskManagersLeaveNoTrace(
      Topics topics, JavaProcesses processes, UninterruptedRun expected, @TempDir Path folder)
      throws Exception {
    FlightRun run = FlightRun.on(topics);
    String savepoint;
    run.feed();
    try (ProcessCluster cluster = plan(run, folder, 2, ON_DEMAND).start(processes)) {
      WatchedJob job = cluster.job();
      job.awaitRunning();
      run.awaitWritten();
      job.checkpoint();
      run.feedUntilAtWork();
      cluster.killTaskManager(0);
      cluster.startTaskManager();
      job.awaitRestarts(1);
      run.feed();
      savepoint = job.stop(SavepointFormatType.NATIVE, folder);
    }
    assertThat(run.writtenInVain()).isPositive();
    try (ProcessCluster cluster =
        plan(run, folder, 1, OFTEN).restoredFrom(savepoint).start(processes)) {
      WatchedJob job = cluster.job();
      job.awaitRunning();
      for (int kill = 0; kill < 2; kill++) {
        run.feedUntilAtWork();
        cluster.killTaskManager(kill);
        cluster.startTaskManager();
        job.awaitRestarts(kill + 1);
      }
      run.feed();
      run.awaitCommitted();
      Fold fold = run.fold(job.drain(SavepointFormatType.CANONICAL, folder));

      assertThat(expected.fold().differences(fold)).isEmpty();
    }
  }

  private static ProcessCluster.Plan plan(
      FlightRun run, Path folder, int parallelism, String checkpoints) throws Exception {
    Path settings = Files.writeString(folder.resolve(run.name() + ".yaml"), run.settings());
    return ProcessCluster.plan(
            ClusterMain.class.getName(),
            "--settings",
            settings.toString(),
            "--set",
            "parallelism=" + parallelism,
            "--set",
            checkpoints)
        .parallelism(parallelism)
        .settings(FlinkSettings.exactlyOnce(folder));
  }
}
