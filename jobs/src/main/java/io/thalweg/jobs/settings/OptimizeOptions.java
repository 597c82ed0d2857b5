package io.thalweg.jobs.settings;

import io.thalweg.stream.JoinOptions;
import java.time.Duration;
import java.util.List;

/**
 * Every option of the optimize job, each declared once. The parser, the records' checks and the
 * reference table read them from here.
 */
final class OptimizeOptions {
  private static final Declared DECLARED = new Declared();

  static final Setting<String> JOB =
      declare(
          Setting.required(
              "job", ValueType.exactly("optimize"), "", "The kind of job that the file is for."));
  static final Setting<String> NAME =
      declare(
          Setting.defaulted(
              "name",
              ValueType.text(),
              "optimize",
              "",
              "The job's name: in Flink's pages, as prefix of its Kafka transactions, as consumer"
                  + " group unless `kafka.group.id` is given. Unique among the jobs of a broker,"
                  + " and the same from one start of a job to the next."));

  static final Place EXAMPLES =
      new Place("input.examples", "the events to learn from", "").declaredIn(DECLARED);
  static final Setting<StartAt> FROM =
      declare(
          Setting.defaulted(
              "input.examples.from",
              ValueType.oneOf(StartAt.class),
              "earliest",
              "",
              "Topics only: where to start when the job is not restored from a checkpoint."));
  static final Setting<StopAt> UNTIL =
      declare(
          Setting.defaulted(
              "input.examples.until",
              ValueType.oneOf(StopAt.class),
              "none",
              "",
              "Topics only: `latest` ends the job behind the newest record at its start."));
  static final Place LABELS =
      new Place("input.labels", "labels that come apart from their examples", "; neither: none do")
          .declaredIn(DECLARED);
  static final Setting<StartAt> LABELS_FROM =
      declare(
          Setting.defaulted(
              "input.labels.from",
              ValueType.oneOf(StartAt.class),
              "earliest",
              "",
              "As `input.examples.from`."));
  static final Setting<StopAt> LABELS_UNTIL =
      declare(
          Setting.defaulted(
              "input.labels.until",
              ValueType.oneOf(StopAt.class),
              "none",
              "",
              "As `input.examples.until`; the job ends when both have."));
  static final Setting<Duration> LABEL_TIMEOUT =
      declare(
          Setting.defaulted(
              "input.labels.timeout",
              ValueType.duration(Duration.ofMillis(1), JoinOptions.MAX),
              "1 h",
              "event time",
              "How long after its example a label may come. An example without a label by then is"
                  + " dropped, or learned with the `defaultLabel` of its model. So long is an id"
                  + " remembered: a second example or label of it is a dead letter"
                  + " (`duplicate-id`)."));
  static final Setting<Duration> LABEL_HOLD =
      declare(
          Setting.defaulted(
              "input.labels.hold",
              ValueType.duration(Duration.ZERO, JoinOptions.MAX),
              "2 min",
              "event time",
              "How long before its example a label may come. A label without an example by then is a"
                  + " dead letter (`unknown-id`)."));
  static final Setting<Long> MAX_BYTES = declare(JobOptions.MAX_BYTES);
  static final Setting<Integer> MAX_FEATURES = declare(JobOptions.MAX_FEATURES);
  static final Setting<Duration> ALLOWED_DISORDER =
      declare(
          Setting.optional(
              "input.allowedDisorder",
              ValueType.duration(Duration.ZERO),
              "no event is late; with `input.labels`: `10 s`",
              "event time",
              "How far behind the newest event of its partition an event may lie; one farther"
                  + " behind is a dead letter (`late`)."));
  static final Setting<Duration> IDLE_TIMEOUT =
      declare(
          Setting.optional(
              "input.idleTimeout",
              ValueType.duration(Duration.ofMillis(1)),
              "learning waits for every partition",
              "wall time",
              "With `input.labels` only: a partition that brings nothing for so long is not waited"
                  + " for. Events of it that come back too late for what their model has learned are"
                  + " dead letters (`late-after-idle`)."));
  static final Place REPLAY_DEAD_LETTERS = JobOptions.REPLAY_DEAD_LETTERS.declaredIn(DECLARED);

  static final Place PREDICTIONS =
      new Place("output.predictions", "the answers", "").declaredIn(DECLARED);
  static final Place DEAD_LETTERS = JobOptions.DEAD_LETTERS.declaredIn(DECLARED);
  static final Setting<Long> DEAD_LETTER_MAX_BYTES = declare(JobOptions.DEAD_LETTER_MAX_BYTES);
  static final Setting<Double> STOP_ABOVE_BAD_SHARE = declare(JobOptions.STOP_ABOVE_BAD_SHARE);
  static final Place METRICS =
      new Place("output.metrics", "the learners' metrics", "; neither: none are written")
          .declaredIn(DECLARED);
  static final Setting<Long> METRICS_EVERY =
      declare(
          Setting.defaulted(
              "output.metrics.every",
              ValueType.count(),
              "1000",
              "learned events",
              "Events that a model learns from one of its metrics records to the next."));

  static final Setting<String> BOOTSTRAP_SERVERS = declare(JobOptions.BOOTSTRAP_SERVERS);
  static final Setting<String> KAFKA_CLIENT = declare(JobOptions.KAFKA_CLIENT);

  static final Setting<String> MODEL_NAME = declare(JobOptions.MODEL_NAME);
  static final FeatureOptions FEATURES = FeatureOptions.under("models[].features", "18", "false");
  static final Setting<Integer> DIMENSION = declare(FEATURES.dimension());
  static final Setting<Integer> HASH_BITS = declare(FEATURES.hashBits());
  static final Setting<Boolean> BIAS = declare(FEATURES.bias());

  /** Names of features under a name of the group's. */
  static final Setting<String> GROUPS =
      declare(
          Setting.optional(
              "models[].features.groups.*[]",
              ValueType.text(),
              "there are no groups",
              "",
              "Names of features that make up a group, called as you like; `*` behind one stands"
                  + " for all names that begin like it."));

  static final Setting<String> INTERACTIONS =
      declare(
          Setting.optional(
              "models[].features.interactions[][]",
              ValueType.text(),
              "features do not interact",
              "",
              "Pairs of groups, or of a group and itself: each feature of the one times each of the"
                  + " other is a feature too, of named features only. They count in"
                  + " `input.maxFeatures`."));

  static {
    LearnerReader.all().forEach(DECLARED::add);
  }

  static final Setting<Duration> IDLE_TTL = declare(JobOptions.IDLE_TTL);

  static final Setting<Double> DEFAULT_LABEL =
      declare(
          Setting.optional(
              "models[].defaultLabel",
              ValueType.number(),
              "nothing is learned from silence",
              "",
              "With `input.labels` only: the label that is learned of an example whose own has not"
                  + " come within `input.labels.timeout`."));

  static final Setting<Integer> PARALLELISM = declare(JobOptions.PARALLELISM);
  static final Setting<Integer> MAX_PARALLELISM = declare(JobOptions.MAX_PARALLELISM);
  static final Setting<Duration> CHECKPOINT_INTERVAL = declare(JobOptions.CHECKPOINT_INTERVAL);
  static final Setting<String> CHECKPOINT_DIR = declare(JobOptions.CHECKPOINT_DIR);
  static final Setting<Long> CACHE_BYTES = declare(JobOptions.CACHE_BYTES);
  static final Setting<Integer> WEB_PORT = declare(JobOptions.WEB_PORT);
  static final Setting<String> FLINK = declare(JobOptions.FLINK);

  private OptimizeOptions() {}

  /** All options, in the order of the reference. */
  static List<Setting<?>> all() {
    return DECLARED.all();
  }

  private static <T> Setting<T> declare(Setting<T> setting) {
    return DECLARED.add(setting);
  }
}
