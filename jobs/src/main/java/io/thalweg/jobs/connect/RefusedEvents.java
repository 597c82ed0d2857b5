package io.thalweg.jobs.connect;

import io.thalweg.DeadLetter;
import io.thalweg.jobs.settings.Endpoint;
import io.thalweg.jobs.settings.KafkaSettings;
import io.thalweg.jobs.settings.PathEndpoint;
import io.thalweg.jobs.settings.TopicEndpoint;
import io.thalweg.stream.EventPlaces;
import io.thalweg.wire.Reason;
import io.thalweg.wire.RejectedEventException;
import io.thalweg.wire.WireFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Finds, among the dead letters of an earlier run, the events that it refused as late after
 * idleness: the only refusals that depended on that run's timing. All letters that are there at the
 * call are read, before the job starts.
 */
public final class RefusedEvents {
  /** Any letter that a job writes fits: its event is cut to 512 KiB, which JSON may triple. */
  private static final int MAX_LETTER_BYTES = 1 << 22;

  private static final Duration POLL = Duration.ofSeconds(1);

  private final WireFormat format;
  private final EventPlaces found = new EventPlaces();

  private RefusedEvents(WireFormat format) {
    this.format = format;
  }

  /**
   * The events that letters at {@code endpoint} speak of.
   *
   * @throws IllegalStateException if they cannot be read, or something there is no dead letter
   */
  public static EventPlaces in(Endpoint endpoint, KafkaSettings kafka) {
    RefusedEvents events = new RefusedEvents(endpoint.format());
    try {
      if (endpoint instanceof TopicEndpoint topic) {
        events.read(topic, kafka);
      } else {
        events.read(new Path(((PathEndpoint) endpoint).path()));
      }
    } catch (IOException | RejectedEventException e) {
      throw new IllegalStateException(
          "dead letters of an earlier run must be readable: " + endpoint + ", " + e.getMessage(),
          e);
    }
    return events.found.freeze();
  }

  private void read(TopicEndpoint endpoint, KafkaSettings kafka) throws RejectedEventException {
    Map<String, Object> properties = new java.util.HashMap<>(kafka.client());
    properties.put("isolation.level", "read_committed");
    properties.put("enable.auto.commit", "false");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      consumer
          .partitionsFor(endpoint.topic())
          .forEach(p -> partitions.add(new TopicPartition(p.topic(), p.partition())));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<byte[], byte[]> letter : consumer.poll(POLL)) {
          take(letter.value());
        }
      }
    }
  }

  private void read(Path path) throws IOException, RejectedEventException {
    FileSystem files = path.getFileSystem();
    List<FileStatus> parts = new ArrayList<>();
    if (files.getFileStatus(path).isDir()) {
      for (FileStatus part : files.listStatus(path)) {
        String name = part.getPath().getName();
        if (!part.isDir() && !name.startsWith(".") && !name.startsWith("_")) {
          parts.add(part);
        }
      }
      parts.sort(Comparator.comparing(part -> part.getPath().toString()));
    } else {
      parts.add(files.getFileStatus(path));
    }
    for (FileStatus part : parts) {
      try (FileEvents.Records letters =
          FileEvents.records(format, part.getPath(), MAX_LETTER_BYTES)) {
        for (Optional<byte[]> letter = letters.next();
            letter.isPresent();
            letter = letters.next()) {
          take(letter.get());
        }
      }
    }
  }

  private void take(byte[] bytes) throws RejectedEventException {
    DeadLetter letter = format.decode(bytes, DeadLetter.class);
    if (letter.getReason().equals(Reason.LATE_AFTER_IDLE.code())) {
      found.add(letter.getSource(), letter.getPartition(), letter.getOffset());
    }
  }
}
