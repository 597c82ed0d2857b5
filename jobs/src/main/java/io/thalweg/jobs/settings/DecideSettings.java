package io.thalweg.jobs.settings;

import static java.util.Objects.requireNonNull;

import io.thalweg.decide.DeciderSpec;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All settings of the decide job, checked.
 *
 * @param name the job's name; also its consumer group unless {@code kafka.group.id} names one
 * @param models in order: the first entry that matches a model's name serves it
 */
public record DecideSettings(
    String name,
    DecideInput input,
    DecideOutput output,
    KafkaSettings kafka,
    List<DeciderSpec> models,
    RuntimeSettings runtime)
    implements JobSettings {
  public DecideSettings {
    DecideOptions.NAME.check(name);
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
   * @param sets overrides, {@code models[0].agent=linUcb}, applied in order
   * @throws SettingsException when the file cannot be read or a setting breaks its rule
   */
  public static DecideSettings load(Path file, List<String> sets) throws SettingsException {
    return parse(SettingsFile.read(file), sets);
  }

  /**
   * Reads settings from text.
   *
   * @param yaml the text of a settings file
   * @param sets overrides, as for {@link #load}
   * @throws SettingsException when a setting breaks its rule
   */
  public static DecideSettings parse(String yaml, List<String> sets) throws SettingsException {
    return DecideReader.read(RawSettings.read(yaml, sets), References.ofThisMachine());
  }

  /** Whether requests are answered; if not, models are made of ledger and outcomes alone. */
  public boolean answers() {
    return input.requests().isPresent();
  }

  @Override
  public Map<String, Endpoint> inputs() {
    Map<String, Endpoint> inputs = new LinkedHashMap<>();
    input.requests().ifPresent(r -> inputs.put(DecideOptions.REQUESTS.key, r.endpoint()));
    inputs.put(DecideOptions.OUTCOMES.key, input.outcomes().endpoint());
    inputs.put(DecideOptions.LEDGER.key, input.ledger().endpoint());
    input
        .replayDeadLetters()
        .ifPresent(at -> inputs.put(DecideOptions.REPLAY_DEAD_LETTERS.key, at));
    return inputs;
  }

  @Override
  public Map<String, Endpoint> outputs() {
    return Map.of(DecideOptions.DEAD_LETTERS.key, output.deadLetters());
  }
}
