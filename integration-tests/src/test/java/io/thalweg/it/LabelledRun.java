package io.thalweg.it;

import io.thalweg.DeadLetter;
import io.thalweg.Prediction;
import io.thalweg.it.LabelledLog.Event;
import io.thalweg.jobs.OptimizeJob;
import io.thalweg.jobs.models.SavepointModels;
import io.thalweg.jobs.settings.OptimizeSettings;
import io.thalweg.jobs.settings.SettingsException;
import io.thalweg.stream.DeadLetters;
import io.thalweg.stream.JoinOperator;
import io.thalweg.stream.JoinOptions;
import io.thalweg.stream.LearnerOptions;
import io.thalweg.stream.ModelSpec;
import io.thalweg.stream.ModelSpecs;
import io.thalweg.wire.RejectedEventException;
import io.thalweg.wire.WireFormat;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * One job over a {@link LabelledLog}, from its first start to its end: its topics, the feeding of
 * them in whatever order, and the job itself with a {@link FaultyMap} between learner and sink.
 */
final class LabelledRun {
  /** A run may be fed each topic in so many parts. */
  static final int PARTS = 6;

  private static final Duration PACE = Duration.ofNanos(400_000);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final LabelledLog log;
  private final Topics topics;
  private final String examples;
  private final String labels;
  private final String predictions;
  private final String deadLetters;
  private final Map<String, ModelSpec> specs = new HashMap<>();
  private int examplesFed;
  private int labelsFed;

  private LabelledRun(LabelledLog log, Topics topics) {
    this.log = log;
    this.topics = topics;
    this.examples = topics.create("examples", LabelledLog.EXAMPLE_PARTITIONS);
    this.labels = topics.create("labels", LabelledLog.LABEL_PARTITIONS);
    this.predictions = topics.create("answers", LabelledLog.EXAMPLE_PARTITIONS);
    this.deadLetters = topics.create("dead", 2);
  }

  /** Makes the operator that joins and learns. */
  interface JoinMaker {
    JoinOperator make(
        String job,
        ModelSpecs<ModelSpec> specs,
        LearnerOptions options,
        JoinOptions join,
        DeadLetters letters);
  }

  /** A run over {@code log}, with new topics, nothing in them. */
  static LabelledRun over(LabelledLog log, Topics topics) {
    return new LabelledRun(log, topics);
  }

  /** The job's name; {@link Faults} are kept under it. */
  String name() {
    return "job-" + predictions;
  }

  OptimizeSettings settings(int parallelism) throws SettingsException {
    String input =
        "examples: {topic: %s}, labels: {topic: %s, timeout: %d ms, hold: %d ms}"
            .formatted(
                examples, labels, LabelledLog.TIMEOUT.toMillis(), LabelledLog.HOLD.toMillis());
    return OptimizeSettings.parse(
        LabelledLog.settings(name(), topics.bootstrapServers(), input, predictions, deadLetters),
        List.of("parallelism=" + parallelism));
  }

  /** The settings' entry of a model. */
  ModelSpec spec(String model) {
    return specs.computeIfAbsent(
        model,
        name -> {
          try {
            return settings(1).modelFor(name).orElseThrow();
          } catch (SettingsException e) {
            throw new IllegalStateException("the settings of these tests must be right", e);
          }
        });
  }

  /** The job as users run it, without anything of these tests in it. */
  StreamExecutionEnvironment plain(FlinkSettings flink, int parallelism) throws SettingsException {
    StreamExecutionEnvironment env = quick(flink).environment(parallelism);
    OptimizeJob.build(env, settings(parallelism));
    return env;
  }

  /** The job with what may fail in it, ready to be started or restored. */
  StreamExecutionEnvironment environment(FlinkSettings flink, int parallelism, JoinMaker join)
      throws SettingsException {
    StreamExecutionEnvironment env = quick(flink).environment(parallelism);
    OptimizeJob job = new OptimizeJob(settings(parallelism));
    job.configure(env);
    JoinOperator learner =
        join.make(name(), job.specs(), job.learnerOptions(), job.joinOptions(), job.letters());
    job.write(
        job.join(env, learner)
            .map(new FaultyMap(name(), PACE))
            .returns(new AvroTypeInfo<>(Prediction.class))
            .uid("faults"));
    return env;
  }

  private static FlinkSettings quick(FlinkSettings flink) {
    return flink.with("pipeline.auto-watermark-interval", "20 ms");
  }

  /** Puts the next part of the examples into their topic. */
  void feedExamples() throws InterruptedException {
    topics.produce(part(log.examples(), examplesFed++).map(event -> event.in(examples)).toList());
  }

  /** Puts the next part of the labels into their topic. */
  void feedLabels() throws InterruptedException {
    topics.produce(part(log.labels(), labelsFed++).map(event -> event.in(labels)).toList());
  }

  /** Feeds what is left of both, one part of each after the other. */
  void feedAll() throws InterruptedException {
    while (examplesFed < PARTS || labelsFed < PARTS) {
      if (examplesFed < PARTS) {
        feedExamples();
      }
      if (labelsFed < PARTS) {
        feedLabels();
      }
    }
  }

  private static Stream<Event> part(List<Event> events, int number) {
    int size = events.size();
    return events.subList(size * number / PARTS, size * (number + 1) / PARTS).stream();
  }

  /** Returns when the answers to all examples that were fed are committed. */
  void awaitCommitted() {
    int to = log.examples().size() * examplesFed / PARTS;
    int wanted = (int) log.examples().subList(0, to).stream().filter(Event::passesTheDoor).count();
    topics.awaitCommitted(predictions, wanted, PATIENCE);
    topics.awaitConsumed(labels, name());
  }

  /** How many more answers were written than were committed: those that were written again. */
  int writtenInVain() {
    return topics.uncommitted(predictions).size() - topics.committed(predictions).size();
  }

  /** The committed answers. */
  List<Prediction> answers() throws RejectedEventException {
    topics.awaitSettled(predictions);
    return Fold.read(topics.committed(predictions), WireFormat.AVRO, Prediction.class);
  }

  /** Reason by place of every committed dead letter; one that stands twice has a second entry. */
  SortedMap<String, String> refused() throws RejectedEventException {
    topics.awaitSettled(deadLetters);
    SortedMap<String, String> refused = new TreeMap<>();
    for (DeadLetter letter :
        Fold.read(topics.committed(deadLetters), WireFormat.AVRO, DeadLetter.class)) {
      LabelledLog.Topic topic =
          letter.getSource().equals(examples)
              ? LabelledLog.Topic.EXAMPLES
              : LabelledLog.Topic.LABELS;
      String place = topic + " " + letter.getPartition() + ":" + letter.getOffset();
      while (refused.putIfAbsent(place, letter.getReason()) != null) {
        place += " again";
      }
    }
    return refused;
  }

  /** Every model's bytes, the job having ended with this savepoint. */
  static SortedMap<String, byte[]> models(String savepoint) throws Exception {
    return new SavepointModels(savepoint).all();
  }
}
