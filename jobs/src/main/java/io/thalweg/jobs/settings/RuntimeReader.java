package io.thalweg.jobs.settings;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads how a job reaches its brokers and how it runs. */
final class RuntimeReader {
  /** Properties of Kafka's clients that the exactly-once job has to choose itself. */
  private static final Set<String> KAFKA_OWNED =
      Set.of(
          "key.serializer",
          "value.serializer",
          "key.deserializer",
          "value.deserializer",
          "transactional.id",
          "enable.auto.commit",
          "auto.offset.reset",
          "isolation.level",
          "enable.idempotence",
          "acks");

  /** Keys of Flink that have an option here: two places for one thing would contradict. */
  private static final Map<String, String> FLINK_OWNED =
      Map.of(
          "parallelism.default", JobOptions.PARALLELISM.key(),
          "pipeline.max-parallelism", JobOptions.MAX_PARALLELISM.key(),
          "pipeline.name", "name",
          "execution.checkpointing.interval", JobOptions.CHECKPOINT_INTERVAL.key(),
          "execution.checkpointing.dir", JobOptions.CHECKPOINT_DIR.key(),
          "rest.port", JobOptions.WEB_PORT.key());

  private final References references;

  RuntimeReader(References references) {
    this.references = references;
  }

  KafkaSettings kafka(Section s) throws SettingsException {
    Map<String, String> client = foreign(s);
    for (String owned : KAFKA_OWNED) {
      if (client.containsKey(owned)) {
        throw new SettingsException(s.path() + "." + owned, "the job sets it itself");
      }
    }
    String ours = JobOptions.BOOTSTRAP_SERVERS.name();
    if (client.containsKey(ours)) {
      if (client.containsKey(KafkaSettings.BOOTSTRAP_SERVERS)) {
        throw new SettingsException(
            s.path() + "." + KafkaSettings.BOOTSTRAP_SERVERS, "given twice, also as " + ours);
      }
      s.find(JobOptions.BOOTSTRAP_SERVERS);
      client.put(KafkaSettings.BOOTSTRAP_SERVERS, client.remove(ours));
    }
    return new KafkaSettings(client);
  }

  private Map<String, String> foreign(Section s) throws SettingsException {
    Map<String, String> properties = new LinkedHashMap<>();
    for (Map.Entry<String, Object> e : s.values().entrySet()) {
      String key = s.path() + "." + e.getKey();
      properties.put(e.getKey(), references.resolve(key, e.getValue().toString()));
    }
    return properties;
  }

  RuntimeSettings runtime(Section root) throws SettingsException {
    int parallelism = root.get(JobOptions.PARALLELISM);
    int maxParallelism = root.get(JobOptions.MAX_PARALLELISM);
    if (parallelism > maxParallelism) {
      throw new SettingsException(
          root.key(JobOptions.PARALLELISM),
          "must be at most maxParallelism (" + maxParallelism + "): " + parallelism);
    }
    Section checkpoints = root.section("checkpoints");
    Duration interval = checkpoints.get(JobOptions.CHECKPOINT_INTERVAL);
    Optional<Integer> port = root.section("web").find(JobOptions.WEB_PORT);
    Map<String, String> flink = foreign(root.section("flink"));
    for (Map.Entry<String, String> owned : FLINK_OWNED.entrySet()) {
      if (flink.containsKey(owned.getKey())) {
        throw new SettingsException(
            "flink." + owned.getKey(), "give it as " + owned.getValue() + " instead");
      }
    }
    return new RuntimeSettings(
        parallelism,
        maxParallelism,
        root.section("state").get(JobOptions.CACHE_BYTES),
        interval,
        checkpoints.find(JobOptions.CHECKPOINT_DIR),
        port.isPresent() ? OptionalInt.of(port.get()) : OptionalInt.empty(),
        flink);
  }
}
