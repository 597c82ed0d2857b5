package io.thalweg.it;

import io.thalweg.jobs.local.EmbeddedBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The shared broker's topics as a test sees them: make one, fill it, read all of it.
 *
 * <pre>{@code
 * String in = topics.create("in", 4);
 * topics.produce(List.of(new ProducerRecord<>(in, key, value)));
 * ... a job runs and ends ...
 * topics.awaitSettled(out);
 * List<ConsumerRecord<byte[], byte[]>> answers = topics.committed(out);
 * }</pre>
 */
final class Topics {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int LARGE_BYTES = 8 << 20;
  private static final AtomicInteger SERIAL = new AtomicInteger();

  private final EmbeddedBroker broker;

  Topics(EmbeddedBroker broker) {
    this.broker = broker;
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Creates a topic whose name begins with {@code name} and that no other test has. */
  String create(String name, int partitions) {
    String unique = name + "-" + SERIAL.incrementAndGet();
    broker.createTopic(unique, partitions);
    return unique;
  }

  /** As {@link #create}, for records of up to {@value #LARGE_BYTES} bytes. */
  String createForLarge(String name, int partitions) throws Exception {
    String unique = create(name, partitions);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      AlterConfigOp larger =
          new AlterConfigOp(
              new ConfigEntry("max.message.bytes", Integer.toString(LARGE_BYTES)),
              AlterConfigOp.OpType.SET);
      ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, unique);
      admin.incrementalAlterConfigs(Map.of(topic, List.of(larger))).all().get();
    }
    return unique;
  }

  /**
   * Sends all records, in order per partition, and returns when the broker has every one of them.
   *
   * @throws AssertionError when the broker refused one
   */
  void produce(Iterable<ProducerRecord<byte[], byte[]>> records) throws InterruptedException {
    Map<String, Object> properties =
        Map.of(
            "bootstrap.servers",
            bootstrapServers(),
            "linger.ms",
            5,
            "max.request.size",
            LARGE_BYTES,
            "delivery.timeout.ms",
            60_000,
            "request.timeout.ms",
            20_000);
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      records.forEach(record -> sent.add(producer.send(record)));
      producer.flush();
      for (Future<RecordMetadata> metadata : sent) {
        metadata.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError("the broker must take every record: " + e.getCause(), e);
    }
  }

  /**
   * Reads every committed record that stands before the first open transaction, by partition and
   * offset.
   */
  List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
    return read(topic, "read_committed");
  }

  /** Reads every record, also those of open and aborted transactions, by partition and offset. */
  List<ConsumerRecord<byte[], byte[]>> uncommitted(String topic) {
    return read(topic, "read_uncommitted");
  }

  /**
   * Returns when the topic holds {@code count} committed records or more.
   *
   * @throws AssertionError when it does not within {@code patience}
   */
  void awaitCommitted(String topic, int count, Duration patience) {
    awaitRecords(topic, "read_committed", count, patience);
  }

  /** As {@link #awaitCommitted}, with the records of open and aborted transactions. */
  void awaitUncommitted(String topic, int count, Duration patience) {
    awaitRecords(topic, "read_uncommitted", count, patience);
  }

  private void awaitRecords(String topic, String isolation, int count, Duration patience) {
    int[] seen = {0};
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(isolation)) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Await.value(
          () -> seen[0] += consumer.poll(Duration.ofMillis(50)).count(),
          n -> n >= count,
          patience,
          count + " records on " + topic + ", " + isolation);
    }
  }

  /**
   * Returns when no transaction is open on the topic, so that {@link #committed} misses nothing.
   */
  void awaitSettled(String topic) {
    Await.until(
        () -> ends(topic, "read_committed").equals(ends(topic, "read_uncommitted")),
        PATIENCE,
        "no open transaction on " + topic);
  }

  /**
   * Returns when a consumer group has committed all that the topic holds: what was read before the
   * checkpoint that told so.
   */
  void awaitConsumed(String topic, String group) {
    Map<TopicPartition, Long> ends = ends(topic, "read_uncommitted");
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      Await.until(
          () -> {
            Map<TopicPartition, OffsetAndMetadata> committed =
                admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
            return ends.entrySet().stream()
                .allMatch(
                    end ->
                        end.getValue() == 0
                            || (committed.get(end.getKey()) != null
                                && committed.get(end.getKey()).offset() >= end.getValue()));
          },
          PATIENCE,
          "all of " + topic + " read by " + group);
    } catch (Exception e) {
      throw new AssertionError("cannot ask for the offsets of " + group, e);
    }
  }

  private Map<TopicPartition, Long> ends(String topic, String isolation) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(isolation)) {
      return consumer.endOffsets(partitions(consumer, topic));
    }
  }

  /** A consumer's position passes transaction markers, so it reaches the end offset in any case. */
  private List<ConsumerRecord<byte[], byte[]>> read(String topic, String isolation) {
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(isolation)) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Await.value(
          () -> {
            consumer.poll(Duration.ofMillis(50)).forEach(all::add);
            return partitions.stream()
                .collect(Collectors.toMap(partition -> partition, consumer::position));
          },
          positions ->
              ends.entrySet().stream().allMatch(e -> positions.get(e.getKey()) >= e.getValue()),
          PATIENCE,
          isolation + " up to " + ends);
      all.removeIf(r -> r.offset() >= ends.get(new TopicPartition(topic, r.partition())));
    }
    all.sort(
        Comparator.comparingInt(ConsumerRecord<byte[], byte[]>::partition)
            .thenComparingLong(ConsumerRecord::offset));
    return all;
  }

  private KafkaConsumer<byte[], byte[]> consumer(String isolation) {
    Map<String, Object> properties =
        Map.of(
            "bootstrap.servers",
            bootstrapServers(),
            "enable.auto.commit",
            false,
            "isolation.level",
            isolation,
            "max.poll.records",
            10_000);
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }
}
