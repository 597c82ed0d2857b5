package io.thalweg.jobs.simulate;

import io.thalweg.Decision;
import io.thalweg.Outcome;
import io.thalweg.wire.RecordEncoder;
import io.thalweg.wire.RejectedEventException;
import io.thalweg.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Who acts on decisions: a client of its own, with nothing of the job but its topics. It reads the
 * ledger, plays the first record of each id, and tells the outcome when event time, which is that
 * of the newest decision it has seen, has come to it.
 *
 * <p>It reads the ledger from its beginning whenever it starts, and what it tells is a function of
 * the ledger; so the topic of outcomes holds a beginning of what it has to tell, and as much as
 * stands there is not told again. Both topics have one partition.
 *
 * <p>Protocol: {@link #run} works until all decisions that {@link #expect} named are played and
 * their outcomes told, or {@link #close}. The other methods may be called meanwhile.
 */
final class World implements Runnable, AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Comparator<Outcome> BY_TIME =
      Comparator.comparing(Outcome::getTime).thenComparing(Outcome::getId);

  private final Properties client;
  private final TopicPartition ledger;
  private final TopicPartition outcomes;
  private final OutcomePlan plan;
  private final Scenario scenario;
  private final RecordEncoder encoder = WireFormat.AVRO.encoder();
  private final PriorityQueue<Outcome> due = new PriorityQueue<>(BY_TIME);
  private final BitSet seen = new BitSet();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private long alreadyTold;
  private volatile long played;
  private volatile long told;
  private volatile long repeats;
  private volatile long replayed;
  private volatile long firstDecidedNanos;
  private volatile long expected = Long.MAX_VALUE;
  private volatile boolean closed;

  World(Properties client, String ledger, String outcomes, OutcomePlan plan, Scenario scenario) {
    this.client = new Properties();
    this.client.putAll(client);
    this.client.put("enable.idempotence", "true");
    this.client.put("acks", "all");
    this.client.put("max.poll.records", "5000");
    this.ledger = new TopicPartition(ledger, 0);
    this.outcomes = new TopicPartition(outcomes, 0);
    this.plan = plan;
    this.scenario = scenario;
  }

  /** Says how many different decisions there will be. */
  void expect(long decisions) {
    expected = decisions;
  }

  /** Number of different decisions played. */
  long played() {
    return played;
  }

  /** Number of records in the ledger whose id had been decided before. */
  long repeats() {
    return repeats;
  }

  /** Number of outcomes told. */
  long told() {
    return told;
  }

  /** Number of different decisions played that did not stand in the ledger before. */
  long decided() {
    return played - replayed;
  }

  /** The clock of {@link System#nanoTime} at the first of them; when the world began, before. */
  long firstDecidedNanos() {
    return firstDecidedNanos;
  }

  @Override
  public void run() {
    try (KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      alreadyTold = consumer.endOffsets(List.of(outcomes)).get(outcomes);
      long alreadyDecided = consumer.endOffsets(List.of(ledger)).get(ledger);
      firstDecidedNanos = System.nanoTime();
      // Not as a member of a group: one that was killed would be waited for.
      consumer.assign(List.of(ledger));
      consumer.seekToBeginning(List.of(ledger));
      while (!closed && played < expected) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          boolean isNew = record.offset() >= alreadyDecided;
          if (isNew && decided() == 0) {
            firstDecidedNanos = System.nanoTime();
          }
          play(WireFormat.AVRO.decode(record.value(), Decision.class), producer);
          if (!isNew) {
            replayed = played;
          }
        }
        requireTold();
      }
      if (!closed) {
        tellUntil(Long.MAX_VALUE, producer);
        producer.flush();
        requireTold();
      }
    } catch (RejectedEventException | ExecutionException e) {
      throw new IllegalStateException("the world must go on: " + e.getMessage(), e);
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // Written by this thread alone.
  private void play(Decision decision, KafkaProducer<byte[], byte[]> producer) {
    int number = number(decision);
    if (seen.get(number)) {
      repeats++;
      return;
    }
    seen.set(number);
    double loss = scenario.loss(number, decision.getSlots().get(0).getAction());
    scenario.played(number, decision, loss);
    due.addAll(plan.of(decision, loss));
    tellUntil(decision.getTime().toEpochMilli(), producer);
    played++;
  }

  private static int number(Decision decision) {
    String id = decision.getId();
    return Integer.parseInt(id.substring(id.lastIndexOf('-') + 1));
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // Written by this thread alone.
  private void tellUntil(long time, KafkaProducer<byte[], byte[]> producer) {
    while (!due.isEmpty() && due.peek().getTime().toEpochMilli() <= time) {
      Outcome outcome = due.remove();
      told++;
      if (told <= alreadyTold) {
        continue;
      }
      byte[] key = outcome.getModel().getBytes(StandardCharsets.UTF_8);
      // The callback tells, not the future.
      Future<RecordMetadata> unused =
          producer.send(
              new ProducerRecord<>(outcomes.topic(), 0, key, encoder.encode(outcome)),
              (metadata, e) -> {
                if (e != null) {
                  failure.compareAndSet(null, e);
                }
              });
    }
  }

  private void requireTold() throws ExecutionException {
    if (failure.get() != null) {
      throw new ExecutionException("broker must take every outcome: " + outcomes, failure.get());
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
