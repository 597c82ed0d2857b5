package io.thalweg.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tries the steering of jobs inside this JVM with {@link CountingJob}. */
@ExtendWith(SharedServices.class)
class WatchedMiniClusterIT {
  private static final int PART = 2_000;

  /**
   * Topology: topic of 4 partitions, counting, topic of 4 partitions; parallelism 2, then 1, then
   * 3. Failure: a TaskManager ends after a checkpoint and half of the events, another takes its
   * place. Invariants: lost = 0, duplicated = 0, out of order = 0.
   */
  @Test
  void countsSurviveALostTaskManagerSavepointsAndRescaling(
      Topics topics, WatchedMiniCluster cluster, @TempDir Path folder) throws Exception {
    String in = topics.create("in", 4);
    String out = topics.create("out", 4);
    FlinkSettings settings =
        FlinkSettings.exactlyOnce(folder).checkpointEvery(Duration.ofMillis(200));

    topics.produce(CountingJob.events(in, 0, PART));
    WatchedJob two = cluster.submit(job(settings, 2, topics, in, out));
    two.awaitRunning();
    two.awaitCheckpoints(2);
    topics.produce(CountingJob.events(in, PART, 2 * PART));
    cluster.replaceTaskManager();
    two.awaitRestarts(1);
    assertThat(two.savepoint(SavepointFormatType.CANONICAL, folder)).startsWith("file:");
    String stopped = two.stop(SavepointFormatType.NATIVE, folder);
    assertThat(two.status()).isEqualTo(JobStatus.FINISHED);

    topics.produce(CountingJob.events(in, 2 * PART, 3 * PART));
    WatchedJob one = cluster.restore(stopped, job(settings.unaligned(), 1, topics, in, out));
    one.awaitRunning();
    one.awaitCheckpoints(2);
    one.cancel();
    String retained = one.latestCheckpoint().orElseThrow();

    topics.produce(CountingJob.events(in, 3 * PART, 4 * PART));
    WatchedJob three = cluster.restore(retained, job(settings, 3, topics, in, out));
    three.awaitRunning();
    Await.value(
        () -> topics.committed(out).size(), n -> n >= 4 * PART, Duration.ofSeconds(60), "answers");
    three.drain(SavepointFormatType.CANONICAL, folder);

    topics.awaitSettled(out);
    assertThat(CountingJob.texts(topics.committed(out)))
        .containsExactlyElementsOf(CountingJob.expected(4 * PART));
  }

  @Test
  void checkpointOnDemandCommitsAndAnEndedJobIsNotAwaited(
      Topics topics, WatchedMiniCluster cluster, @TempDir Path folder) throws Exception {
    String in = topics.create("in", 1);
    String out = topics.create("out", 1);
    WatchedJob job =
        cluster.submit(
            job(
                FlinkSettings.exactlyOnce(folder).checkpointEvery(Duration.ofHours(1)),
                1,
                topics,
                in,
                out));
    job.awaitRunning();
    job.checkpoint();
    topics.produce(CountingJob.events(in, 0, 10));
    Await.value(
        () -> topics.uncommitted(out).size(), n -> n >= 10, Duration.ofSeconds(60), "answers");
    assertThat(topics.committed(out)).isEmpty();
    long before = job.completedCheckpoints();

    job.checkpoint();

    Await.value(
        () -> topics.committed(out).size(), n -> n == 10, Duration.ofSeconds(60), "committed");
    assertThat(job.completedCheckpoints()).isEqualTo(before + 1);
    assertThat(job.restarts()).isZero();
    job.cancel();
    assertThatThrownBy(() -> job.awaitCheckpoints(1))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("the job ended as CANCELED before: ");
  }

  private static StreamExecutionEnvironment job(
      FlinkSettings settings, int parallelism, Topics topics, String in, String out) {
    StreamExecutionEnvironment env = settings.environment(parallelism);
    CountingJob.build(env, topics.bootstrapServers(), in, out);
    return env;
  }
}
