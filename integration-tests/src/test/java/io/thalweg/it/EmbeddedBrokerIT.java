package io.thalweg.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thalweg.jobs.local.EmbeddedBroker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedServices.class)
class EmbeddedBrokerIT {
  @Test
  void recordsOutliveARestartOnTheSamePort(@TempDir Path folder) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.open(folder)) {
      Topics topics = new Topics(broker);
      String topic = topics.create("kept", 3);
      topics.produce(CountingJob.events(topic, 0, 100));
      String address = broker.bootstrapServers();

      broker.stop();
      assertThat(broker.isRunning()).isFalse();
      broker.start();

      assertThat(broker.bootstrapServers()).isEqualTo(address);
      topics.produce(CountingJob.events(topic, 100, 200));
      assertThat(topics.committed(topic)).hasSize(200);
    }
    assertThat(folder).isNotEmptyDirectory();
  }

  @Test
  void recordsOfTheYear1970AreKept(Topics topics) throws Exception {
    String topic = topics.create("old", 1);
    topics.produce(List.of(new ProducerRecord<>(topic, null, 1L, null, new byte[] {7})));
    assertThat(topics.committed(topic))
        .singleElement()
        .satisfies(r -> assertThat(r.timestamp()).isEqualTo(1));
  }

  @Test
  void closingDeletesATemporaryFolder() throws Exception {
    Path folder;
    try (EmbeddedBroker broker = EmbeddedBroker.temporary()) {
      folder = broker.folder();
      assertThat(folder).isNotEmptyDirectory();
    }
    assertThat(folder).doesNotExist();
  }

  @Test
  void readersSeparateCommittedFromAbortedAndOpen(Topics topics) throws Exception {
    String topic = topics.create("transactions", 2);
    Map<String, Object> properties =
        Map.of("bootstrap.servers", topics.bootstrapServers(), "transactional.id", topic);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      send(producer, CountingJob.events(topic, 0, 10));
      producer.commitTransaction();
      producer.beginTransaction();
      send(producer, CountingJob.events(topic, 10, 30));
      producer.abortTransaction();
      producer.beginTransaction();
      send(producer, CountingJob.events(topic, 30, 70));

      assertThat(topics.committed(topic)).hasSize(10);
      assertThat(topics.uncommitted(topic)).hasSize(70);

      producer.commitTransaction();
      topics.awaitSettled(topic);
      assertThat(topics.committed(topic)).hasSize(50);
    }
  }

  @Test
  void wrongUseIsRefusedInWords(EmbeddedBroker broker, Topics topics) {
    String taken = topics.create("taken", 1);
    assertThatThrownBy(() -> broker.createTopic("none", 0))
        .hasMessage("partitions must be 1 or more: partitions=0, topic=none");
    assertThatThrownBy(() -> broker.createTopic(taken, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("topic must be creatable: topic=" + taken);
    assertThatThrownBy(broker::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("broker must be stopped to start");
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer, List<ProducerRecord<byte[], byte[]>> records)
      throws Exception {
    List<Future<RecordMetadata>> sent = records.stream().map(producer::send).toList();
    producer.flush();
    for (Future<RecordMetadata> metadata : sent) {
      metadata.get();
    }
  }
}
