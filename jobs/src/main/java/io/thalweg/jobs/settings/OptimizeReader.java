package io.thalweg.jobs.settings;

import io.thalweg.jobs.settings.OptimizeOptions.Place;
import io.thalweg.stream.FeatureSpec;
import io.thalweg.stream.ModelSpec;
import io.thalweg.wire.WireFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads the settings of the optimize job, and checks what no option can say of itself. */
final class OptimizeReader {
  private static final KeyTree KNOWN = KeyTree.of(OptimizeOptions.all());

  /** Sections of foreign keys, with what separates the elements of a list there. */
  private static final Map<String, String> PASS_THROUGHS = Map.of("kafka", ",", "flink", ";");

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
          "parallelism.default", OptimizeOptions.PARALLELISM.key(),
          "pipeline.max-parallelism", OptimizeOptions.MAX_PARALLELISM.key(),
          "pipeline.name", OptimizeOptions.NAME.key(),
          "execution.checkpointing.interval", OptimizeOptions.CHECKPOINT_INTERVAL.key(),
          "execution.checkpointing.dir", OptimizeOptions.CHECKPOINT_DIR.key(),
          "rest.port", OptimizeOptions.WEB_PORT.key());

  private final References references;

  private OptimizeReader(References references) {
    this.references = references;
  }

  static OptimizeSettings read(String yaml, List<String> sets, References references)
      throws SettingsException {
    Map<String, Object> root = flattened(SettingsTree.parse(yaml));
    for (String set : sets) {
      root = flattened(Overrides.apply(root, set, PASS_THROUGHS.keySet()));
    }
    KNOWN.check(root);
    return new OptimizeReader(references).read(new Section("", root));
  }

  private static Map<String, Object> flattened(Map<String, Object> root) throws SettingsException {
    for (Map.Entry<String, String> e : PASS_THROUGHS.entrySet()) {
      PassThrough.flatten(root, e.getKey(), e.getValue());
    }
    return root;
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
    OutputSettings output = output(root.section("output"));
    KafkaSettings kafka = kafka(root.section("kafka"));
    Map<String, Endpoint> places = new LinkedHashMap<>();
    places.put(OptimizeOptions.EXAMPLES.key, input.examples().endpoint());
    input
        .labels()
        .ifPresent(
            labels -> {
              places.put(OptimizeOptions.LABELS.key, labels.labels().endpoint());
              labels
                  .replayDeadLetters()
                  .ifPresent(at -> places.put(OptimizeOptions.REPLAY_DEAD_LETTERS.key, at));
            });
    places.put(OptimizeOptions.PREDICTIONS.key, output.predictions());
    places.put(OptimizeOptions.DEAD_LETTERS.key, output.deadLetters());
    output.metrics().ifPresent(m -> places.put(OptimizeOptions.METRICS.key, m.endpoint()));
    Places.check(places, kafka);
    return new OptimizeSettings(
        root.get(OptimizeOptions.NAME),
        input,
        output,
        kafka,
        models(root.sections("models")),
        runtime(root));
  }

  private static InputSettings input(Section s) throws SettingsException {
    Optional<LabelSettings> labels = labels(s);
    Optional<Duration> allowedDisorder = s.find(OptimizeOptions.ALLOWED_DISORDER);
    return new InputSettings(
        reading(
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
            reading(
                labels,
                OptimizeOptions.LABELS,
                OptimizeOptions.LABELS_FROM,
                OptimizeOptions.LABELS_UNTIL),
            labels.get(OptimizeOptions.LABEL_TIMEOUT),
            labels.get(OptimizeOptions.LABEL_HOLD),
            s.find(OptimizeOptions.IDLE_TIMEOUT),
            s.has("replayDeadLetters")
                ? Optional.of(endpoint(replay, OptimizeOptions.REPLAY_DEAD_LETTERS))
                : Optional.empty()));
  }

  private static Reading reading(
      Section s, Place place, Setting<StartAt> from, Setting<StopAt> until)
      throws SettingsException {
    Endpoint endpoint = endpoint(s, place);
    for (Setting<?> topicOnly : List.of(from, until)) {
      if (endpoint instanceof PathEndpoint && s.has(topicOnly.name())) {
        throw new SettingsException(s.key(topicOnly), "only a topic has it, a path is read whole");
      }
    }
    return new Reading(endpoint, s.get(from), s.get(until));
  }

  private static OutputSettings output(Section s) throws SettingsException {
    Optional<MetricsOutput> metrics = Optional.empty();
    if (s.has("metrics")) {
      Section section = s.section("metrics");
      metrics =
          Optional.of(
              new MetricsOutput(
                  endpoint(section, OptimizeOptions.METRICS),
                  section.get(OptimizeOptions.METRICS_EVERY)));
    }
    return new OutputSettings(
        endpoint(s.section("predictions"), OptimizeOptions.PREDICTIONS),
        endpoint(s.section("deadLetters"), OptimizeOptions.DEAD_LETTERS),
        Math.toIntExact(s.get(OptimizeOptions.DEAD_LETTER_MAX_BYTES)),
        s.find(OptimizeOptions.STOP_ABOVE_BAD_SHARE),
        metrics);
  }

  private static Endpoint endpoint(Section s, Place place) throws SettingsException {
    Optional<String> path = s.find(place.path);
    Optional<String> topic = s.find(place.topic);
    Optional<WireFormat> format = s.find(place.format);
    if (path.isPresent() == topic.isPresent()) {
      throw new SettingsException(
          s.path(),
          path.isPresent()
              ? "must have one of path and topic, not both"
              : "must be given: a section with path or topic");
    }
    if (topic.isPresent()) {
      return new TopicEndpoint(topic.get(), format.orElse(WireFormat.AVRO));
    }
    Optional<WireFormat> ending = PathEndpoint.formatOfEnding(path.get());
    if (ending.isPresent() && format.isPresent() && !ending.equals(format)) {
      throw new SettingsException(
          s.key(place.format),
          "must be "
              + ValueType.word(ending.get())
              + ", as "
              + path.get()
              + " ends: "
              + ValueType.word(format.get()));
    }
    return new PathEndpoint(
        path.get(), ending.or(() -> format).orElse(WireFormat.JSON), ending.isPresent());
  }

  private KafkaSettings kafka(Section s) throws SettingsException {
    Map<String, String> client = foreign(s);
    for (String owned : KAFKA_OWNED) {
      if (client.containsKey(owned)) {
        throw new SettingsException(s.path() + "." + owned, "the job sets it itself");
      }
    }
    String ours = OptimizeOptions.BOOTSTRAP_SERVERS.name();
    if (client.containsKey(ours)) {
      if (client.containsKey(KafkaSettings.BOOTSTRAP_SERVERS)) {
        throw new SettingsException(
            s.path() + "." + KafkaSettings.BOOTSTRAP_SERVERS, "given twice, also as " + ours);
      }
      s.find(OptimizeOptions.BOOTSTRAP_SERVERS);
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

  private static List<ModelSpec> models(List<Section> sections) throws SettingsException {
    if (sections.isEmpty()) {
      throw new SettingsException("models", "must be given: a list of at least one model");
    }
    List<ModelSpec> models = new ArrayList<>();
    for (Section s : sections) {
      ModelSpec model = model(s);
      for (ModelSpec earlier : models) {
        if (earlier.name().equals("*") || earlier.name().equals(model.name())) {
          throw new SettingsException(
              s.key(OptimizeOptions.MODEL_NAME),
              "never reached, since the entry before it matches first: " + earlier.name());
        }
      }
      models.add(model);
    }
    return models;
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

  private RuntimeSettings runtime(Section root) throws SettingsException {
    int parallelism = root.get(OptimizeOptions.PARALLELISM);
    int maxParallelism = root.get(OptimizeOptions.MAX_PARALLELISM);
    if (parallelism > maxParallelism) {
      throw new SettingsException(
          root.key(OptimizeOptions.PARALLELISM),
          "must be at most maxParallelism (" + maxParallelism + "): " + parallelism);
    }
    Section checkpoints = root.section("checkpoints");
    Duration interval = checkpoints.get(OptimizeOptions.CHECKPOINT_INTERVAL);
    Optional<Integer> port = root.section("web").find(OptimizeOptions.WEB_PORT);
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
        root.section("state").get(OptimizeOptions.CACHE_BYTES),
        interval,
        checkpoints.find(OptimizeOptions.CHECKPOINT_DIR),
        port.isPresent() ? OptionalInt.of(port.get()) : OptionalInt.empty(),
        flink);
  }
}
