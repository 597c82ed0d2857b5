package io.thalweg.jobs;

import io.thalweg.LearnerMetrics;
import io.thalweg.Prediction;
import io.thalweg.jobs.connect.EventSource;
import io.thalweg.jobs.connect.RecordKind;
import io.thalweg.jobs.connect.RecordSink;
import io.thalweg.jobs.settings.OptimizeSettings;
import io.thalweg.stream.CheckedExample;
import io.thalweg.stream.CheckedType;
import io.thalweg.stream.DeadLetters;
import io.thalweg.stream.DoorOptions;
import io.thalweg.stream.ExampleDoor;
import io.thalweg.stream.LearnerOperator;
import io.thalweg.stream.LearnerOptions;
import io.thalweg.stream.ModelSpecs;
import io.thalweg.stream.RawEvent;
import io.thalweg.wire.Limits;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
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
 * <p>{@link #build} makes the whole; the steps stand open for those who put something between them.
 */
public final class OptimizeJob {
  /** Operator ids, stable for ever: savepoints name state by them. */
  public static final String DOOR = "door";

  public static final String LEARNER = "learner";

  /** Models per subtask that get Flink metrics of their own. */
  private static final int MODEL_GAUGES = 20;

  private final OptimizeSettings settings;
  private final ModelSpecs specs;

  public OptimizeJob(OptimizeSettings settings) {
    this.settings = settings;
    this.specs = new ModelSpecs(settings.models());
  }

  /** Adds the whole job to {@code env}. */
  public static void build(StreamExecutionEnvironment env, OptimizeSettings settings) {
    OptimizeJob job = new OptimizeJob(settings);
    job.configure(env);
    job.write(job.learn(job.check(job.read(env)), job.learner()));
  }

  /** Sets what the job needs of its environment. */
  public void configure(StreamExecutionEnvironment env) {
    env.setParallelism(settings.runtime().parallelism());
    env.setMaxParallelism(settings.runtime().maxParallelism());
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    env.configure(configuration);
  }

  /** The undecoded events. */
  public SingleOutputStreamOperator<RawEvent> read(StreamExecutionEnvironment env) {
    return EventSource.read(env, settings.input(), settings.kafka(), settings.name());
  }

  /** The events that pass the door; the others go to the dead letters. */
  public SingleOutputStreamOperator<CheckedExample> check(
      SingleOutputStreamOperator<RawEvent> events) {
    DoorOptions options =
        new DoorOptions(
            settings.input().examples().format(),
            new Limits(settings.input().maxBytes(), settings.input().maxFeatures()),
            settings.input().allowedDisorder().map(Duration::toMillis).orElse(Long.MAX_VALUE),
            settings.output().stopAboveBadShare().orElse(1.0));
    DeadLetters letters = new DeadLetters(settings.name(), settings.output().deadLetterMaxBytes());
    SingleOutputStreamOperator<CheckedExample> checked =
        events
            .transform(DOOR, CheckedType.EXAMPLE, new ExampleDoor(specs, options, letters))
            .uid(DOOR)
            .setParallelism(events.getParallelism());
    RecordSink.write(
        checked.getSideOutput(DeadLetters.OUTPUT),
        RecordKind.DEAD_LETTERS,
        settings.output().deadLetters(),
        settings.kafka(),
        settings.name());
    return checked;
  }

  /** The operator that owns the models. */
  public LearnerOperator learner() {
    return new LearnerOperator(specs, learnerOptions());
  }

  /** The settings' entries of models. */
  public ModelSpecs specs() {
    return specs;
  }

  /** How the settings want the learner operator run. */
  public LearnerOptions learnerOptions() {
    long every = settings.output().metrics().map(metrics -> metrics.every()).orElse(0L);
    return new LearnerOptions(settings.runtime().cacheBytes(), every, MODEL_GAUGES);
  }

  /** The predictions of {@code learner}, made before each label is learned. */
  public SingleOutputStreamOperator<Prediction> learn(
      SingleOutputStreamOperator<CheckedExample> examples, LearnerOperator learner) {
    return examples
        .keyBy(CheckedExample::model)
        .transform(LEARNER, new AvroTypeInfo<>(Prediction.class), learner)
        .uid(LEARNER);
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
