package io.thalweg.jobs.simulate;

import io.thalweg.DecisionRequest;
import io.thalweg.wire.RecordEncoder;
import io.thalweg.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends requests to a topic of one partition, at the pace that is asked for and never more than so
 * many ahead of the decisions that were played: who asks all at once is answered by a model that
 * has learned nothing. It goes on where an earlier feed of the same requests was cut off: as many
 * as the topic holds are passed over.
 */
final class RequestFeed {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long BREATH_NANOS = 200_000;

  private final Properties client;
  private final TopicPartition topic;
  private final Pace pace;
  private final RecordEncoder encoder = WireFormat.AVRO.encoder();
  private volatile long sent;

  RequestFeed(Properties client, String topic, Pace pace) {
    this.client = new Properties();
    this.client.putAll(client);
    this.client.put("enable.idempotence", "true");
    this.client.put("acks", "all");
    this.topic = new TopicPartition(topic, 0);
    this.pace = pace;
  }

  /**
   * Sends what the topic does not hold yet; returns when the broker has it.
   *
   * @param played asked for how many requests are decided and played
   * @return number of requests that the topic holds now
   * @throws ExecutionException if the broker refuses one of them
   */
  long send(Iterator<DecisionRequest> requests, LongSupplier played)
      throws ExecutionException, InterruptedException {
    AtomicReference<Exception> failure = new AtomicReference<>();
    long held = held();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      long start = System.nanoTime();
      long number = 0;
      while (requests.hasNext() && failure.get() == null) {
        DecisionRequest request = requests.next();
        if (number++ < held) {
          sent = number;
          continue;
        }
        keepPace(start, number - 1 - held);
        while (number - played.getAsLong() > pace.ahead()) {
          rest(BREATH_NANOS);
        }
        byte[] key = request.getModel().getBytes(StandardCharsets.UTF_8);
        // The callback tells, not the future.
        Future<RecordMetadata> unused =
            producer.send(
                new ProducerRecord<>(topic.topic(), 0, key, encoder.encode(request)),
                (metadata, e) -> {
                  if (e != null) {
                    failure.compareAndSet(null, e);
                  }
                });
        sent = number;
      }
      producer.flush();
    }
    if (failure.get() != null) {
      throw new ExecutionException("broker must take every request: " + topic, failure.get());
    }
    return sent;
  }

  /** Number of requests that the topic holds, or nearly so. */
  long sent() {
    return sent;
  }

  private void keepPace(long start, long sentNow) throws InterruptedException {
    if (pace.rate() == 0) {
      return;
    }
    long due = start + (long) (sentNow / pace.rate() * NANOS_PER_SECOND);
    for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
      rest(wait);
    }
  }

  private static void rest(long nanos) throws InterruptedException {
    LockSupport.parkNanos(nanos);
    if (Thread.interrupted()) {
      throw new InterruptedException("the feed was told to stop");
    }
  }

  private long held() {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      return consumer.endOffsets(List.of(topic)).get(topic);
    }
  }
}
