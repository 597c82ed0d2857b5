package io.thalweg.jobs.connect;

import io.thalweg.wire.RecordEncoder;
import io.thalweg.wire.WireFormat;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Makes Kafka records of one kind for one topic. Their timestamp is the time of writing: with event
 * time, a broker would delete the answers of a replay by age, and refuse those of events that claim
 * to come from the future. Event time is in the record itself.
 */
final class KafkaRecords<T extends SpecificRecordBase>
    implements KafkaRecordSerializationSchema<T> {
  private static final long serialVersionUID = 1L;

  private final RecordKind<T> kind;
  private final String topic;
  private final WireFormat format;
  private transient RecordEncoder encoder;

  KafkaRecords(RecordKind<T> kind, String topic, WireFormat format) {
    this.kind = kind;
    this.topic = topic;
    this.format = format;
  }

  @Override
  public void open(
      SerializationSchema.InitializationContext context, KafkaSinkContext sinkContext) {
    encoder = format.encoder();
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      T record, KafkaSinkContext context, Long timestamp) {
    byte[] key = kind.key().apply(record);
    return new ProducerRecord<>(topic, key.length == 0 ? null : key, encoder.encode(record));
  }
}
