package io.thalweg.it;

import io.thalweg.jobs.OptimizeJob;
import io.thalweg.jobs.settings.OptimizeSettings;
import io.thalweg.jobs.settings.SettingsException;
import io.thalweg.stream.LearnerOperator;
import io.thalweg.stream.LearnerOptions;
import io.thalweg.stream.ModelSpec;
import io.thalweg.stream.ModelSpecs;
import io.thalweg.wire.WireFormat;
import java.time.Duration;
import java.util.List;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * One job over a {@link FlightLog}, from its first start to its end, through any number of restarts
 * and savepoints: its topics, the feeding of them, and the job itself with a {@link FaultyMap}
 * between learner and sink.
 *
 * <pre>{@code
 * FlightRun run = FlightRun.on(topics);
 * Faults faults = Faults.random(run.name(), 1, 2, Faults.Place.values());
 * WatchedJob job = cluster.submit(run.environment(flinkSettings, 2));
 * faults.arm(3);
 * run.feed();
 * faults.awaitArmed();
 * run.awaitCommitted();
 * ... as many parts as there are ...
 * Fold fold = run.fold(job.drain(SavepointFormatType.CANONICAL, folder));
 * }</pre>
 */
final class FlightRun {
  /** A run may be fed the log in so many parts, of equal size. */
  static final int PARTS = 6;

  /** For each answer: a part takes some tenths of a second. */
  private static final Duration PACE = Duration.ofNanos(400_000);

  private static final int BEGUN = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final FlightLog log;
  private final Topics topics;
  private final String in;
  private final String predictions;
  private final String deadLetters;
  private int fed;

  private FlightRun(FlightLog log, Topics topics) {
    this.log = log;
    this.topics = topics;
    this.in = topics.create("flights", FlightLog.PARTITIONS);
    this.predictions = topics.create("answers", FlightLog.PARTITIONS);
    this.deadLetters = topics.create("dead", 2);
  }

  /** Makes how the models of a job are learned. */
  interface LearnerMaker {
    LearnerOperator make(String job, ModelSpecs<ModelSpec> specs, LearnerOptions options);
  }

  /** A run over the log in order, with new topics, nothing in them. */
  static FlightRun on(Topics topics) {
    return over(FlightLog.inOrder(), topics);
  }

  /** A run over another log. */
  static FlightRun over(FlightLog log, Topics topics) {
    return new FlightRun(log, topics);
  }

  /** The job's name; {@link Faults} are kept under it. */
  String name() {
    return "job-" + predictions;
  }

  /** Its settings, in YAML. */
  String settings() {
    return log.settings(name(), topics.bootstrapServers(), in, predictions, deadLetters);
  }

  /** The job as users run it, without anything of these tests in it. */
  StreamExecutionEnvironment plain(FlinkSettings flink, String... sets) throws SettingsException {
    OptimizeSettings settings = OptimizeSettings.parse(settings(), List.of(sets));
    StreamExecutionEnvironment env = flink.environment(settings.runtime().parallelism());
    OptimizeJob.build(env, settings);
    return env;
  }

  /** The job with what may fail in it, ready to be started or restored. */
  StreamExecutionEnvironment environment(FlinkSettings flink, int parallelism)
      throws SettingsException {
    return environment(flink, parallelism, FaultyLearner::new);
  }

  /** The same with another learner. */
  StreamExecutionEnvironment environment(FlinkSettings flink, int parallelism, LearnerMaker learner)
      throws SettingsException {
    OptimizeSettings settings =
        OptimizeSettings.parse(settings(), List.of("parallelism=" + parallelism));
    StreamExecutionEnvironment env = flink.environment(parallelism);
    OptimizeJob job = new OptimizeJob(settings);
    job.configure(env);
    job.write(
        job.learn(job.check(job.read(env)), learner.make(name(), job.specs(), job.learnerOptions()))
            .map(new FaultyMap(name(), PACE))
            .returns(new AvroTypeInfo<>(io.thalweg.Prediction.class))
            .uid("faults"));
    return env;
  }

  /** Feeds what is left. */
  void feedAll() throws InterruptedException {
    while (fed < PARTS) {
      feed();
    }
  }

  /** Puts the next part of the log into the job's topic. */
  void feed() throws InterruptedException {
    topics.produce(log.records(in, end(fed), end(fed + 1)));
    fed++;
  }

  /** How many parts the topic holds. */
  int fed() {
    return fed;
  }

  /** Returns when the answers to all that was fed are committed. */
  void awaitCommitted() {
    topics.awaitCommitted(predictions, log.answers(end(fed)), PATIENCE);
  }

  /** Feeds the next part, and returns when the job is at work again. */
  void feedUntilAtWork() throws InterruptedException {
    int before = topics.uncommitted(predictions).size();
    feed();
    topics.awaitUncommitted(predictions, before + BEGUN, PATIENCE);
  }

  /** Returns when as many answers are written as all that was fed needs, committed or not. */
  void awaitWritten() {
    topics.awaitUncommitted(predictions, log.answers(end(fed)), PATIENCE);
  }

  private int end(int parts) {
    return log.size() * parts / PARTS;
  }

  /**
   * Feeds what is left, part by part, and with each part its share of the failures; returns when
   * all has been answered and the last failure is overcome.
   */
  void feedFailing(WatchedJob job, Faults faults) throws Exception {
    int share = (faults.left() + PARTS - 1) / PARTS;
    while (fed < PARTS) {
      faults.arm(share);
      feed();
      faults.awaitArmed();
      awaitCommitted();
    }
    if (faults.left() > 0) {
      throw new AssertionError("failures that have not happened: " + faults.left());
    }
    // The second of these has begun after the last failure, hence in the restarted job.
    job.awaitCheckpoints(2);
  }

  /** How many more answers were written than were committed: those that were written again. */
  int writtenInVain() {
    return topics.uncommitted(predictions).size() - topics.committed(predictions).size();
  }

  /** What the run has made of the log, the job having ended with this savepoint. */
  Fold fold(String savepoint) throws Exception {
    return Fold.of(topics, WireFormat.AVRO, predictions, deadLetters, savepoint);
  }
}
