package io.thalweg.jobs.connect;

import io.thalweg.stream.RawEvent;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes records from Kafka as they are, each with its place; the door decodes them. */
final class KafkaEvents implements KafkaRecordDeserializationSchema<RawEvent> {
  private static final long serialVersionUID = 1L;

  private static final byte[] NOTHING = {};

  private final Receipts receipts;

  KafkaEvents(Receipts receipts) {
    this.receipts = receipts;
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RawEvent> out) {
    RawEvent event =
        new RawEvent(
            record.key() == null ? NOTHING : record.key(),
            record.value() == null ? NOTHING : record.value(),
            record.topic(),
            record.partition(),
            record.offset(),
            record.timestamp());
    out.collect(receipts.on(event));
  }

  @Override
  public TypeInformation<RawEvent> getProducedType() {
    return TypeInformation.of(RawEvent.class);
  }
}
