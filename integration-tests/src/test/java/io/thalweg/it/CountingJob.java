package io.thalweg.it;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The smallest job by which the clusters of these tests are tried: it counts the events of each key
 * and answers each, from topic to topic, exactly once. An event is {@code key sequence}, its answer
 * {@code key sequence count}; of a right run the answers to a key's events are counted 1, 2, 3 in
 * the order of the sequence.
 */
public final class CountingJob {
  private static final int KEYS = 7;

  private CountingJob() {}

  /** Runs the job: bootstrap servers, topic of events, topic of answers. */
  public static void main(String[] arguments) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    build(env, arguments[0], arguments[1], arguments[2]);
    env.execute("counting");
  }

  /** Builds the job, which reads {@code in} without end and answers to {@code out}. */
  static void build(StreamExecutionEnvironment env, String bootstrap, String in, String out) {
    KafkaSource<String> source =
        KafkaSource.<String>builder()
            .setBootstrapServers(bootstrap)
            .setTopics(in)
            .setGroupId(out)
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setValueOnlyDeserializer(new SimpleStringSchema())
            .build();
    env.fromSource(source, WatermarkStrategy.noWatermarks(), "events")
        .uid("events")
        .keyBy(event -> event.substring(0, event.indexOf(' ')), Types.STRING)
        .process(new Count())
        .uid("count")
        .sinkTo(sink(bootstrap, out))
        .uid("answers");
  }

  /** An exactly-once sink of text to a topic. */
  static KafkaSink<String> sink(String bootstrap, String topic) {
    return KafkaSink.<String>builder()
        .setBootstrapServers(bootstrap)
        .setRecordSerializer(
            KafkaRecordSerializationSchema.<String>builder()
                .setTopic(topic)
                .setValueSerializationSchema(new SimpleStringSchema())
                .build())
        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
        .setTransactionalIdPrefix(topic)
        .setProperty("transaction.timeout.ms", "600000")
        .build();
  }

  /** The events with sequence numbers {@code from} to {@code to} exclusive, over a few keys. */
  static List<ProducerRecord<byte[], byte[]>> events(String topic, int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(
            sequence -> {
              String key = key(sequence);
              return new ProducerRecord<>(topic, bytes(key), bytes(key + " " + sequence));
            })
        .toList();
  }

  /** The answers that the events 0 to {@code to} exclusive must have, sorted. */
  static List<String> expected(int to) {
    return IntStream.range(0, to)
        .mapToObj(sequence -> key(sequence) + " " + sequence + " " + (sequence / KEYS + 1))
        .sorted()
        .toList();
  }

  /** The texts of {@code answers}, sorted. */
  static List<String> texts(List<ConsumerRecord<byte[], byte[]>> answers) {
    return answers.stream()
        .map(answer -> new String(answer.value(), StandardCharsets.UTF_8))
        .sorted()
        .toList();
  }

  private static String key(int sequence) {
    return "k" + sequence % KEYS;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static final class Count extends KeyedProcessFunction<String, String, String> {
    private static final long serialVersionUID = 1L;

    private transient ValueState<Integer> count;

    @Override
    public void open(OpenContext context) {
      count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.INT));
    }

    @Override
    public void processElement(String event, Context context, Collector<String> answers)
        throws Exception {
      Integer before = count.value();
      int now = before == null ? 1 : before + 1;
      count.update(now);
      answers.collect(event + " " + now);
    }
  }
}
