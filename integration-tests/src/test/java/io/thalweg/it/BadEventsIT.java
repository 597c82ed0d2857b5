package io.thalweg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.DeadLetter;
import io.thalweg.it.BadEvents.Bad;
import io.thalweg.jobs.OptimizeJob;
import io.thalweg.jobs.settings.OptimizeSettings;
import io.thalweg.wire.WireFormat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(SharedServices.class)
class BadEventsIT {
  private static final int PARTITIONS = 3;
  private static final int LETTER_BYTES = 4_096;

  /** Names the bad event that a record of the input is. */
  private static final String NAME = "name";

  /**
   * Topology: the optimize job at parallelism 2 between topics of 3 partitions, event by event one
   * bad and one good, twice the whole {@link BadEvents}; and the same job over the good ones alone.
   *
   * <p>Invariants: each bad event is in the dead letters once, with its own reason, a message that
   * names field, rule and value, its first bytes, its size, key, place and time; every good one is
   * answered once, and answers and models are those of the run without bad ones, bit by bit; the
   * job has not restarted.
   */
  @ParameterizedTest
  @EnumSource
  void badEventsAreToldApartAndChangeNothing(
      WireFormat format, Topics topics, WatchedMiniCluster cluster, @TempDir Path folder)
      throws Exception {
    List<Bad> bad = BadEvents.in(format);
    Run mixed = new Run(format, topics);
    Run alone = new Run(format, topics);
    int good = 0;
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int round = 0; round < 2; round++) {
      for (Bad event : bad) {
        records.add(mixed.bad(event));
        records.add(mixed.good(good++));
      }
    }
    topics.produce(records);
    List<ProducerRecord<byte[], byte[]>> goodRecords = new ArrayList<>();
    for (int number = 0; number < good; number++) {
      goodRecords.add(alone.good(number));
    }
    topics.produce(goodRecords);

    Fold expected = alone.fold(cluster, good, folder);
    Fold actual = mixed.fold(cluster, good, folder);

    assertThat(expected.answers()).hasSize(good);
    assertThat(expected.deadLetters()).isEmpty();
    assertThat(actual.answers()).isEqualTo(expected.answers());
    assertThat(actual.models()).isEqualTo(expected.models()).hasSize(2);
    Map<String, DeadLetter> letters = mixed.letters();
    int refused = 0;
    for (ConsumerRecord<byte[], byte[]> record : topics.committed(mixed.in)) {
      if (record.headers().lastHeader(NAME) != null) {
        String name = text(record.headers().lastHeader(NAME).value());
        Bad event = bad.stream().filter(b -> b.name().equals(name)).findFirst().orElseThrow();
        mixed.check(letters.get(record.partition() + ":" + record.offset()), record, event);
        refused++;
      }
    }
    assertThat(letters).hasSize(refused);
    assertThat(refused).isEqualTo(2 * bad.size());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** A job with topics of its own. */
  private static final class Run {
    private final WireFormat format;
    private final Topics topics;
    private final String in;
    private final String answers;
    private final String dead;

    Run(WireFormat format, Topics topics) throws Exception {
      this.format = format;
      this.topics = topics;
      this.in = topics.createForLarge("in", PARTITIONS);
      this.answers = topics.create("answers", PARTITIONS);
      this.dead = topics.create("dead", PARTITIONS);
    }

    /** Keyed by its number, so that each partition has events of each kind between good ones. */
    ProducerRecord<byte[], byte[]> bad(Bad event) {
      byte[] key = ("key of " + event.name()).getBytes(StandardCharsets.UTF_8);
      ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(in, key, event.value());
      record.headers().add(NAME, event.name().getBytes(StandardCharsets.UTF_8));
      return record;
    }

    ProducerRecord<byte[], byte[]> good(int number) {
      var example = BadEvents.good(number);
      byte[] key = example.getModel().getBytes(StandardCharsets.UTF_8);
      return new ProducerRecord<>(in, key, format.encoder().encode(example));
    }

    Fold fold(WatchedMiniCluster cluster, int good, Path folder) throws Exception {
      String yaml =
          """
          job: optimize
          name: job-%s
          input: {examples: {topic: %s, format: %s}, maxBytes: 64 KiB, maxFeatures: 4096}
          output:
            predictions: {topic: %s, format: %s}
            deadLetters: {topic: %s, format: %s}
            deadLetterMaxBytes: %d
          kafka: {bootstrapServers: "%s"}
          parallelism: 2
          maxParallelism: 16
          """
              .formatted(
                  in,
                  in,
                  format.key(),
                  answers,
                  format.key(),
                  dead,
                  format.key(),
                  LETTER_BYTES,
                  topics.bootstrapServers());
      StreamExecutionEnvironment env =
          FlinkSettings.exactlyOnce(folder).checkpointEvery(Duration.ofMillis(200)).environment(2);
      OptimizeJob.build(env, OptimizeSettings.parse(yaml + BadEvents.models(), List.of()));
      WatchedJob job = cluster.submit(env);
      topics.awaitCommitted(answers, good, WatchedJob.PATIENCE);
      job.awaitRunning();
      String savepoint = job.drain(SavepointFormatType.CANONICAL, folder);
      assertThat(job.restarts()).isZero();
      return Fold.of(topics, format, answers, dead, savepoint);
    }

    /** The dead letters by place. */
    Map<String, DeadLetter> letters() throws Exception {
      Map<String, DeadLetter> letters = new TreeMap<>();
      for (DeadLetter letter : Fold.read(topics.committed(dead), format, DeadLetter.class)) {
        String place = letter.getPartition() + ":" + letter.getOffset();
        assertThat(letters.put(place, letter)).as("second letter of %s", place).isNull();
      }
      return letters;
    }

    void check(DeadLetter letter, ConsumerRecord<byte[], byte[]> record, Bad event) {
      assertThat(letter).as(event.name()).isNotNull();
      byte[] value = record.value() == null ? new byte[0] : record.value();
      assertThat(letter.getReason()).as(letter.getMessage()).isEqualTo(event.reason().code());
      assertThat(letter.getMessage()).as(event.name()).contains(event.words());
      assertThat(letter.getMessage()).hasSizeLessThan(400);
      assertThat(letter.getSource()).isEqualTo(in);
      assertThat(letter.getTimestamp().toEpochMilli()).isEqualTo(record.timestamp());
      assertThat(letter.getKey()).isEqualTo(ByteBuffer.wrap(record.key()));
      assertThat(letter.getValue())
          .as(event.name())
          .isEqualTo(ByteBuffer.wrap(Arrays.copyOf(value, Math.min(value.length, LETTER_BYTES))));
      assertThat(letter.getSize()).isEqualTo(value.length);
      assertThat(letter.getJob()).isEqualTo("job-" + in);
    }
  }
}
