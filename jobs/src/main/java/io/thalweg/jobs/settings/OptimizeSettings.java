package io.thalweg.jobs.settings;

import static java.util.Objects.requireNonNull;

import io.thalweg.stream.ModelSpec;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All settings of the optimize job, checked.
 *
 * @param name the job's name; also its consumer group unless {@code kafka.group.id} names one
 * @param models in order: the first entry that matches a model's name serves it
 */
public record OptimizeSettings(
    String name,
    InputSettings input,
    OutputSettings output,
    KafkaSettings kafka,
    List<ModelSpec> models,
    RuntimeSettings runtime)
    implements JobSettings {
  public OptimizeSettings {
    OptimizeOptions.NAME.check(name);
    requireNonNull(input, "input");
    requireNonNull(output, "output");
    requireNonNull(kafka, "kafka");
    requireNonNull(runtime, "runtime");
    models = List.copyOf(models);
    if (models.isEmpty()) {
      throw new IllegalArgumentException("models must not be empty");
    }
  }

  /**
   * Reads a settings file.
   *
   * @param sets overrides, {@code models[0].learner.hint=zero}, applied in order
   * @throws SettingsException when the file cannot be read or a setting breaks its rule
   */
  public static OptimizeSettings load(Path file, List<String> sets) throws SettingsException {
    return parse(SettingsFile.read(file), sets);
  }

  /**
   * Reads settings from text.
   *
   * @param yaml the text of a settings file
   * @param sets overrides, as for {@link #load}
   * @throws SettingsException when a setting breaks its rule
   */
  public static OptimizeSettings parse(String yaml, List<String> sets) throws SettingsException {
    return OptimizeReader.read(yaml, sets, References.ofThisMachine());
  }

  /** The entry that serves a model: the first that matches; empty when none does. */
  public Optional<ModelSpec> modelFor(String model) {
    return models.stream().filter(m -> m.serves(model)).findFirst();
  }

  @Override
  public Map<String, Endpoint> inputs() {
    Map<String, Endpoint> inputs = new LinkedHashMap<>();
    inputs.put(OptimizeOptions.EXAMPLES.key, input.examples().endpoint());
    input
        .labels()
        .ifPresent(
            labels -> {
              inputs.put(OptimizeOptions.LABELS.key, labels.labels().endpoint());
              labels
                  .replayDeadLetters()
                  .ifPresent(at -> inputs.put(OptimizeOptions.REPLAY_DEAD_LETTERS.key, at));
            });
    return inputs;
  }

  @Override
  public Map<String, Endpoint> outputs() {
    Map<String, Endpoint> outputs = new LinkedHashMap<>();
    outputs.put(OptimizeOptions.PREDICTIONS.key, output.predictions());
    outputs.put(OptimizeOptions.DEAD_LETTERS.key, output.deadLetters());
    output.metrics().ifPresent(m -> outputs.put(OptimizeOptions.METRICS.key, m.endpoint()));
    return outputs;
  }
}
