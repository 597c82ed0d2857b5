package io.thalweg.jobs;

import io.thalweg.DeadLetter;
import io.thalweg.Decision;
import io.thalweg.decide.CheckedRequest;
import io.thalweg.decide.DecideOperator;
import io.thalweg.decide.DecideOptions;
import io.thalweg.decide.DecideTypes;
import io.thalweg.decide.DeciderSpec;
import io.thalweg.decide.LedgerDoor;
import io.thalweg.decide.LedgerEvent;
import io.thalweg.decide.OutcomeDoor;
import io.thalweg.decide.RequestDoor;
import io.thalweg.jobs.connect.EventSource;
import io.thalweg.jobs.connect.RecordKind;
import io.thalweg.jobs.connect.RecordSink;
import io.thalweg.jobs.connect.RefusedEvents;
import io.thalweg.jobs.settings.DecideSettings;
import io.thalweg.jobs.settings.PathEndpoint;
import io.thalweg.jobs.settings.Reading;
import io.thalweg.jobs.settings.TopicEndpoint;
import io.thalweg.stream.DeadLetters;
import io.thalweg.stream.Door;
import io.thalweg.stream.DoorOptions;
import io.thalweg.stream.EventPlaces;
import io.thalweg.stream.ModelSpecs;
import io.thalweg.stream.RawEvent;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.OutputTag;

/**
 * Decides, and learns from what came of it: requests in, decisions out; decisions and outcomes in,
 * models.
 *
 * <pre>
 *   requests ─▶ door ─▶ by model ─▶ decider ─▶ decisions ─▶ ledger
 *   ledger ───▶ door ─▶ by model ─▶ in order
 *   outcomes ─▶ door ─▶ by model ─▶ in order
 *                 └──▶ dead letters ◀──┘
 * </pre>
 *
 * <p>The ledger is the topic that decisions are written to: models learn from it and from the
 * outcomes alone, so that both give them back. Where nothing is to be answered, there are neither
 * requests nor decisions, and the ledger may be a file.
 */
public final class DecideJob {
  /** Operator ids, stable for ever: savepoints name state by them. */
  public static final String REQUEST_DOOR = "request-door";

  public static final String LEDGER_DOOR = "ledger-door";

  public static final String OUTCOME_DOOR = "outcome-door";

  public static final String DECIDER = "decider";

  private static final String REQUESTS = "requests";
  private static final String LEDGER = "ledger";
  private static final String OUTCOMES = "outcomes";

  /**
   * What the job wants of Flink where its settings say nothing else. A request waits no longer than
   * 1 ms for others to fill its buffer (Flink: 100 ms). What is learned at once when time moves on
   * is what requests wait for: that of 20 ms (Flink: 200 ms). Ids come in no order, each is looked
   * for before it is there, and all are forgotten after some time: on that, RocksDB's universal
   * compaction spends half of what levels cost.
   */
  private static final Map<String, String> FLINK =
      Map.of(
          ExecutionOptions.BUFFER_TIMEOUT.key(), "1 ms",
          PipelineOptions.AUTO_WATERMARK_INTERVAL.key(), "20 ms",
          RocksDBConfigurableOptions.COMPACTION_STYLE.key(), "UNIVERSAL",
          RocksDBConfigurableOptions.USE_BLOOM_FILTER.key(), "true");

  /** Longest decision in a file: larger than the request that it answers. */
  private static final int MOST_DECISION_BYTES = 1 << 24;

  /** Requests where there are none: Flink has no empty source, but outputs that stay empty. */
  private static final OutputTag<CheckedRequest> NOBODY_ASKS =
      new OutputTag<>("no-requests", DecideTypes.REQUEST);

  private final DecideSettings settings;
  private final ModelSpecs<DeciderSpec> specs;
  private final DeadLetters letters;

  public DecideJob(DecideSettings settings) {
    this.settings = settings;
    this.specs = new ModelSpecs<>(settings.models());
    this.letters = new DeadLetters(settings.name(), settings.output().deadLetterMaxBytes());
  }

  /** Adds the whole job to {@code env}. */
  public static void build(StreamExecutionEnvironment env, DecideSettings settings) {
    DecideJob job = new DecideJob(settings);
    job.configure(env);
    job.write(job.decide(env, job.decider()));
  }

  /** Sets what the job needs of its environment. */
  public void configure(StreamExecutionEnvironment env) {
    Jobs.configure(env, settings);
    Map<String, String> wanted = new HashMap<>(FLINK);
    wanted.keySet().removeAll(settings.runtime().flink().keySet());
    env.configure(Configuration.fromMap(wanted));
  }

  /** The operator that owns the models. */
  public DecideOperator decider() {
    return new DecideOperator(specs, options(), letters);
  }

  /** The settings' entries of models. */
  public ModelSpecs<DeciderSpec> specs() {
    return specs;
  }

  /** How the settings want the operator run. */
  public DecideOptions options() {
    return new DecideOptions(settings.runtime().cacheBytes());
  }

  /** How dead letters are written. */
  public DeadLetters letters() {
    return letters;
  }

  /**
   * The decisions of {@code decider} on the requests, made while it learns from ledger and
   * outcomes; what the doors and the decider refuse goes to the dead letters.
   */
  public SingleOutputStreamOperator<Decision> decide(
      StreamExecutionEnvironment env, DecideOperator decider) {
    EventPlaces refusedBefore =
        settings
            .input()
            .replayDeadLetters()
            .map(at -> RefusedEvents.in(at, settings.kafka()))
            .orElseGet(EventPlaces::none);
    SingleOutputStreamOperator<LedgerEvent> ledger = ledger(env, refusedBefore);
    SingleOutputStreamOperator<LedgerEvent> outcomes = outcomes(env, refusedBefore);
    DataStream<DeadLetter> refused =
        ledger.getSideOutput(DeadLetters.OUTPUT).union(outcomes.getSideOutput(DeadLetters.OUTPUT));
    DataStream<CheckedRequest> requests;
    if (settings.input().requests().isPresent()) {
      SingleOutputStreamOperator<CheckedRequest> checked =
          requests(env, settings.input().requests().get());
      refused = refused.union(checked.getSideOutput(DeadLetters.OUTPUT));
      requests = checked;
    } else {
      requests = ledger.getSideOutput(NOBODY_ASKS);
    }
    SingleOutputStreamOperator<Decision> decisions =
        requests
            .keyBy(CheckedRequest::model)
            .connect(ledger.union(outcomes).keyBy(LedgerEvent::model))
            .transform(DECIDER, new AvroTypeInfo<>(Decision.class), decider)
            .uid(DECIDER);
    RecordSink.write(
        refused.union(decisions.getSideOutput(DeadLetters.OUTPUT)),
        RecordKind.DEAD_LETTERS,
        settings.output().deadLetters(),
        settings.kafka(),
        settings.name());
    return decisions;
  }

  private SingleOutputStreamOperator<CheckedRequest> requests(
      StreamExecutionEnvironment env, Reading reading) {
    DoorOptions options =
        new DoorOptions(
            reading.endpoint().format(),
            settings.input().limits(),
            Long.MAX_VALUE,
            stopAboveBadShare());
    SingleOutputStreamOperator<RawEvent> events =
        source(settings.input().limits().maxBytes()).read(env, REQUESTS, reading);
    return events
        .transform(REQUEST_DOOR, DecideTypes.REQUEST, new RequestDoor(specs, options, letters))
        .uid(REQUEST_DOOR)
        .setParallelism(events.getParallelism());
  }

  private SingleOutputStreamOperator<LedgerEvent> ledger(
      StreamExecutionEnvironment env, EventPlaces refusedBefore) {
    Reading reading = settings.input().ledger();
    return inOrder(
        env,
        LEDGER,
        source(MOST_DECISION_BYTES),
        reading,
        LEDGER_DOOR,
        new LedgerDoor(specs, options(reading, refusedBefore), letters));
  }

  private SingleOutputStreamOperator<LedgerEvent> outcomes(
      StreamExecutionEnvironment env, EventPlaces refusedBefore) {
    Reading reading = settings.input().outcomes();
    return inOrder(
        env,
        OUTCOMES,
        source(settings.input().limits().maxBytes()),
        reading,
        OUTCOME_DOOR,
        new OutcomeDoor(specs, options(reading, refusedBefore), letters));
  }

  private SingleOutputStreamOperator<LedgerEvent> inOrder(
      StreamExecutionEnvironment env,
      String name,
      EventSource source,
      Reading reading,
      String doorName,
      Door<LedgerEvent> door) {
    SingleOutputStreamOperator<RawEvent> events =
        source.readInEventTime(
            env, name, reading, settings.input().allowedDisorder(), settings.input().idleTimeout());
    return events
        .transform(doorName, DecideTypes.LEDGER, door)
        .uid(doorName)
        .setParallelism(events.getParallelism());
  }

  private DoorOptions options(Reading reading, EventPlaces refusedBefore) {
    return new DoorOptions(
        reading.endpoint().format(),
        settings.input().limits(),
        settings.input().allowedDisorder().toMillis(),
        stopAboveBadShare(),
        reading.endpoint() instanceof PathEndpoint
            ? DoorOptions.Order.EVENT_TIME_OF_FILES
            : DoorOptions.Order.EVENT_TIME,
        refusedBefore);
  }

  private EventSource source(int maxBytes) {
    return new EventSource(settings.kafka(), settings.consumerGroup(), maxBytes);
  }

  private double stopAboveBadShare() {
    return settings.output().stopAboveBadShare().orElse(1.0);
  }

  /** Writes the decisions to the ledger, where there are any. */
  public void write(DataStream<Decision> decisions) {
    if (settings.answers()) {
      RecordSink.write(
          decisions,
          RecordKind.DECISIONS,
          (TopicEndpoint) settings.input().ledger().endpoint(),
          settings.output().delivery(),
          settings.kafka(),
          settings.name());
    }
  }
}
