package io.thalweg.jobs.settings;

import java.time.Duration;
import org.apache.flink.configuration.MemorySize;

/** The options that every kind of job has, and has alike. */
final class JobOptions {
  /** Tells which kind of job a file is for; each kind then declares its own word. */
  static final Setting<JobKind> JOB =
      Setting.required(
          "job", ValueType.oneOf(JobKind.class), "", "The kind of job that the file is for.");

  static final Place DEAD_LETTERS = new Place("output.deadLetters", "the refused events", "");
  static final Place REPLAY_DEAD_LETTERS =
      new Place(
          "input.replayDeadLetters",
          "dead letters of an earlier run, whose `late-after-idle` events are to be refused again,",
          "; neither: none are");

  static final Setting<Long> MAX_BYTES =
      Setting.defaulted(
          "input.maxBytes",
          ValueType.bytes(new MemorySize(1), MemorySize.ofMebiBytes(64)),
          "1 MiB",
          "bytes",
          "Longest event; a longer one is a dead letter (`oversize`).");

  static final Setting<Integer> MAX_FEATURES =
      Setting.defaulted(
          "input.maxFeatures",
          ValueType.wholeNumber(1, 1 << 24),
          "8192",
          "features",
          "Most features of an event; one with more is a dead letter (`too-many-features`).");

  static final Setting<Long> DEAD_LETTER_MAX_BYTES =
      Setting.defaulted(
          "output.deadLetterMaxBytes",
          // A letter must fit into the largest request that producers send by default, 1 MiB.
          ValueType.bytes(MemorySize.ZERO, MemorySize.parse("512 kb")),
          "64 KiB",
          "bytes",
          "Most bytes of a refused event that its dead letter keeps.");

  static final Setting<Double> STOP_ABOVE_BAD_SHARE =
      Setting.optional(
          "output.stopAboveBadShare",
          ValueType.share(),
          "the job never stops for bad events",
          "",
          "The job fails once a greater share of its events than this was refused.");

  static final Setting<String> BOOTSTRAP_SERVERS =
      Setting.optional(
          "kafka.bootstrapServers",
          ValueType.text(),
          "no topics",
          "",
          "Brokers to ask first, `host:port,host:port`. Needed as soon as one topic is named.");

  static final Setting<String> KAFKA_CLIENT =
      Setting.optional(
          "kafka.*",
          ValueType.text(),
          "",
          "",
          "Any other property of Kafka's clients under its own name, nested or dotted."
              + " `${env:NAME}` and `${file:/path}` in a value stand for a variable and for a"
              + " file's text: the way to pass secrets. Values are never printed.");

  static final Setting<String> MODEL_NAME =
      Setting.required(
          "models[].name",
          ValueType.text(),
          "",
          "The models that this entry serves: an exact name, or a pattern with `*` for any"
              + " text. The first entry that matches serves a model.");

  static final Setting<Duration> IDLE_TTL =
      Setting.optional(
          "models[].idleTtl",
          ValueType.duration(Duration.ofMillis(1)),
          "models are never forgotten",
          "event time",
          "A model whose last event lies farther back than this starts anew at its next"
              + " event.");

  static final Setting<Integer> PARALLELISM =
      Setting.defaulted(
          "parallelism",
          ValueType.wholeNumber(1, 32768),
          "1",
          "subtasks",
          "Subtasks of each operator; models spread over them by name.");

  static final Setting<Integer> MAX_PARALLELISM =
      Setting.defaulted(
          "maxParallelism",
          ValueType.wholeNumber(1, 32768),
          "128",
          "subtasks",
          "Most subtasks to which the job can ever be rescaled; fixed for the life of its"
              + " state.");

  static final Setting<Duration> CHECKPOINT_INTERVAL =
      Setting.defaulted(
          "checkpoints.interval",
          ValueType.duration(Duration.ofMillis(10)),
          "10 s",
          "wall time",
          "From one checkpoint to the next. Output becomes visible with its checkpoint.");

  static final Setting<String> CHECKPOINT_DIR =
      Setting.optional(
          "checkpoints.dir",
          ValueType.text(),
          "checkpoints end with the job",
          "",
          "Folder, or URI of a file system that Flink knows, where checkpoints are kept; the"
              + " newest stays when the job is cancelled.");

  static final Setting<Long> CACHE_BYTES =
      Setting.defaulted(
          "state.cacheBytes",
          ValueType.bytes(MemorySize.ofMebiBytes(1), MemorySize.ofMebiBytes(1L << 20)),
          "64 MiB",
          "bytes per subtask",
          "Models kept on the heap in front of RocksDB. Best where more than 95 % of the events"
              + " meet their model there.");

  static final Setting<Integer> WEB_PORT =
      Setting.optional(
          "web.port",
          ValueType.wholeNumber(0, 65535),
          "no pages",
          "",
          "`thalweg run` only: port of Flink's web pages; 0 takes a free one.");

  static final Setting<String> FLINK =
      Setting.optional(
          "flink.*",
          ValueType.text(),
          "",
          "",
          "Any of Flink's own keys, nested or dotted. `${env:NAME}` and `${file:/path}` as"
              + " under `kafka`.");

  private JobOptions() {}
}
