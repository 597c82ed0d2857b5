package io.thalweg.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * A Flink cluster in this JVM, with one TaskManager of two slots, for one job after the other.
 * Checkpoints are incremental and go to a temporary folder.
 */
final class LocalFlink implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Path folder;
  private final MiniCluster cluster;

  private LocalFlink(Path folder, MiniCluster cluster) {
    this.folder = folder;
    this.cluster = cluster;
  }

  static LocalFlink start() throws Exception {
    Configuration configuration =
        Configuration.fromMap(
            Map.of(
                "taskmanager.memory.managed.size", "512m",
                "taskmanager.memory.network.min", "128m",
                "taskmanager.memory.network.max", "128m",
                "metrics.reporters", "held",
                "metrics.reporter.held.factory.class", HeldGauges.Factory.class.getName()));
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(2)
                .withRandomPorts()
                .build());
    cluster.start();
    return new LocalFlink(Files.createTempDirectory("thalweg-benchmark"), cluster);
  }

  /** An environment for a job on this cluster. */
  StreamExecutionEnvironment environment(Backend backend, Duration betweenCheckpoints) {
    return new StreamExecutionEnvironment(
        Configuration.fromMap(
            Map.of(
                "state.backend.type", backend.key(),
                "execution.checkpointing.incremental", "true",
                "execution.checkpointing.interval", betweenCheckpoints.toMillis() + " ms",
                "execution.checkpointing.storage", "filesystem",
                "execution.checkpointing.dir", folder.toUri().toString(),
                "restart-strategy.type", "none",
                "pipeline.object-reuse", "true",
                "pipeline.generic-types", "false")));
  }

  /** Starts the job that was built in {@code env}. */
  Job submit(StreamExecutionEnvironment env) throws Exception {
    StreamGraph graph = env.getStreamGraph();
    JobID id = JobID.generate();
    graph.setJobId(id);
    graph.setJobName(id.toHexString());
    cluster.submitJob(graph).get();
    return new Job(id);
  }

  @Override
  public void close() throws Exception {
    cluster.closeAsync().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  /** Where keyed state lives. */
  enum Backend {
    ROCKSDB,
    HASHMAP;

    String key() {
      return this == ROCKSDB ? "rocksdb" : "hashmap";
    }
  }

  /** A job that runs or has ended. */
  final class Job {
    private final JobID id;

    private Job(JobID id) {
      this.id = id;
    }

    /** The sum over the subtasks of the operators' gauge of that name. */
    double gauge(String name) {
      return HeldGauges.sum(id.toHexString(), name);
    }

    /** Takes a checkpoint and returns what it has sent to the checkpoints' folder, in bytes. */
    long checkpoint() throws Exception {
      long before = latest().map(CompletedCheckpointStats::getCheckpointId).orElse(0L);
      cluster.triggerCheckpoint(id).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      await(
          () -> latest().map(CompletedCheckpointStats::getCheckpointId).orElse(0L) > before,
          "a completed checkpoint");
      return latest().orElseThrow().getCheckpointedSize();
    }

    /** Returns when {@code condition} holds; throws what the job fails by before. */
    void await(BooleanSupplier condition, String what) throws Exception {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      for (long looks = 1; !condition.getAsBoolean(); looks++) {
        // To ask for the status costs the cluster something, so it is asked for seldom.
        if (looks % 100 == 0 && cluster.getJobStatus(id).get().isGloballyTerminalState()) {
          awaitEnd();
          return;
        }
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("waited " + PATIENCE + " for: " + what);
        }
        LockSupport.parkNanos(2_000_000);
      }
    }

    /** Returns after so much time, in which the job runs. */
    void await(Duration time) throws Exception {
      long until = System.nanoTime() + time.toNanos();
      await(() -> System.nanoTime() >= until, "time to pass");
    }

    /** Waits for the job's end; throws what it failed by. */
    void awaitEnd() throws Exception {
      cluster
          .requestJobResult(id)
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
          .toJobExecutionResult(LocalFlink.class.getClassLoader());
    }

    void cancel() throws Exception {
      cluster.cancelJob(id).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      cluster.requestJobResult(id).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private Optional<CompletedCheckpointStats> latest() {
      AccessExecutionGraph graph = cluster.getExecutionGraph(id).join();
      return Optional.ofNullable(graph.getCheckpointStatsSnapshot())
          .map(stats -> stats.getHistory().getLatestCompletedCheckpoint());
    }
  }
}
