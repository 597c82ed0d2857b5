package io.thalweg.jobs.settings;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

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
    OptimizeOptions.PARALLELISM.check(parallelism);
    OptimizeOptions.MAX_PARALLELISM.check(maxParallelism);
    OptimizeOptions.CACHE_BYTES.check(cacheBytes);
    OptimizeOptions.CHECKPOINT_INTERVAL.check(checkpointInterval);
    webPort.ifPresent(OptimizeOptions.WEB_PORT::check);
    flink = Map.copyOf(flink);
    if (parallelism > maxParallelism) {
      throw new IllegalArgumentException(
          "parallelism must be at most maxParallelism: parallelism="
              + parallelism
              + ", maxParallelism="
              + maxParallelism);
    }
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
