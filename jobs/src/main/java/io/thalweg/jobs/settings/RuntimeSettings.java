package io.thalweg.jobs.settings;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;

/**
 * How a job runs.
 *
 * @param maxParallelism key groups: most subtasks the job can ever be rescaled to
 * @param cacheBytes bytes of models on the heap, per subtask
 * @param checkpointDir where checkpoints are kept; empty: nowhere that outlives the job
 * @param webPort port of Flink's web pages, 0 for a free one; empty: no pages
 * @param flink any of Flink's own keys; may hold secrets, so {@link #toString} hides its values
 */
public record RuntimeSettings(
    int parallelism,
    int maxParallelism,
    long cacheBytes,
    Duration checkpointInterval,
    Optional<String> checkpointDir,
    OptionalInt webPort,
    Map<String, String> flink) {
  public RuntimeSettings {
    JobOptions.PARALLELISM.check(parallelism);
    JobOptions.MAX_PARALLELISM.check(maxParallelism);
    JobOptions.CACHE_BYTES.check(cacheBytes);
    JobOptions.CHECKPOINT_INTERVAL.check(checkpointInterval);
    webPort.ifPresent(JobOptions.WEB_PORT::check);
    flink = Map.copyOf(flink);
    if (parallelism > maxParallelism) {
      throw new IllegalArgumentException(
          "parallelism must be at most maxParallelism: parallelism="
              + parallelism
              + ", maxParallelism="
              + maxParallelism);
    }
  }

  /**
   * These settings in Flink's own keys, for the environment that a job is built in. Keys of {@link
   * #flink} win over what is chosen here, save those that have an option of their own.
   */
  public Configuration configuration() {
    Configuration configuration = new Configuration();
    configuration.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    configuration.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    flink.forEach(configuration::setString);
    configuration.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
    configuration.set(PipelineOptions.MAX_PARALLELISM, maxParallelism);
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointInterval);
    checkpointDir.ifPresent(
        dir -> {
          String uri = LocalPaths.of(dir).map(path -> path.toUri().toString()).orElse(dir);
          configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
          configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, uri);
        });
    return configuration;
  }

  @Override
  public String toString() {
    return "RuntimeSettings[parallelism="
        + parallelism
        + ", maxParallelism="
        + maxParallelism
        + ", cacheBytes="
        + cacheBytes
        + ", checkpointInterval="
        + checkpointInterval
        + ", checkpointDir="
        + checkpointDir
        + ", webPort="
        + webPort
        + ", flink=["
        + Secrets.shown(flink)
        + "]]";
  }
}
