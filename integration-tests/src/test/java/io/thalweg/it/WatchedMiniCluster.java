package io.thalweg.it;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * A Flink cluster inside this JVM whose jobs can be watched, steered and restored, and whose
 * TaskManagers can be lost. Tests share one ({@link SharedServices}), which loses its jobs after
 * each test.
 *
 * <pre>{@code
 * StreamExecutionEnvironment env = settings.environment(2);
 * CountingJob.build(env, topics.bootstrapServers(), in, out);
 * WatchedJob job = cluster.submit(env);
 * job.awaitRunning();
 * String savepoint = job.stop(SavepointFormatType.NATIVE, folder);
 * WatchedJob wider = cluster.restore(savepoint, envOfParallelism3);
 * }</pre>
 */
final class WatchedMiniCluster implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 90;

  private final MiniCluster cluster;
  private int ended;

  private WatchedMiniCluster(MiniCluster cluster) {
    this.cluster = cluster;
  }

  /** Starts a cluster of {@code taskManagers}, each with {@code slots}. */
  static WatchedMiniCluster start(int taskManagers, int slots) throws Exception {
    Configuration configuration = new Configuration();
    configuration.setString("taskmanager.memory.managed.size", "128m");
    configuration.setString("taskmanager.memory.network.min", "64m");
    configuration.setString("taskmanager.memory.network.max", "64m");
    // Small buffers: under a slow sink a barrier waits for few records, or overtakes them.
    configuration.setString("taskmanager.memory.segment-size", "4 kb");
    configuration.setString("taskmanager.load-balance.mode", "SLOTS");
    configuration.setString("heartbeat.interval", "500");
    configuration.setString("heartbeat.timeout", "10000");
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(taskManagers)
                .setNumSlotsPerTaskManager(slots)
                .withRandomPorts()
                .build());
    cluster.start();
    return new WatchedMiniCluster(cluster);
  }

  /** Starts the job that was built in {@code env}. */
  WatchedJob submit(StreamExecutionEnvironment env) throws Exception {
    return submit(env.getStreamGraph());
  }

  /** Starts the job that was built in {@code env} from a savepoint or checkpoint, left unowned. */
  WatchedJob restore(String path, StreamExecutionEnvironment env) throws Exception {
    StreamGraph graph = env.getStreamGraph();
    graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(path, false));
    return submit(graph);
  }

  /**
   * Ends the oldest TaskManager and starts another. Tasks are spread evenly, so a job of
   * parallelism 2 or more, alone on the cluster, loses some of its tasks.
   */
  void replaceTaskManager() throws Exception {
    cluster.terminateTaskManager(ended++).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    cluster.startTaskManager();
  }

  /** Cancels every job that still runs. */
  void cancelAll() throws Exception {
    for (JobStatusMessage job : cluster.listJobs().get(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      if (!job.getJobState().isGloballyTerminalState()) {
        new MiniClusterJob(job.getJobId()).cancel();
      }
    }
  }

  @Override
  public void close() {
    cluster.closeAsync().join();
  }

  private WatchedJob submit(StreamGraph graph) throws Exception {
    graph.setJobId(JobID.generate());
    return new MiniClusterJob(
        cluster.submitJob(graph).get(PATIENCE_SECONDS, TimeUnit.SECONDS).getJobID());
  }

  private final class MiniClusterJob implements WatchedJob {
    private final JobID id;

    MiniClusterJob(JobID id) {
      this.id = id;
    }

    @Override
    public JobStatus status() throws Exception {
      return cluster.getJobStatus(id).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public boolean allTasksRun() throws Exception {
      AccessExecutionGraph graph = graph();
      return graph.getState() == JobStatus.RUNNING
          && vertices(graph).allMatch(v -> v.getExecutionState() == ExecutionState.RUNNING);
    }

    @Override
    public long completedCheckpoints() throws Exception {
      CheckpointStatsSnapshot stats = graph().getCheckpointStatsSnapshot();
      return stats == null ? 0 : stats.getCounts().getNumberOfCompletedCheckpoints();
    }

    @Override
    public int restarts() throws Exception {
      return vertices(graph())
          .mapToInt(v -> v.getCurrentExecutionAttempt().getAttemptNumber())
          .max()
          .orElse(0);
    }

    @Override
    public Optional<String> latestCheckpoint() throws Exception {
      return Optional.ofNullable(graph().getCheckpointStatsSnapshot())
          .map(stats -> stats.getHistory().getLatestCompletedCheckpoint())
          .map(CompletedCheckpointStats::getExternalPath);
    }

    @Override
    public Optional<String> failure() throws Exception {
      return Optional.ofNullable(graph().getFailureInfo()).map(info -> info.getExceptionAsString());
    }

    @Override
    public long inFlightBytes() throws Exception {
      return graph()
          .getCheckpointStatsSnapshot()
          .getSummaryStats()
          .getPersistedDataStats()
          .getMaximum();
    }

    @Override
    public void checkpoint() throws Exception {
      cluster.triggerCheckpoint(id).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public String savepoint(SavepointFormatType format, Path folder) throws Exception {
      return cluster
          .triggerSavepoint(id, folder.toUri().toString(), false, format)
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public String stop(SavepointFormatType format, Path folder) throws Exception {
      return stop(format, folder, false);
    }

    @Override
    public String drain(SavepointFormatType format, Path folder) throws Exception {
      return stop(format, folder, true);
    }

    @Override
    public void cancel() throws Exception {
      cluster.cancelJob(id).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      Await.value(this::status, JobStatus::isGloballyTerminalState, PATIENCE, "job cancelled");
    }

    private String stop(SavepointFormatType format, Path folder, boolean drain) throws Exception {
      String path =
          cluster
              .stopWithSavepoint(id, folder.toUri().toString(), drain, format)
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      awaitFinished();
      return path;
    }

    private AccessExecutionGraph graph() throws Exception {
      return cluster.getExecutionGraph(id).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static Stream<AccessExecutionVertex> vertices(AccessExecutionGraph graph) {
      return StreamSupport.stream(graph.getAllExecutionVertices().spliterator(), false)
          .map(vertex -> (AccessExecutionVertex) vertex);
    }
  }
}
