package io.thalweg.jobs;

import io.thalweg.DeadLetter;
import io.thalweg.LearnerMetrics;
import io.thalweg.Prediction;
import io.thalweg.jobs.connect.EventSource;
import io.thalweg.jobs.connect.RecordKind;
import io.thalweg.jobs.connect.RecordSink;
import io.thalweg.jobs.connect.RefusedEvents;
import io.thalweg.jobs.settings.LabelSettings;
import io.thalweg.jobs.settings.OptimizeSettings;
import io.thalweg.jobs.settings.PathEndpoint;
import io.thalweg.jobs.settings.Reading;
import io.thalweg.stream.CheckedExample;
import io.thalweg.stream.CheckedLabel;
import io.thalweg.stream.CheckedType;
import io.thalweg.stream.DeadLetters;
import io.thalweg.stream.DoorOptions;
import io.thalweg.stream.EventPlaces;
import io.thalweg.stream.ExampleDoor;
import io.thalweg.stream.JoinOperator;
import io.thalweg.stream.JoinOptions;
import io.thalweg.stream.LabelDoor;
import io.thalweg.stream.LearnerOperator;
import io.thalweg.stream.LearnerOptions;
import io.thalweg.stream.ModelSpec;
import io.thalweg.stream.ModelSpecs;
import io.thalweg.stream.RawEvent;
import io.thalweg.wire.Limits;
import java.time.Duration;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Predicts and learns: examples in, predictions and dead letters out.
 *
 * <pre>
 *   examples ─▶ door ─▶ by model ─▶ learner ─▶ predictions
 *                 └──▶ dead letters      └───▶ metrics
 * </pre>
 *
 * <p>Where labels come apart from their examples:
 *
 * <pre>
 *   examples ─▶ door ─▶ by model ─▶ learner, ─▶ predictions
 *   labels ───▶ door ─▶ by model ─▶ in order ──▶ metrics
 *                 └──▶ dead letters ◀──┘
 * </pre>
 *
 * <p>{@link #build} makes the whole; the steps stand open for those who put something between them.
 */
public final class OptimizeJob {
  /** Operator ids, stable for ever: savepoints name state by them. */
  public static final String DOOR = "door";

  public static final String LABEL_DOOR = "label-door";

  public static final String LEARNER = "learner";

  private static final String EXAMPLES = "examples";
  private static final String LABELS = "labels";

  /** Models per subtask that get Flink metrics of their own. */
  private static final int MODEL_GAUGES = 20;

  private final OptimizeSettings settings;
  private final ModelSpecs<ModelSpec> specs;
  private final EventSource source;
  private final DeadLetters letters;

  public OptimizeJob(OptimizeSettings settings) {
    this.settings = settings;
    this.specs = new ModelSpecs<>(settings.models());
    this.source =
        new EventSource(settings.kafka(), settings.consumerGroup(), settings.input().maxBytes());
    this.letters = new DeadLetters(settings.name(), settings.output().deadLetterMaxBytes());
  }

  /** Adds the whole job to {@code env}. */
  public static void build(StreamExecutionEnvironment env, OptimizeSettings settings) {
    OptimizeJob job = new OptimizeJob(settings);
    job.configure(env);
    job.write(
        settings.input().labels().isPresent()
            ? job.join(env, job.joiner())
            : job.learn(job.check(job.read(env)), job.learner()));
  }

  /** Sets what the job needs of its environment. */
  public void configure(StreamExecutionEnvironment env) {
    Jobs.configure(env, settings);
  }

  /** The undecoded events. */
  public SingleOutputStreamOperator<RawEvent> read(StreamExecutionEnvironment env) {
    return source.read(env, EXAMPLES, settings.input().examples());
  }

  /** The events that pass the door; the others go to the dead letters. */
  public SingleOutputStreamOperator<CheckedExample> check(
      SingleOutputStreamOperator<RawEvent> events) {
    long allowedDisorder =
        settings.input().allowedDisorder().map(Duration::toMillis).orElse(Long.MAX_VALUE);
    DoorOptions options =
        new DoorOptions(
            settings.input().examples().endpoint().format(),
            limits(),
            allowedDisorder,
            stopAboveBadShare());
    SingleOutputStreamOperator<CheckedExample> checked = door(events, options);
    writeDeadLetters(checked.getSideOutput(DeadLetters.OUTPUT));
    return checked;
  }

  private SingleOutputStreamOperator<CheckedExample> door(
      SingleOutputStreamOperator<RawEvent> events, DoorOptions options) {
    return events
        .transform(DOOR, CheckedType.EXAMPLE, new ExampleDoor(specs, options, letters))
        .uid(DOOR)
        .setParallelism(events.getParallelism());
  }

  private SingleOutputStreamOperator<CheckedLabel> labelDoor(
      SingleOutputStreamOperator<RawEvent> events, DoorOptions options) {
    return events
        .transform(LABEL_DOOR, CheckedType.LABEL, new LabelDoor(specs, options, letters))
        .uid(LABEL_DOOR)
        .setParallelism(events.getParallelism());
  }

  private Limits limits() {
    return new Limits(settings.input().maxBytes(), settings.input().maxFeatures());
  }

  private double stopAboveBadShare() {
    return settings.output().stopAboveBadShare().orElse(1.0);
  }

  /** The operator that owns the models. */
  public LearnerOperator learner() {
    return new LearnerOperator(specs, learnerOptions());
  }

  /** The operator that owns the models where labels come apart. */
  public JoinOperator joiner() {
    return new JoinOperator(specs, learnerOptions(), joinOptions(), letters);
  }

  /** The settings' entries of models. */
  public ModelSpecs<ModelSpec> specs() {
    return specs;
  }

  /** How the settings want the learner operator run. */
  public LearnerOptions learnerOptions() {
    long every = settings.output().metrics().map(metrics -> metrics.every()).orElse(0L);
    return new LearnerOptions(settings.runtime().cacheBytes(), every, MODEL_GAUGES);
  }

  /** How long examples and labels wait for each other. */
  public JoinOptions joinOptions() {
    return new JoinOptions(labels().timeout().toMillis(), labels().hold().toMillis());
  }

  /** How dead letters are written. */
  public DeadLetters letters() {
    return letters;
  }

  private LabelSettings labels() {
    return settings.input().labels().orElseThrow();
  }

  /** The predictions of {@code learner}, made before each label is learned. */
  public SingleOutputStreamOperator<Prediction> learn(
      SingleOutputStreamOperator<CheckedExample> examples, LearnerOperator learner) {
    return examples
        .keyBy(CheckedExample::model)
        .transform(LEARNER, new AvroTypeInfo<>(Prediction.class), learner)
        .uid(LEARNER);
  }

  /**
   * The predictions of {@code learner} over examples and labels, each through a door of its own;
   * what the doors and the learner refuse goes to the dead letters.
   */
  public SingleOutputStreamOperator<Prediction> join(
      StreamExecutionEnvironment env, JoinOperator learner) {
    EventPlaces refusedBefore =
        labels()
            .replayDeadLetters()
            .map(at -> RefusedEvents.in(at, settings.kafka()))
            .orElseGet(EventPlaces::none);
    Reading forExamples = settings.input().examples();
    Reading forLabels = labels().labels();
    SingleOutputStreamOperator<CheckedExample> examples =
        door(readInOrder(env, EXAMPLES, forExamples), inOrder(forExamples, refusedBefore));
    SingleOutputStreamOperator<CheckedLabel> truths =
        labelDoor(readInOrder(env, LABELS, forLabels), inOrder(forLabels, refusedBefore));
    SingleOutputStreamOperator<Prediction> predictions =
        examples
            .keyBy(CheckedExample::model)
            .connect(truths.keyBy(CheckedLabel::model))
            .transform(LEARNER, new AvroTypeInfo<>(Prediction.class), learner)
            .uid(LEARNER);
    writeDeadLetters(
        examples
            .getSideOutput(DeadLetters.OUTPUT)
            .union(
                truths.getSideOutput(DeadLetters.OUTPUT),
                predictions.getSideOutput(DeadLetters.OUTPUT)));
    return predictions;
  }

  private SingleOutputStreamOperator<RawEvent> readInOrder(
      StreamExecutionEnvironment env, String name, Reading reading) {
    return source.readInEventTime(env, name, reading, allowedDisorder(), labels().idleTimeout());
  }

  private DoorOptions inOrder(Reading reading, EventPlaces refusedBefore) {
    return new DoorOptions(
        reading.endpoint().format(),
        limits(),
        allowedDisorder().toMillis(),
        stopAboveBadShare(),
        reading.endpoint() instanceof PathEndpoint
            ? DoorOptions.Order.EVENT_TIME_OF_FILES
            : DoorOptions.Order.EVENT_TIME,
        refusedBefore);
  }

  private Duration allowedDisorder() {
    return settings.input().allowedDisorder().orElseThrow();
  }

  private void writeDeadLetters(DataStream<DeadLetter> refused) {
    RecordSink.write(
        refused,
        RecordKind.DEAD_LETTERS,
        settings.output().deadLetters(),
        settings.kafka(),
        settings.name());
  }

  /** Writes the predictions, and the learner's metrics where they are wanted. */
  public void write(SingleOutputStreamOperator<Prediction> predictions) {
    RecordSink.write(
        predictions,
        RecordKind.PREDICTIONS,
        settings.output().predictions(),
        settings.kafka(),
        settings.name());
    settings
        .output()
        .metrics()
        .ifPresent(
            metrics ->
                RecordSink.<LearnerMetrics>write(
                    predictions.getSideOutput(LearnerOperator.METRICS),
                    RecordKind.METRICS,
                    metrics.endpoint(),
                    settings.kafka(),
                    settings.name()));
  }
}
