package io.thalweg.jobs.demo;

import io.thalweg.DeadLetter;
import io.thalweg.Prediction;
import io.thalweg.Quantile;
import io.thalweg.jobs.flights.FlightExamples;
import io.thalweg.jobs.flights.Intervals;
import io.thalweg.jobs.flights.Score;
import io.thalweg.wire.RejectedEventException;
import io.thalweg.wire.WireFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads what the job has answered, as any consumer would: committed records only, from the first
 * one on. {@link #run} reads until {@link #close}; the other methods may be called meanwhile.
 */
final class Answers implements Runnable, AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration BUCKET = Duration.ofHours(1);

  private final Properties client;
  private final String predictions;
  private final String deadLetters;
  private final AtomicBoolean closed = new AtomicBoolean();

  private final Score score = new Score(BUCKET);
  private final Intervals intervals = new Intervals(BUCKET);
  private final BitSet late = new BitSet();
  private final BitSet delayed = new BitSet();
  private final Map<String, Long> refused = new TreeMap<>();
  private long twice;

  /** Answers in the topics of predictions and dead letters. */
  Answers(Properties client, String predictions, String deadLetters) {
    this.client = new Properties();
    this.client.putAll(client);
    this.client.put("isolation.level", "read_committed");
    this.client.put("max.poll.records", "5000");
    this.predictions = predictions;
    this.deadLetters = deadLetters;
  }

  @Override
  public void run() {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      // Not as a member of a group: one that was killed would be waited for.
      List<TopicPartition> partitions = new ArrayList<>();
      for (String topic : List.of(predictions, deadLetters)) {
        for (PartitionInfo partition : consumer.partitionsFor(topic)) {
          partitions.add(new TopicPartition(topic, partition.partition()));
        }
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (!closed.get()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          take(record);
        }
      }
    } catch (RejectedEventException e) {
      throw new IllegalStateException("the job's own answers must be readable", e);
    }
  }

  private synchronized void take(ConsumerRecord<byte[], byte[]> record)
      throws RejectedEventException {
    if (record.topic().equals(deadLetters)) {
      String reason = WireFormat.AVRO.decode(record.value(), DeadLetter.class).getReason();
      refused.merge(reason, 1L, Long::sum);
      return;
    }
    Prediction prediction = WireFormat.AVRO.decode(record.value(), Prediction.class);
    boolean isDelay = prediction.getModel().startsWith(FlightExamples.DELAY_MODELS);
    BitSet answered = isDelay ? delayed : late;
    int flight = Integer.parseInt(prediction.getId().substring("f-".length()));
    if (answered.get(flight)) {
      twice++;
    }
    answered.set(flight);
    long time = prediction.getTime().toEpochMilli();
    if (!isDelay) {
      score.add(prediction.getModel(), time, prediction.getLoss());
      return;
    }
    List<Quantile> quantiles = prediction.getQuantiles();
    intervals.add(
        prediction.getModel().substring(FlightExamples.DELAY_MODELS.length()),
        new Intervals.Forecast(
            time,
            quantiles.get(0).getValue(),
            prediction.getPrediction(),
            quantiles.get(1).getValue(),
            prediction.getLabel()));
  }

  /** Number of events answered or refused. */
  synchronized long seen() {
    return score.events() + intervals.events() + refused();
  }

  /** Number of events that were answered more than once: exactly once means 0. */
  synchronized long twice() {
    return twice;
  }

  /** Number of events refused. */
  synchronized long refused() {
    return refused.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Number of events refused, by reason code. */
  synchronized Map<String, Long> refusedByReason() {
    return new TreeMap<>(refused);
  }

  /** Progressive loss of the forecasts of lateness so far, NaN before the first. */
  synchronized double loss() {
    return score.mean();
  }

  /** The losses; to be asked for when {@link #run} has ended. */
  Score score() {
    return score;
  }

  /** The forecasts of delays; to be asked for when {@link #run} has ended. */
  Intervals intervals() {
    return intervals;
  }

  @Override
  public void close() {
    closed.set(true);
  }
}
