package io.thalweg.jobs.connect;

import io.thalweg.jobs.settings.Endpoint;
import io.thalweg.jobs.settings.InputSettings;
import io.thalweg.jobs.settings.KafkaSettings;
import io.thalweg.jobs.settings.PathEndpoint;
import io.thalweg.jobs.settings.StartAt;
import io.thalweg.jobs.settings.TopicEndpoint;
import io.thalweg.stream.RawEvent;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Reads undecoded events from a topic or from files. */
public final class EventSource {
  private EventSource() {}

  /**
   * The events of {@code input}, in the order of their partitions. Files are read one after the
   * other by name, with parallelism 1; topics with the environment's.
   *
   * @param group name of the consumer group, whose offsets follow the checkpoints
   */
  public static SingleOutputStreamOperator<RawEvent> read(
      StreamExecutionEnvironment env, InputSettings input, KafkaSettings kafka, String group) {
    Endpoint examples = input.examples();
    if (examples instanceof PathEndpoint path) {
      FileSource<RawEvent> files =
          FileSource.forBulkFileFormat(
                  new FileEvents(path.format(), input.maxBytes()), new Path(path.path()))
              .setSplitAssigner(OrderedFiles::new)
              .build();
      return env.fromSource(files, WatermarkStrategy.noWatermarks(), "examples")
          .uid("examples")
          .setParallelism(1);
    }
    TopicEndpoint topic = (TopicEndpoint) examples;
    return env.fromSource(
            topicSource(topic, input, kafka, group), WatermarkStrategy.noWatermarks(), "examples")
        .uid("examples");
  }

  private static KafkaSource<RawEvent> topicSource(
      TopicEndpoint topic, InputSettings input, KafkaSettings kafka, String group) {
    KafkaSourceBuilder<RawEvent> source =
        KafkaSource.<RawEvent>builder()
            .setProperties(kafka.properties())
            .setTopics(topic.topic())
            .setGroupId(group)
            .setDeserializer(new KafkaEvents())
            .setStartingOffsets(start(input.from()));
    source.setProperty("isolation.level", "read_committed");
    return switch (input.until()) {
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
