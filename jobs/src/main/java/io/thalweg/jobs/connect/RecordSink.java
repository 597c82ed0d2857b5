package io.thalweg.jobs.connect;

import io.thalweg.jobs.settings.Delivery;
import io.thalweg.jobs.settings.Endpoint;
import io.thalweg.jobs.settings.KafkaSettings;
import io.thalweg.jobs.settings.PathEndpoint;
import io.thalweg.jobs.settings.TopicEndpoint;
import io.thalweg.wire.RecordEncoder;
import io.thalweg.wire.WireFormat;
import java.io.OutputStream;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.serialization.Encoder;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.core.fs.Path;
import org.apache.flink.formats.avro.AvroWriters;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/**
 * Writes records to a topic, to one file or to a folder of part files: exactly once, unless a topic
 * is to have them sooner.
 */
public final class RecordSink {
  /** Below every broker's default bound of 15 minutes, above any checkpoint and restart. */
  private static final String TRANSACTION_TIMEOUT_MILLIS = "600000";

  /** Kafka's producer waits for others to join a record, unless it is told that somebody waits. */
  private static final String LINGER_MILLIS = "0";

  private RecordSink() {}

  /**
   * Writes {@code records} to {@code endpoint}; they are visible once the checkpoint after them is
   * complete, a single file once the job has ended.
   *
   * @param job name of the job; begins the transactional ids, so no two running jobs may share it
   */
  public static <T extends SpecificRecordBase> void write(
      DataStream<T> records,
      RecordKind<T> kind,
      Endpoint endpoint,
      KafkaSettings kafka,
      String job) {
    boolean oneWriter = endpoint instanceof PathEndpoint path && path.singleFile();
    var sink = records.sinkTo(sink(kind, endpoint, kafka, job)).name(kind.name()).uid(kind.name());
    if (oneWriter) {
      sink.setParallelism(1);
    }
  }

  /**
   * Writes {@code records} to {@code topic} in the way that is asked for; at least once they are
   * there at once, whether or not a checkpoint follows.
   *
   * @param job as for {@link #write(DataStream, RecordKind, Endpoint, KafkaSettings, String)}
   */
  public static <T extends SpecificRecordBase> void write(
      DataStream<T> records,
      RecordKind<T> kind,
      TopicEndpoint topic,
      Delivery delivery,
      KafkaSettings kafka,
      String job) {
    Sink<T> sink =
        switch (delivery) {
          case EXACTLY_ONCE -> exactlyOnce(kind, topic, kafka, job);
          case AT_LEAST_ONCE -> atLeastOnce(kind, topic, kafka);
        };
    records.sinkTo(sink).name(kind.name()).uid(kind.name());
  }

  private static <T extends SpecificRecordBase> Sink<T> sink(
      RecordKind<T> kind, Endpoint endpoint, KafkaSettings kafka, String job) {
    if (endpoint instanceof TopicEndpoint topic) {
      return exactlyOnce(kind, topic, kafka, job);
    }
    PathEndpoint file = (PathEndpoint) endpoint;
    Path path = new Path(file.path());
    if (file.singleFile()) {
      return new SingleFileSink<>(kind, path, file.format());
    }
    return switch (file.format()) {
      case JSON ->
          FileSink.forRowFormat(path, new LineEncoder<T>())
              .withBucketAssigner(new BasePathBucketAssigner<>())
              .withRollingPolicy(OnCheckpointRollingPolicy.build())
              .build();
      case AVRO ->
          FileSink.forBulkFormat(path, AvroWriters.forSpecificRecord(kind.type()))
              .withBucketAssigner(new BasePathBucketAssigner<>())
              .build();
    };
  }

  private static <T extends SpecificRecordBase> Sink<T> exactlyOnce(
      RecordKind<T> kind, TopicEndpoint topic, KafkaSettings kafka, String job) {
    Properties client = kafka.properties();
    client.putIfAbsent("transaction.timeout.ms", TRANSACTION_TIMEOUT_MILLIS);
    return sink(kind, topic, client)
        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
        .setTransactionalIdPrefix(job + "-" + kind.name())
        .build();
  }

  private static <T extends SpecificRecordBase> Sink<T> atLeastOnce(
      RecordKind<T> kind, TopicEndpoint topic, KafkaSettings kafka) {
    return sink(kind, topic, promptClient(kafka))
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .build();
  }

  /** Properties of a producer that sends each record at once, unless its user wants otherwise. */
  static Properties promptClient(KafkaSettings kafka) {
    Properties client = kafka.properties();
    client.putIfAbsent("linger.ms", LINGER_MILLIS);
    return client;
  }

  private static <T extends SpecificRecordBase> KafkaSinkBuilder<T> sink(
      RecordKind<T> kind, TopicEndpoint topic, Properties client) {
    return KafkaSink.<T>builder()
        .setKafkaProducerConfig(client)
        .setBootstrapServers(client.getProperty("bootstrap.servers"))
        .setRecordSerializer(new KafkaRecords<>(kind, topic.topic(), topic.format()));
  }

  /** Writes records as lines of JSON into part files. */
  private static final class LineEncoder<T extends SpecificRecordBase> implements Encoder<T> {
    private static final long serialVersionUID = 1L;

    private transient RecordEncoder encoder;

    @Override
    public void encode(T record, OutputStream out) throws java.io.IOException {
      if (encoder == null) {
        encoder = WireFormat.JSON.encoder();
      }
      out.write(encoder.encode(record));
      out.write('\n');
    }
  }
}
