package io.thalweg.jobs.connect;

import io.thalweg.jobs.settings.KafkaSettings;
import io.thalweg.jobs.settings.PathEndpoint;
import io.thalweg.jobs.settings.Reading;
import io.thalweg.jobs.settings.StartAt;
import io.thalweg.jobs.settings.TopicEndpoint;
import io.thalweg.stream.GateWatermarks;
import io.thalweg.stream.RawEvent;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Reads undecoded events from topics or from files, in the order of their partitions. Files are
 * read one after the other by name, with parallelism 1; topics with the environment's.
 *
 * @param kafka how to reach the topics
 * @param group name of the consumer group, whose offsets follow the checkpoints
 * @param maxBytes longest event, in bytes
 */
public record EventSource(KafkaSettings kafka, String group, int maxBytes) {

  /**
   * The events of {@code reading}, without watermarks: their order is that of arrival.
   *
   * @param name of the operator; also its id, stable for ever
   */
  public SingleOutputStreamOperator<RawEvent> read(
      StreamExecutionEnvironment env, String name, Reading reading) {
    SingleOutputStreamOperator<RawEvent> events =
        env.fromSource(source(reading, Receipts.NOT_ASKED), WatermarkStrategy.noWatermarks(), name)
            .uid(name);
    return reading.endpoint() instanceof PathEndpoint ? events.setParallelism(1) : events;
  }

  /**
   * The same with watermarks, which agree with the gate of the door behind the source.
   *
   * @param allowedDisorder that of the gate
   * @param idleTimeout wall time after which a partition without events holds no watermark back
   */
  public SingleOutputStreamOperator<RawEvent> readInEventTime(
      StreamExecutionEnvironment env,
      String name,
      Reading reading,
      Duration allowedDisorder,
      Optional<Duration> idleTimeout) {
    WatermarkStrategy<RawEvent> gate = GateWatermarks.strategy(allowedDisorder.toMillis());
    return env.fromSource(
            source(reading, Receipts.ASKED), idleTimeout.map(gate::withIdleness).orElse(gate), name)
        .uid(name)
        .setParallelism(readers(reading, env.getParallelism()));
  }

  /** As many as there are partitions: a reader without one would hold back all watermarks. */
  private int readers(Reading reading, int parallelism) {
    return reading.endpoint() instanceof TopicEndpoint topic
        ? Math.min(parallelism, TopicPartitions.count(kafka, topic.topic()))
        : 1;
  }

  private Source<RawEvent, ?, ?> source(Reading reading, Receipts receipts) {
    if (reading.endpoint() instanceof PathEndpoint path) {
      return FileSource.forBulkFileFormat(
              new FileEvents(path.format(), maxBytes, receipts), new Path(path.path()))
          .setSplitAssigner(OrderedFiles::new)
          .build();
    }
    TopicEndpoint topic = (TopicEndpoint) reading.endpoint();
    KafkaSourceBuilder<RawEvent> source =
        KafkaSource.<RawEvent>builder()
            .setProperties(kafka.properties())
            .setTopics(topic.topic())
            .setGroupId(group)
            .setDeserializer(new KafkaEvents(receipts))
            .setStartingOffsets(start(reading.from()));
    source.setProperty("isolation.level", "read_committed");
    return switch (reading.until()) {
      case NONE -> source.build();
      case LATEST -> source.setBounded(OffsetsInitializer.latest()).build();
    };
  }

  /** Where to begin; the connector still takes Kafka's deprecated strategy, and nothing else. */
  @SuppressWarnings("deprecation")
  private static OffsetsInitializer start(StartAt from) {
    return switch (from) {
      case EARLIEST -> OffsetsInitializer.earliest();
      case LATEST -> OffsetsInitializer.latest();
      case COMMITTED ->
          OffsetsInitializer.committedOffsets(
              org.apache.kafka.clients.consumer.OffsetResetStrategy.EARLIEST);
    };
  }
}
