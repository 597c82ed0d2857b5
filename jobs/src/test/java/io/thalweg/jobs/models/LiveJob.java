package io.thalweg.jobs.models;

import io.thalweg.jobs.OptimizeJob;
import io.thalweg.jobs.settings.OptimizeSettings;
import io.thalweg.stream.RawEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.reader.TextLineInputFormat;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * An optimize job over lines of JSON that goes on after the last of them, so that its state can be
 * kept: door and learner behind a source that never ends. It has a cluster of its own, and has
 * answered every line when {@link #start} returns.
 */
final class LiveJob implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;
  private static final Map<String, CountDownLatch> ANSWERS = new ConcurrentHashMap<>();

  private final MiniCluster cluster;
  private final JobID job;

  private LiveJob(MiniCluster cluster, JobID job) {
    this.cluster = cluster;
    this.job = job;
  }

  /**
   * Starts a job.
   *
   * @param folder takes the job's files
   * @param models what the settings hold under {@code models}, YAML
   * @param lines examples that pass the door
   * @param flink any of Flink's keys
   */
  static LiveJob start(
      Path folder, String models, int parallelism, List<String> lines, Map<String, String> flink)
      throws Exception {
    Path input = Files.createDirectories(folder.resolve("in"));
    Files.write(input.resolve("examples.jsonl"), lines);
    String latch = folder.toString();
    ANSWERS.put(latch, new CountDownLatch(lines.size()));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration(folder, flink));
    build(env, settings(folder, models, parallelism), input, latch);
    StreamGraph graph = env.getStreamGraph();
    graph.setJobId(JobID.generate());
    MiniCluster cluster = cluster(folder, parallelism);
    JobID job = cluster.submitJob(graph).get(PATIENCE_SECONDS, TimeUnit.SECONDS).getJobID();
    if (!ANSWERS.get(latch).await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      cluster.close();
      throw new AssertionError("events without an answer: " + ANSWERS.get(latch).getCount());
    }
    return new LiveJob(cluster, job);
  }

  private static OptimizeSettings settings(Path folder, String models, int parallelism)
      throws Exception {
    String yaml =
        """
        job: optimize
        input: {examples: {path: %1$s/in}}
        output: {predictions: {path: %1$s/out}, deadLetters: {path: %1$s/dead}}
        models: %2$s
        parallelism: %3$d
        """
            .formatted(folder, models, parallelism);
    return OptimizeSettings.parse(yaml, List.of());
  }

  private static Configuration configuration(Path folder, Map<String, String> flink) {
    Configuration configuration = Configuration.fromMap(flink);
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        folder.resolve("checkpoints").toUri().toString());
    configuration.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    return configuration;
  }

  private static void build(
      StreamExecutionEnvironment env, OptimizeSettings settings, Path input, String latch) {
    OptimizeJob job = new OptimizeJob(settings);
    job.configure(env);
    FileSource<String> lines =
        FileSource.forRecordStreamFormat(
                new TextLineInputFormat(), new org.apache.flink.core.fs.Path(input.toUri()))
            .monitorContinuously(Duration.ofMinutes(10))
            .build();
    job.learn(
            job.check(
                env.fromSource(lines, WatermarkStrategy.noWatermarks(), "lines")
                    .setParallelism(1)
                    .map(LiveJob::event)
                    .setParallelism(1)),
            job.learner())
        .map(
            prediction -> {
              ANSWERS.get(latch).countDown();
              return prediction;
            })
        .sinkTo(new DiscardingSink<>());
  }

  private static RawEvent event(String line) {
    return new RawEvent(new byte[0], line.getBytes(StandardCharsets.UTF_8), "lines", 0, 0, -1);
  }

  private static MiniCluster cluster(Path folder, int slots) throws Exception {
    Configuration configuration =
        Configuration.fromMap(
            Map.of(
                "taskmanager.memory.managed.size", "64m",
                "taskmanager.memory.network.min", "32m",
                "taskmanager.memory.network.max", "32m",
                "io.tmp.dirs", folder.resolve("tmp").toString()));
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .withRandomPorts()
                .build());
    cluster.start();
    return cluster;
  }

  /** Takes a savepoint into {@code folder}, after which the job goes on; returns its path. */
  String savepoint(Path folder, SavepointFormatType format) throws Exception {
    return cluster
        .triggerSavepoint(job, folder.toUri().toString(), false, format)
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Takes a checkpoint and cancels the job, which leaves it behind; returns its path. */
  String checkpoint() throws Exception {
    String path = cluster.triggerCheckpoint(job).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    cluster.cancelJob(job).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    JobStatus end =
        cluster
            .requestJobResult(job)
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .getJobStatus()
            .orElseThrow();
    if (end != JobStatus.CANCELED) {
      throw new AssertionError("the job must be cancelled: status=" + end);
    }
    return path;
  }

  @Override
  public void close() throws Exception {
    cluster.close();
  }
}
