package io.thalweg.jobs.settings;

import io.thalweg.stream.JoinOptions;
import io.thalweg.wire.WireFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.MemorySize;

/**
 * Every option of the optimize job, each declared once. The parser, the records' checks and the
 * reference table read them from here.
 */
final class OptimizeOptions {
  private static final List<Setting<?>> DECLARED = new ArrayList<>();

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

  static final Place EXAMPLES = new Place("input.examples", "the events to learn from", "");
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
      new Place("input.labels", "labels that come apart from their examples", "; neither: none do");
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
  static final Setting<Long> MAX_BYTES =
      declare(
          Setting.defaulted(
              "input.maxBytes",
              ValueType.bytes(new MemorySize(1), MemorySize.ofMebiBytes(64)),
              "1 MiB",
              "bytes",
              "Longest event; a longer one is a dead letter (`oversize`)."));
  static final Setting<Integer> MAX_FEATURES =
      declare(
          Setting.defaulted(
              "input.maxFeatures",
              ValueType.wholeNumber(1, 1 << 24),
              "8192",
              "features",
              "Most features of an event; one with more is a dead letter (`too-many-features`)."));
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
  static final Place REPLAY_DEAD_LETTERS =
      new Place(
          "input.replayDeadLetters",
          "dead letters of an earlier run, whose `late-after-idle` events are to be refused again,",
          "; neither: none are");

  static final Place PREDICTIONS = new Place("output.predictions", "the answers", "");
  static final Place DEAD_LETTERS = new Place("output.deadLetters", "the refused events", "");
  static final Setting<Long> DEAD_LETTER_MAX_BYTES =
      declare(
          Setting.defaulted(
              "output.deadLetterMaxBytes",
              // A letter must fit into the largest request that producers send by default, 1 MiB.
              ValueType.bytes(MemorySize.ZERO, MemorySize.parse("512 kb")),
              "64 KiB",
              "bytes",
              "Most bytes of a refused event that its dead letter keeps."));
  static final Setting<Double> STOP_ABOVE_BAD_SHARE =
      declare(
          Setting.optional(
              "output.stopAboveBadShare",
              ValueType.share(),
              "the job never stops for bad events",
              "",
              "The job fails once a greater share of its events than this was refused."));
  static final Place METRICS =
      new Place("output.metrics", "the learners' metrics", "; neither: none are written");
  static final Setting<Long> METRICS_EVERY =
      declare(
          Setting.defaulted(
              "output.metrics.every",
              ValueType.count(),
              "1000",
              "learned events",
              "Events that a model learns from one of its metrics records to the next."));

  static final Setting<String> BOOTSTRAP_SERVERS =
      declare(
          Setting.optional(
              "kafka.bootstrapServers",
              ValueType.text(),
              "no topics",
              "",
              "Brokers to ask first, `host:port,host:port`. Needed as soon as one topic is named."));
  static final Setting<String> KAFKA_CLIENT =
      declare(
          Setting.optional(
              "kafka.*",
              ValueType.text(),
              "",
              "",
              "Any other property of Kafka's clients under its own name, nested or dotted."
                  + " `${env:NAME}` and `${file:/path}` in a value stand for a variable and for a"
                  + " file's text: the way to pass secrets. Values are never printed."));

  static final Setting<String> MODEL_NAME =
      declare(
          Setting.required(
              "models[].name",
              ValueType.text(),
              "",
              "The models that this entry serves: an exact name, or a pattern with `*` for any"
                  + " text. The first entry that matches serves a model."));
  static final Setting<Integer> DIMENSION =
      declare(
          Setting.optional(
              "models[].features.dimension",
              ValueType.wholeNumber(1, 1 << 24),
              "features are hashed",
              "features",
              "Length of dense features; indices of sparse ones lie below it."));
  static final Setting<Integer> HASH_BITS =
      declare(
          Setting.defaulted(
              "models[].features.hashBits",
              ValueType.wholeNumber(1, 24),
              "18",
              "bits",
              "Named features are hashed into 2^hashBits positions; indices lie below that too."
                  + " Not together with `dimension`."));
  static final Setting<Boolean> BIAS =
      declare(
          Setting.defaulted(
              "models[].features.bias",
              ValueType.flag(),
              "false",
              "",
              "Adds a constant feature 1 behind all others."));

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
    DECLARED.addAll(LearnerReader.all());
  }

  static final Setting<Duration> IDLE_TTL =
      declare(
          Setting.optional(
              "models[].idleTtl",
              ValueType.duration(Duration.ofMillis(1)),
              "models are never forgotten",
              "event time",
              "A model whose last event lies farther back than this starts anew at its next"
                  + " event."));

  static final Setting<Double> DEFAULT_LABEL =
      declare(
          Setting.optional(
              "models[].defaultLabel",
              ValueType.number(),
              "nothing is learned from silence",
              "",
              "With `input.labels` only: the label that is learned of an example whose own has not"
                  + " come within `input.labels.timeout`."));

  static final Setting<Integer> PARALLELISM =
      declare(
          Setting.defaulted(
              "parallelism",
              ValueType.wholeNumber(1, 32768),
              "1",
              "subtasks",
              "Subtasks of each operator; models spread over them by name."));
  static final Setting<Integer> MAX_PARALLELISM =
      declare(
          Setting.defaulted(
              "maxParallelism",
              ValueType.wholeNumber(1, 32768),
              "128",
              "subtasks",
              "Most subtasks to which the job can ever be rescaled; fixed for the life of its"
                  + " state."));
  static final Setting<Duration> CHECKPOINT_INTERVAL =
      declare(
          Setting.defaulted(
              "checkpoints.interval",
              ValueType.duration(Duration.ofMillis(10)),
              "10 s",
              "wall time",
              "From one checkpoint to the next. Output becomes visible with its checkpoint."));
  static final Setting<String> CHECKPOINT_DIR =
      declare(
          Setting.optional(
              "checkpoints.dir",
              ValueType.text(),
              "checkpoints end with the job",
              "",
              "Folder, or URI of a file system that Flink knows, where checkpoints are kept; the"
                  + " newest stays when the job is cancelled."));
  static final Setting<Long> CACHE_BYTES =
      declare(
          Setting.defaulted(
              "state.cacheBytes",
              ValueType.bytes(MemorySize.ofMebiBytes(1), MemorySize.ofMebiBytes(1L << 20)),
              "64 MiB",
              "bytes per subtask",
              "Models kept on the heap in front of RocksDB. Best where more than 95 % of the events"
                  + " meet their model there."));
  static final Setting<Integer> WEB_PORT =
      declare(
          Setting.optional(
              "web.port",
              ValueType.wholeNumber(0, 65535),
              "no pages",
              "",
              "`thalweg run` only: port of Flink's web pages; 0 takes a free one."));
  static final Setting<String> FLINK =
      declare(
          Setting.optional(
              "flink.*",
              ValueType.text(),
              "",
              "",
              "Any of Flink's own keys, nested or dotted. `${env:NAME}` and `${file:/path}` as"
                  + " under `kafka`."));

  private OptimizeOptions() {}

  /** All options, in the order of the reference. */
  static List<Setting<?>> all() {
    return List.copyOf(DECLARED);
  }

  private static <T> Setting<T> declare(Setting<T> setting) {
    DECLARED.add(setting);
    return setting;
  }

  /** The options of one endpoint, alike wherever one stands. */
  static final class Place {
    final String key;
    final Setting<String> path;
    final Setting<String> topic;
    final Setting<WireFormat> format;

    private Place(String key, String what, String neither) {
      this.key = key;
      path =
          declare(
              Setting.optional(
                  key + ".path",
                  ValueType.text(),
                  "this or `topic`" + neither,
                  "",
                  "Where "
                      + what
                      + " are: ending in `.jsonl` or `.avro` one file, else a folder of part"
                      + " files."));
      topic =
          declare(
              Setting.optional(
                  key + ".topic",
                  ValueType.topic(),
                  "this or `path`" + neither,
                  "",
                  "The Kafka topic of " + what + "."));
      format =
          declare(
              Setting.optional(
                  key + ".format",
                  ValueType.oneOf(WireFormat.class),
                  "file: by its ending; folder: json; topic: avro",
                  "",
                  "How records are written there."));
    }
  }
}
