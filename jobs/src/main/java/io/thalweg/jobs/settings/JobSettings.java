package io.thalweg.jobs.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** All settings of a job, of whatever kind, checked. */
public sealed interface JobSettings permits OptimizeSettings, DecideSettings {
  /** The job's name; also its consumer group unless {@code kafka.group.id} names one. */
  String name();

  KafkaSettings kafka();

  RuntimeSettings runtime();

  /** What the job reads, by the key of the setting that names it. */
  Map<String, Endpoint> inputs();

  /** What the job writes and does not read, by the key of the setting that names it. */
  Map<String, Endpoint> outputs();

  /** The group under which the job commits its offsets. */
  default String consumerGroup() {
    return kafka().client().getOrDefault("group.id", name());
  }

  /**
   * Reads a settings file of any kind of job.
   *
   * @param sets overrides, {@code models[0].name=m}, applied in order
   * @throws SettingsException when the file cannot be read or a setting breaks its rule
   */
  static JobSettings load(Path file, List<String> sets) throws SettingsException {
    return parse(SettingsFile.read(file), sets);
  }

  /**
   * Reads settings of any kind of job from text.
   *
   * @param yaml the text of a settings file
   * @param sets overrides, as for {@link #load}
   * @throws SettingsException when a setting breaks its rule
   */
  static JobSettings parse(String yaml, List<String> sets) throws SettingsException {
    Map<String, Object> root = RawSettings.read(yaml, sets);
    References references = References.ofThisMachine();
    return switch (new Section("", root).get(JobOptions.JOB)) {
      case OPTIMIZE -> OptimizeReader.read(root, references);
      case DECIDE -> DecideReader.read(root, references);
    };
  }
}
