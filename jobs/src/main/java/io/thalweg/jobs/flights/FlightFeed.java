package io.thalweg.jobs.flights;

import io.thalweg.Example;
import io.thalweg.wire.RecordEncoder;
import io.thalweg.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Sends flights as examples to a topic, keyed by model, at the pace that is asked for. It can go on
 * where an earlier feed of the same flights was cut off: every partition holds a beginning of its
 * examples, so as many as it holds are passed over.
 */
public final class FlightFeed {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final Properties client;
  private final String topic;
  private final RecordEncoder encoder;
  private final Function<Flight, List<Example>> examples;
  private final double rate;

  /**
   * A feed to one topic.
   *
   * @param client properties of Kafka's clients, {@code bootstrap.servers} among them
   * @param examples what is sent of a flight, in this order
   * @param rate examples per second; 0 for as fast as the broker takes them
   */
  public FlightFeed(
      Properties client,
      String topic,
      WireFormat format,
      Function<Flight, List<Example>> examples,
      double rate) {
    if (!(rate >= 0)) {
      throw new IllegalArgumentException("rate must be 0 or more: rate=" + rate);
    }
    this.client = new Properties();
    this.client.putAll(client);
    this.client.putIfAbsent("linger.ms", "10");
    this.client.putIfAbsent("batch.size", "131072");
    this.client.put("enable.idempotence", "true");
    this.client.put("acks", "all");
    this.topic = topic;
    this.encoder = format.encoder();
    this.examples = examples;
    this.rate = rate;
  }

  /**
   * Sends the examples of {@code flights} that the topic does not hold yet; returns when the broker
   * has them.
   *
   * @param progress told, from time to time, how many examples the topic holds
   * @return number of examples that the topic holds now
   * @throws ExecutionException if the broker refuses one of them
   */
  public long send(Iterator<Flight> flights, LongConsumer progress)
      throws ExecutionException, InterruptedException {
    AtomicReference<Exception> failure = new AtomicReference<>();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      long[] held = held(producer.partitionsFor(topic));
      long already = Arrays.stream(held).sum();
      long sent = 0;
      long start = System.nanoTime();
      while (flights.hasNext() && failure.get() == null) {
        for (Example example : examples.apply(flights.next())) {
          byte[] key = example.getModel().getBytes(StandardCharsets.UTF_8);
          int partition = Utils.toPositive(Utils.murmur2(key)) % held.length;
          if (held[partition] > 0) {
            held[partition]--;
            continue;
          }
          keepPace(start, sent);
          // The callback tells, not the future.
          Future<RecordMetadata> unused =
              producer.send(
                  new ProducerRecord<>(topic, partition, key, encoder.encode(example)),
                  (metadata, e) -> {
                    if (e != null) {
                      failure.compareAndSet(null, e);
                    }
                  });
          sent++;
          progress.accept(already + sent);
        }
      }
      producer.flush();
      if (failure.get() != null) {
        throw new ExecutionException(
            "broker must take every flight: topic=" + topic, failure.get());
      }
      return already + sent;
    }
  }

  private void keepPace(long start, long sent) throws InterruptedException {
    if (rate == 0) {
      return;
    }
    long due = start + (long) (sent / rate * NANOS_PER_SECOND);
    for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
      LockSupport.parkNanos(wait);
      if (Thread.interrupted()) {
        throw new InterruptedException("the feed was told to stop");
      }
    }
  }

  /** Number of records that each partition holds. */
  private long[] held(List<PartitionInfo> partitions)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> ends = new TreeMap<>(FlightFeed::byPartition);
    for (PartitionInfo partition : partitions) {
      ends.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest());
    }
    long[] held = new long[partitions.size()];
    try (Admin admin = Admin.create(client)) {
      Map<TopicPartition, ListOffsetsResultInfo> offsets = admin.listOffsets(ends).all().get();
      offsets.forEach((partition, end) -> held[partition.partition()] = end.offset());
    }
    return held;
  }

  private static int byPartition(TopicPartition a, TopicPartition b) {
    return Integer.compare(a.partition(), b.partition());
  }
}
