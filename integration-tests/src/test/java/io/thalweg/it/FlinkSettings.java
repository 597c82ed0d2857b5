package io.thalweg.it;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Flink settings of a job under test, as key and value; each method gives a copy with more.
 *
 * <pre>{@code
 * FlinkSettings settings = FlinkSettings.exactlyOnce(folder).checkpointEvery(Duration.ofMillis(200)).unaligned();
 * StreamExecutionEnvironment env = settings.environment(2);      // for WatchedMiniCluster
 * ProcessCluster.plan(Job.class).settings(settings);             // for ProcessCluster
 * }</pre>
 */
final class FlinkSettings {
  /** As many key groups as a test needs for any parallelism, and no more to read back. */
  private static final String MAX_PARALLELISM = "16";

  private final Map<String, String> values;

  private FlinkSettings(Map<String, String> values) {
    this.values = Collections.unmodifiableMap(values);
  }

  /**
   * RocksDB with incremental checkpoints in {@code folder}, kept when the job is cancelled;
   * restarts without end and without delay; no checkpoint but those that are asked for.
   */
  static FlinkSettings exactlyOnce(Path folder) {
    return new FlinkSettings(Map.of())
        .with("state.backend.type", "rocksdb")
        .with("execution.checkpointing.mode", "EXACTLY_ONCE")
        .with("execution.checkpointing.incremental", "true")
        .with("execution.checkpointing.storage", "filesystem")
        .with("execution.checkpointing.dir", folder.resolve("checkpoints").toUri().toString())
        .with("execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION")
        .with("execution.checkpointing.timeout", "60 s")
        .with("execution.checkpointing.tolerable-failed-checkpoints", "1000")
        .with("restart-strategy.type", "fixed-delay")
        .with("restart-strategy.fixed-delay.attempts", Integer.toString(Integer.MAX_VALUE))
        .with("restart-strategy.fixed-delay.delay", "50 ms")
        .with("pipeline.max-parallelism", MAX_PARALLELISM)
        .with("pipeline.object-reuse", "true")
        .with("pipeline.generic-types", "false");
  }

  FlinkSettings with(String key, String value) {
    Map<String, String> more = new TreeMap<>(values);
    more.put(key, value);
    return new FlinkSettings(more);
  }

  FlinkSettings checkpointEvery(Duration interval) {
    return with("execution.checkpointing.interval", interval.toMillis() + " ms");
  }

  /** Barriers overtake records from the start, which are then part of the checkpoint. */
  FlinkSettings unaligned() {
    return with("execution.checkpointing.unaligned.enabled", "true")
        .with("execution.checkpointing.aligned-checkpoint-timeout", "0 s");
  }

  Map<String, String> asMap() {
    return values;
  }

  /** An environment of these settings in which a job is built for {@link WatchedMiniCluster}. */
  StreamExecutionEnvironment environment(int parallelism) {
    StreamExecutionEnvironment env = new StreamExecutionEnvironment(Configuration.fromMap(values));
    env.setParallelism(parallelism);
    return env;
  }
}
