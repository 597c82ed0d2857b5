package io.thalweg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.DeadLetter;
import io.thalweg.Example;
import io.thalweg.Features;
import io.thalweg.Label;
import io.thalweg.Prediction;
import io.thalweg.jobs.OptimizeJob;
import io.thalweg.jobs.models.SavepointModels;
import io.thalweg.jobs.settings.OptimizeSettings;
import io.thalweg.wire.RejectedEventException;
import io.thalweg.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What partitions without events do to learning.
 *
 * <p>Topology of every test: a topic of one partition for examples and one of two for labels, the
 * plain optimize job at parallelism 2, exactly once, checkpoints every 100 ms. Ten examples have
 * their labels in partition 0; partition 1 is silent.
 */
@ExtendWith(SharedServices.class)
class SilentPartitionIT {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final long START = 1_600_000_000_000L;
  private static final int PAIRS = 10;
  private static final String MODEL = "m";

  @TempDir private Path folder;

  /** Two input topics, and what a job over them writes. */
  private static final class Log {
    final Topics topics;
    final String examples;
    final String labels;
    String predictions;
    String deadLetters;
    private int questions;

    Log(Topics topics) {
      this.topics = topics;
      this.examples = topics.create("examples", 1);
      this.labels = topics.create("labels", 2);
      forgetOutput();
    }

    /** From here on, jobs write into new topics. */
    void forgetOutput() {
      predictions = topics.create("answers", 1);
      deadLetters = topics.create("dead", 1);
    }

    StreamExecutionEnvironment job(FlinkSettings flink, String... sets) throws Exception {
      String yaml =
          """
          job: optimize
          name: %s
          input:
            examples: {topic: %s}
            labels: {topic: %s, timeout: 1 d}
          output: {predictions: {topic: %s}, deadLetters: {topic: %s}}
          kafka: {bootstrapServers: "%s", linger.ms: 0}
          models: [{name: "*", features: {dimension: 1}, learner: {loss: logistic}}]
          parallelism: 2
          """
              .formatted(
                  "job-" + predictions,
                  examples,
                  labels,
                  predictions,
                  deadLetters,
                  topics.bootstrapServers());
      StreamExecutionEnvironment env =
          flink.with("pipeline.auto-watermark-interval", "20 ms").environment(2);
      OptimizeJob.build(env, OptimizeSettings.parse(yaml, List.of(sets)));
      return env;
    }

    void example(String id, long seconds) throws InterruptedException {
      send(
          examples,
          0,
          new Example(
              MODEL, id, time(seconds), new Features(List.of(1f), null, null, null), null, 1.0));
    }

    void label(int partition, String id, long seconds, double label) throws InterruptedException {
      send(labels, partition, new Label(MODEL, id, time(seconds), label, null));
    }

    private static Instant time(long seconds) {
      return Instant.ofEpochMilli(START).plusSeconds(seconds);
    }

    private void send(String topic, int partition, SpecificRecord record)
        throws InterruptedException {
      send(topic, partition, WireFormat.AVRO.encoder().encode(record));
    }

    void send(String topic, int partition, byte[] value) throws InterruptedException {
      topics.produce(List.of(new ProducerRecord<>(topic, partition, null, value)));
    }

    /** Ten pairs within half a minute, and a minute later the next event of either topic. */
    void feedPairs() throws InterruptedException {
      for (int k = 0; k < PAIRS; k++) {
        example("e" + k, k);
        label(0, "e" + k, 20 + k, k % 2);
      }
      example("unlabelled", 10);
      example("later", 90);
      label(0, "later", 95, 1);
    }

    /** How many events the model has learned by now: what the answer to a new question says. */
    long learned() throws InterruptedException, RejectedEventException {
      String question = "question-" + questions++;
      example(question, 90);
      return Await.value(
              () ->
                  Fold.read(topics.committed(predictions), WireFormat.AVRO, Prediction.class)
                      .stream()
                      .filter(answer -> answer.getId().equals(question))
                      .toList(),
              found -> !found.isEmpty(),
              PATIENCE,
              "an answer to " + question)
          .get(0)
          .getVersion()
          .getEvents();
    }

    void awaitLearned(long events) throws InterruptedException, RejectedEventException {
      Await.value(
          this::learnedNow, learned -> learned == events, PATIENCE, events + " learned events");
    }

    private Long learnedNow() {
      try {
        return learned();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      } catch (RejectedEventException e) {
        throw new IllegalStateException("an answer must be readable", e);
      }
    }

    List<String> refused() throws RejectedEventException {
      return Fold.read(topics.committed(deadLetters), WireFormat.AVRO, DeadLetter.class).stream()
          .map(letter -> letter.getReason() + " " + letter.getPartition())
          .toList();
    }
  }

  private FlinkSettings flink() {
    return FlinkSettings.exactlyOnce(folder).checkpointEvery(Duration.ofMillis(100));
  }

  /**
   * Learning waits for the silent partition, answers do not; what the door refuses of it, though of
   * a far future, moves nothing; nor does a restart.
   */
  @Test
  void aPartitionWithoutEventsHoldsLearningBack(Topics topics, WatchedMiniCluster cluster)
      throws Exception {
    Log log = new Log(topics);
    WatchedJob job = cluster.submit(log.job(flink()));
    log.feedPairs();
    assertThat(log.learned()).isZero();
    job.awaitCheckpoints(3);
    assertThat(log.learned()).isZero();

    log.label(1, "e1", 1_000_000, 7);
    log.send(log.labels, 1, "not a label".getBytes(StandardCharsets.UTF_8));
    topics.awaitCommitted(log.deadLetters, 2, PATIENCE);
    job.awaitCheckpoints(3);
    assertThat(log.learned()).isZero();
    assertThat(log.refused()).containsExactly("out-of-range 1", "undecodable 1");

    String savepoint = job.stop(SavepointFormatType.NATIVE, folder);
    job = cluster.restore(savepoint, log.job(flink()));
    assertThat(log.learned()).isZero();

    // The partition speaks, 61 s behind its first pairs; all of them are known to be complete.
    log.label(1, "unlabelled", 80, 1);
    log.example("next", 95);
    log.label(0, "next", 96, 0);
    log.awaitLearned(PAIRS);
    job.drain(SavepointFormatType.NATIVE, folder);
    assertThat(log.refused()).containsExactly("out-of-range 1", "undecodable 1");
  }

  /**
   * With an idle timeout, learning goes on without the partition; a label of it that comes back
   * behind what was learned is refused. A replay that honours the dead letter, and waits for all
   * partitions, comes to the same bytes; one that does not honour it, to others.
   */
  @Test
  void aReplayHonoursWhatWasRefusedAfterIdleness(Topics topics, WatchedMiniCluster cluster)
      throws Exception {
    Log log = new Log(topics);
    WatchedJob job = cluster.submit(log.job(flink(), "input.idleTimeout=300 ms"));
    log.feedPairs();
    log.awaitLearned(PAIRS);
    log.label(1, "unlabelled", 25, 1);
    topics.awaitCommitted(log.deadLetters, 1, PATIENCE);
    log.label(1, "unlabelled", 100, 0);
    // What is behind a label has been read when its refusal is there, and so has the label.
    log.send(log.labels, 1, "not a label".getBytes(StandardCharsets.UTF_8));
    topics.awaitCommitted(log.deadLetters, 2, PATIENCE);
    job.awaitCheckpoints(10); // long enough for every source to be idle when the job is drained
    SortedMap<String, byte[]> models = models(job);
    assertThat(log.refused()).containsExactly("late-after-idle 1", "undecodable 1");
    assertThat(models).containsOnlyKeys(MODEL);
    String letters = log.deadLetters;

    log.forgetOutput();
    WatchedJob replay =
        cluster.submit(log.job(flink(), "input.replayDeadLetters={topic: " + letters + "}"));
    assertSame(models(log, replay), models);
    assertThat(log.refused()).containsExactlyInAnyOrder("late-after-idle 1", "undecodable 1");

    log.forgetOutput();
    WatchedJob other = cluster.submit(log.job(flink()));
    assertThat(models(log, other).get(MODEL)).isNotEqualTo(models.get(MODEL));
    assertThat(log.refused()).containsExactlyInAnyOrder("undecodable 1", "duplicate-id 1");
  }

  /** The models of a job that has answered all that the log holds. */
  private SortedMap<String, byte[]> models(Log log, WatchedJob job) throws Exception {
    int examples = log.topics.committed(log.examples).size();
    log.topics.awaitCommitted(log.predictions, examples, PATIENCE);
    job.awaitCheckpoints(2);
    return models(job);
  }

  private SortedMap<String, byte[]> models(WatchedJob job) throws Exception {
    return new SavepointModels(job.drain(SavepointFormatType.NATIVE, folder)).all();
  }

  private static void assertSame(
      SortedMap<String, byte[]> actual, SortedMap<String, byte[]> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, bytes) -> assertThat(actual.get(name)).as(name).isEqualTo(bytes));
  }
}
