package io.thalweg.jobs.settings;

import io.thalweg.stream.FeatureSpec;
import io.thalweg.stream.ModelSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the settings of the optimize job, and checks what no option can say of itself. */
final class OptimizeReader {
  private static final KeyTree KNOWN = KeyTree.of(OptimizeOptions.all());

  private final RuntimeReader runtime;

  private OptimizeReader(References references) {
    this.runtime = new RuntimeReader(references);
  }

  static OptimizeSettings read(String yaml, List<String> sets, References references)
      throws SettingsException {
    return read(RawSettings.read(yaml, sets), references);
  }

  static OptimizeSettings read(Map<String, Object> root, References references)
      throws SettingsException {
    KNOWN.check(root);
    return new OptimizeReader(references).read(new Section("", root));
  }

  private OptimizeSettings read(Section root) throws SettingsException {
    root.get(OptimizeOptions.JOB);
    InputSettings input = input(root.section("input"));
    if (input.labels().isEmpty()) {
      for (Section model : root.sections("models")) {
        if (model.has(OptimizeOptions.DEFAULT_LABEL.name())) {
          throw new SettingsException(
              model.key(OptimizeOptions.DEFAULT_LABEL), "only with " + OptimizeOptions.LABELS.key);
        }
      }
    }
    OptimizeSettings settings =
        new OptimizeSettings(
            root.get(OptimizeOptions.NAME),
            input,
            output(root.section("output")),
            runtime.kafka(root.section("kafka")),
            Entries.read(root.sections("models"), OptimizeReader::model),
            runtime.runtime(root));
    Places.check(settings);
    return settings;
  }

  private static InputSettings input(Section s) throws SettingsException {
    Optional<LabelSettings> labels = labels(s);
    Optional<Duration> allowedDisorder = s.find(OptimizeOptions.ALLOWED_DISORDER);
    return new InputSettings(
        Endpoints.reading(
            s.section("examples"),
            OptimizeOptions.EXAMPLES,
            OptimizeOptions.FROM,
            OptimizeOptions.UNTIL),
        Math.toIntExact(s.get(OptimizeOptions.MAX_BYTES)),
        s.get(OptimizeOptions.MAX_FEATURES),
        allowedDisorder.or(() -> labels.map(l -> LabelSettings.ALLOWED_DISORDER)),
        labels);
  }

  private static Optional<LabelSettings> labels(Section s) throws SettingsException {
    if (!s.has("labels")) {
      for (String needless : List.of(OptimizeOptions.IDLE_TIMEOUT.name(), "replayDeadLetters")) {
        if (s.has(needless)) {
          throw new SettingsException(
              s.path() + "." + needless, "only with " + OptimizeOptions.LABELS.key);
        }
      }
      return Optional.empty();
    }
    Section labels = s.section("labels");
    Section replay = s.section("replayDeadLetters");
    return Optional.of(
        new LabelSettings(
            Endpoints.reading(
                labels,
                OptimizeOptions.LABELS,
                OptimizeOptions.LABELS_FROM,
                OptimizeOptions.LABELS_UNTIL),
            labels.get(OptimizeOptions.LABEL_TIMEOUT),
            labels.get(OptimizeOptions.LABEL_HOLD),
            s.find(OptimizeOptions.IDLE_TIMEOUT),
            s.has("replayDeadLetters")
                ? Optional.of(Endpoints.at(replay, OptimizeOptions.REPLAY_DEAD_LETTERS))
                : Optional.empty()));
  }

  private static OutputSettings output(Section s) throws SettingsException {
    Optional<MetricsOutput> metrics = Optional.empty();
    if (s.has("metrics")) {
      Section section = s.section("metrics");
      metrics =
          Optional.of(
              new MetricsOutput(
                  Endpoints.at(section, OptimizeOptions.METRICS),
                  section.get(OptimizeOptions.METRICS_EVERY)));
    }
    return new OutputSettings(
        Endpoints.at(s.section("predictions"), OptimizeOptions.PREDICTIONS),
        Endpoints.at(s.section("deadLetters"), OptimizeOptions.DEAD_LETTERS),
        Math.toIntExact(s.get(OptimizeOptions.DEAD_LETTER_MAX_BYTES)),
        s.find(OptimizeOptions.STOP_ABOVE_BAD_SHARE),
        metrics);
  }

  private static ModelSpec model(Section s) throws SettingsException {
    FeatureSpec features = Features.read(s.section("features"));
    ModelSpec model =
        ModelSpec.of(
            s.get(OptimizeOptions.MODEL_NAME),
            features,
            LearnerReader.read(s.section("learner"), features),
            s.find(OptimizeOptions.IDLE_TTL));
    Optional<Double> silence = s.find(OptimizeOptions.DEFAULT_LABEL);
    return silence.isPresent() ? s.built(() -> model.withDefaultLabel(silence.get())) : model;
  }
}
