package io.thalweg.jobs.settings;

import io.thalweg.decide.Combine;
import io.thalweg.decide.Mode;
import java.time.Duration;
import java.util.List;

/** Every option of the decide job, each declared once. */
final class DecideOptions {
  private static final Declared DECLARED = new Declared();

  private static final Duration LONGEST = Duration.ofDays(366);

  static final Setting<String> JOB =
      DECLARED.add(
          Setting.required(
              "job", ValueType.exactly("decide"), "", "The kind of job that the file is for."));
  static final Setting<String> NAME =
      DECLARED.add(
          Setting.defaulted(
              "name",
              ValueType.text(),
              "decide",
              "",
              "The job's name: in Flink's pages, as prefix of its Kafka transactions, as consumer"
                  + " group unless `kafka.group.id` is given. Unique among the jobs of a broker,"
                  + " and the same from one start of a job to the next."));
  static final Setting<Boolean> ANSWER =
      DECLARED.add(
          Setting.defaulted(
              "answer",
              ValueType.flag(),
              "true",
              "",
              "`false`: requests are not read and nothing is decided; the models are made anew from"
                  + " ledger and outcomes alone."));

  static final Place REQUESTS =
      Place.withDefault("input.requests", "the requests", "decision-requests").declaredIn(DECLARED);
  static final Setting<StartAt> REQUESTS_FROM =
      from(
          REQUESTS,
          "committed",
          "Topics only: where to start when the job is not restored from a checkpoint.");
  static final Setting<StopAt> REQUESTS_UNTIL =
      until(REQUESTS, "Topics only: `latest` stops behind the newest record at the job's start.");
  static final Place OUTCOMES =
      Place.withDefault("input.outcomes", "the outcomes of decisions", "outcomes")
          .declaredIn(DECLARED);
  static final Setting<StartAt> OUTCOMES_FROM =
      from(OUTCOMES, "earliest", "As `input.requests.from`.");
  static final Setting<StopAt> OUTCOMES_UNTIL =
      until(OUTCOMES, "As `input.requests.until`; the job ends when all that it reads has.");
  static final Setting<Long> MAX_BYTES = DECLARED.add(JobOptions.MAX_BYTES);
  static final Setting<Integer> MAX_FEATURES = DECLARED.add(JobOptions.MAX_FEATURES);
  static final Setting<Integer> MAX_ACTIONS =
      DECLARED.add(
          Setting.defaulted(
              "input.maxActions",
              ValueType.wholeNumber(1, 1 << 20),
              "1000",
              "actions",
              "Most actions of a request; one with more is a dead letter (`out-of-range`)."));
  static final Setting<Duration> ALLOWED_DISORDER =
      DECLARED.add(
          Setting.defaulted(
              "input.allowedDisorder",
              ValueType.duration(Duration.ZERO),
              "10 s",
              "event time",
              "How far behind the newest event of its partition a decision of the ledger or an"
                  + " outcome may lie; one farther behind is a dead letter (`late`). So much longer"
                  + " learning waits."));
  static final Setting<Duration> IDLE_TIMEOUT =
      DECLARED.add(
          Setting.optional(
              "input.idleTimeout",
              ValueType.duration(Duration.ofMillis(1)),
              "learning waits for every partition",
              "wall time",
              "A partition of ledger or outcomes that brings nothing for so long is not waited for."
                  + " Events of it that come back too late for what their model has learned are"
                  + " dead letters (`late-after-idle`)."));
  static final Place REPLAY_DEAD_LETTERS = JobOptions.REPLAY_DEAD_LETTERS.declaredIn(DECLARED);

  static final Place LEDGER =
      Place.withDefault(
              "ledger", "the decisions, which are written there and read back,", "decisions")
          .declaredIn(DECLARED);
  static final Setting<StartAt> LEDGER_FROM = from(LEDGER, "earliest", "As `input.requests.from`.");
  static final Setting<StopAt> LEDGER_UNTIL =
      until(
          LEDGER,
          "As `input.requests.until`. What is decided behind that place is learned by a later run.");

  static final Setting<Delivery> DELIVERY =
      DECLARED.add(
          Setting.defaulted(
              "output.decisions.delivery",
              ValueType.oneOf(List.of(Delivery.values()), ValueType::camelWord),
              "atLeastOnce",
              "",
              "`atLeastOnce`: a decision is there in milliseconds, after a failure perhaps twice, and"
                  + " its first record holds. `exactlyOnce`: it is there with the next checkpoint."));
  static final Place DEAD_LETTERS = JobOptions.DEAD_LETTERS.declaredIn(DECLARED);
  static final Setting<Long> DEAD_LETTER_MAX_BYTES = DECLARED.add(JobOptions.DEAD_LETTER_MAX_BYTES);
  static final Setting<Double> STOP_ABOVE_BAD_SHARE = DECLARED.add(JobOptions.STOP_ABOVE_BAD_SHARE);

  static final Setting<String> BOOTSTRAP_SERVERS = DECLARED.add(JobOptions.BOOTSTRAP_SERVERS);
  static final Setting<String> KAFKA_CLIENT = DECLARED.add(JobOptions.KAFKA_CLIENT);

  static final Setting<String> MODEL_NAME = DECLARED.add(JobOptions.MODEL_NAME);
  static final Setting<Mode> MODE =
      DECLARED.add(
          Setting.defaulted(
              "models[].mode",
              ValueType.oneOf(List.of(Mode.values()), ValueType::camelWord),
              "live",
              "",
              "`live`: the agent chooses, and learns. `apprentice`: the request's baseline is played,"
                  + " the agent learns from it and says whether it would have agreed. `logOnly`: the"
                  + " baseline is played and nothing is learned. May change from one start to the"
                  + " next."));
  static final FeatureOptions SHARED =
      FeatureOptions.under("models[].features.shared", "6", "true").declaredIn(DECLARED);
  static final FeatureOptions ACTION_FEATURES =
      FeatureOptions.under("models[].features.actions", "6", "false").declaredIn(DECLARED);
  static final FeatureOptions SLOT_FEATURES =
      FeatureOptions.under("models[].features.slots", "6", "false").declaredIn(DECLARED);
  static final Setting<Layout> LAYOUT =
      DECLARED.add(
          Setting.optional(
              "models[].layout",
              ValueType.oneOf(Layout.class),
              "joined where `features.actions` is given, else blocks",
              "",
              "What a model's inputs are. `blocks`: the shared features, in a block of each action's"
                  + " own. `joined`: the shared ones and the action's. `crossed`: those and all their"
                  + " products, so that a linear agent too can tell which action suits whom. Features"
                  + " of slots, where there are any, stand with the shared ones."));
  static final Setting<String> ACTIONS =
      DECLARED.add(
          Setting.optional(
              "models[].actions[]",
              ValueType.text(),
              "this or `blocks`, where the layout is blocks",
              "",
              "The ids of all actions that requests may name, in the order of their blocks."));
  static final Setting<Integer> BLOCKS =
      DECLARED.add(
          Setting.optional(
              "models[].blocks",
              ValueType.wholeNumber(1, 1 << 20),
              "this or `actions`, where the layout is blocks",
              "blocks",
              "Actions that are not known beforehand are hashed into so many blocks; some share"
                  + " one."));

  static {
    AgentOptions.all().forEach(DECLARED::add);
  }

  static final Setting<Duration> WAIT =
      DECLARED.add(
          Setting.defaulted(
              "models[].outcomes.wait",
              ValueType.duration(Duration.ofMillis(1), LONGEST),
              "10 min",
              "event time",
              "How long after its decision an outcome may come."));
  static final Setting<Duration> HOLD =
      DECLARED.add(
          Setting.defaulted(
              "models[].outcomes.hold",
              ValueType.duration(Duration.ZERO, LONGEST),
              "2 min",
              "event time",
              "How long before its decision an outcome may come. One without a decision by then is"
                  + " a dead letter (`unknown-id`)."));
  static final Setting<Combine> COMBINE =
      DECLARED.add(
          Setting.defaulted(
              "models[].outcomes.combine",
              ValueType.oneOf(Combine.class),
              "earliest",
              "",
              "How several outcomes of a decision become one. `earliest` is learned at once, all"
                  + " others when `wait` is over."));
  static final Setting<Double> REWARD_LEAST =
      DECLARED.add(
          Setting.required(
              "models[].outcomes.reward.least",
              ValueType.number(),
              "",
              "Outcomes are rewards where this section is given, else losses from 0 to 1. The"
                  + " smallest reward, a loss of 1."));
  static final Setting<Double> REWARD_MOST =
      DECLARED.add(
          Setting.required(
              "models[].outcomes.reward.most",
              ValueType.number(),
              "",
              "The largest reward, a loss of 0."));
  static final Setting<Double> SILENCE =
      DECLARED.add(
          Setting.optional(
              "models[].outcomes.default",
              ValueType.unit(),
              "nothing is learned from silence",
              "",
              "The loss of a decision without an outcome."));
  static final Setting<Boolean> DEFERRED =
      DECLARED.add(
          Setting.defaulted(
              "models[].outcomes.deferred",
              ValueType.flag(),
              "false",
              "",
              "A decision counts only once an outcome with `activated` has said that it came to"
                  + " be."));
  static final Setting<Duration> IDLE_TTL = DECLARED.add(JobOptions.IDLE_TTL);

  static final Setting<Integer> PARALLELISM = DECLARED.add(JobOptions.PARALLELISM);
  static final Setting<Integer> MAX_PARALLELISM = DECLARED.add(JobOptions.MAX_PARALLELISM);
  static final Setting<Duration> CHECKPOINT_INTERVAL = DECLARED.add(JobOptions.CHECKPOINT_INTERVAL);
  static final Setting<String> CHECKPOINT_DIR = DECLARED.add(JobOptions.CHECKPOINT_DIR);
  static final Setting<Long> CACHE_BYTES = DECLARED.add(JobOptions.CACHE_BYTES);
  static final Setting<Integer> WEB_PORT = DECLARED.add(JobOptions.WEB_PORT);
  static final Setting<String> FLINK = DECLARED.add(JobOptions.FLINK);

  private DecideOptions() {}

  /** All options, in the order of the reference. */
  static List<Setting<?>> all() {
    return DECLARED.all();
  }

  /** What the features become. */
  enum Layout {
    BLOCKS,
    JOINED,
    CROSSED
  }

  private static Setting<StartAt> from(Place place, String fallback, String description) {
    return DECLARED.add(
        Setting.defaulted(
            place.key + ".from", ValueType.oneOf(StartAt.class), fallback, "", description));
  }

  private static Setting<StopAt> until(Place place, String description) {
    return DECLARED.add(
        Setting.defaulted(
            place.key + ".until", ValueType.oneOf(StopAt.class), "none", "", description));
  }
}
