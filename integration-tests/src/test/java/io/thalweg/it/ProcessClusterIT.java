package io.thalweg.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.core.execution.SavepointFormatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tries the cluster of several JVMs with {@link CountingJob}. */
@ExtendWith(SharedServices.class)
class ProcessClusterIT {
  private static final int PART = 5_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * Topology: topic of 4 partitions, counting, topic of 4 partitions; a JobManager and 2
   * TaskManagers of one slot, each a JVM; then the same with one TaskManager, from the savepoint.
   * Failure: one TaskManager is killed (signal 9) after a checkpoint and half of the events, a
   * third takes its place. Invariants: lost = 0, duplicated = 0, out of order = 0.
   */
  @Test
  void countsSurviveAKilledTaskManagerAndAnotherCluster(
      Topics topics, JavaProcesses processes, @TempDir Path folder) throws Exception {
    String in = topics.create("in", 4);
    String out = topics.create("out", 4);
    ProcessCluster.Plan plan =
        ProcessCluster.plan(CountingJob.class.getName(), topics.bootstrapServers(), in, out)
            .settings(FlinkSettings.exactlyOnce(folder).checkpointEvery(Duration.ofMillis(500)));
    String savepoint;
    topics.produce(CountingJob.events(in, 0, PART));
    try (ProcessCluster cluster = plan.parallelism(2).start(processes)) {
      WatchedJob job = cluster.job();
      job.awaitRunning();
      job.awaitCheckpoints(2);
      topics.produce(CountingJob.events(in, PART, 2 * PART));
      cluster.killTaskManager(0);
      cluster.startTaskManager();
      job.awaitRestarts(1);
      assertThat(job.failure()).isPresent();
      savepoint = job.stop(SavepointFormatType.NATIVE, folder);
    }
    topics.produce(CountingJob.events(in, 2 * PART, 3 * PART));
    try (ProcessCluster cluster = plan.restoredFrom(savepoint).start(processes)) {
      WatchedJob job = cluster.job();
      job.awaitRunning();
      Await.value(() -> topics.committed(out).size(), n -> n >= 3 * PART, PATIENCE, "answers");
      job.drain(SavepointFormatType.CANONICAL, folder);
    }
    topics.awaitSettled(out);
    assertThat(CountingJob.texts(topics.committed(out)))
        .containsExactlyElementsOf(CountingJob.expected(3 * PART));
  }
}
