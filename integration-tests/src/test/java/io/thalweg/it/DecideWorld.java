package io.thalweg.it;

import io.thalweg.Decision;
import io.thalweg.Outcome;
import io.thalweg.math.KeyedRandom;
import io.thalweg.wire.RecordEncoder;
import io.thalweg.wire.RejectedEventException;
import io.thalweg.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Who acts on decisions: a client of its own that reads the ledger, takes the first record of each
 * id, and tells outcomes of it; of some none, of some two, a few before their decision's time or
 * long after it. What it tells is drawn by the decision's id.
 */
final class DecideWorld implements AutoCloseable {
  /** How long after its decision an outcome counts. */
  static final Duration WAIT = Duration.ofSeconds(20);

  /** How long before its decision's time an outcome may be. */
  static final Duration HOLD = Duration.ofSeconds(2);

  private static final Duration POLL = Duration.ofMillis(20);

  private final String ledger;
  private final String outcomes;
  private final Map<String, Object> client;
  private final Map<String, Decision> first = new ConcurrentHashMap<>();
  private final Thread thread = new Thread(this::run, "world");
  private volatile boolean stopped;
  private volatile Throwable failure;

  private DecideWorld(String bootstrapServers, String ledger, String outcomes) {
    this.ledger = ledger;
    this.outcomes = outcomes;
    this.client = Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 0);
  }

  /** Begins to act on the decisions in {@code ledger}. */
  static DecideWorld start(String bootstrapServers, String ledger, String outcomes) {
    DecideWorld world = new DecideWorld(bootstrapServers, ledger, outcomes);
    world.thread.start();
    return world;
  }

  /** Returns when it has acted on {@code count} decisions. */
  void awaitActed(int count) {
    Await.until(
        () -> failure != null || first.size() >= count,
        Duration.ofMinutes(2),
        "the first records of " + count + " decisions were acted on");
    if (failure != null) {
      throw new AssertionError("the world must not end", failure);
    }
  }

  /** The decisions that were acted on, by model and id. */
  Map<String, Decision> first() {
    return first;
  }

  private void run() {
    try (KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      consumer
          .partitionsFor(ledger)
          .forEach(p -> partitions.add(new TopicPartition(p.topic(), p.partition())));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      RecordEncoder encoder = WireFormat.AVRO.encoder();
      Set<String> seen = new HashSet<>();
      while (!stopped) {
        List<Decision> acted = new ArrayList<>();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          Decision decision = WireFormat.AVRO.decode(record.value(), Decision.class);
          if (seen.add(key(decision))) {
            for (Outcome outcome : outcomesOf(decision)) {
              byte[] key = outcome.getModel().getBytes(StandardCharsets.UTF_8);
              sent.add(producer.send(new ProducerRecord<>(outcomes, key, encoder.encode(outcome))));
            }
            acted.add(decision);
          }
        }
        // Only what the broker has may be waited for.
        for (Future<RecordMetadata> metadata : sent) {
          metadata.get();
        }
        acted.forEach(decision -> first.put(key(decision), decision));
      }
    } catch (RejectedEventException
        | ExecutionException
        | InterruptedException
        | RuntimeException e) {
      failure = e;
    }
  }

  static String key(Decision decision) {
    return decision.getModel() + " " + decision.getId();
  }

  /** What comes of a decision's slots; "left" is right for even ids, "right" for odd ones. */
  static List<Outcome> outcomesOf(Decision decision) {
    KeyedRandom random = new KeyedRandom(5, KeyedRandom.key(decision.getId()));
    double kind = random.uniform(0);
    long time = decision.getTime().toEpochMilli();
    List<Outcome> told = new ArrayList<>();
    if (kind < 0.15) {
      return told;
    }
    long lag = random.below(WAIT.toMillis() / 2, 1);
    if (kind < 0.2) {
      lag = -random.below(HOLD.toMillis(), 1);
    } else if (kind < 0.25) {
      lag = WAIT.toMillis() + 1 + lag;
    }
    boolean even = KeyedRandom.key(decision.getId()) % 2 == 0;
    for (int slot = 0; slot < decision.getSlots().size(); slot++) {
      String action = decision.getSlots().get(slot).getAction();
      double loss = action.equals(even ? "left" : "right") ? 0 : 1;
      told.add(outcome(decision, slot, time + lag, loss));
      if (kind > 0.9) {
        told.add(outcome(decision, slot, time + lag + 100, 1 - loss));
      }
    }
    return told;
  }

  private static Outcome outcome(Decision decision, int slot, long time, double loss) {
    return new Outcome(
        decision.getModel(),
        decision.getId(),
        Instant.ofEpochMilli(Math.max(0, time)),
        loss,
        null,
        slot,
        false);
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    thread.join();
  }
}
