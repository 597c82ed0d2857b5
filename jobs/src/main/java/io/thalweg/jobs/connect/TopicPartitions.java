package io.thalweg.jobs.connect;

import io.thalweg.jobs.settings.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** Asks the broker how many partitions a topic has. */
final class TopicPartitions {
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private TopicPartitions() {}

  /**
   * Number of partitions of {@code topic}.
   *
   * @throws IllegalStateException if the broker does not tell within 30 s
   */
  static int count(KafkaSettings kafka, String topic) {
    try (Admin admin = Admin.create(kafka.properties())) {
      return admin
          .describeTopics(List.of(topic))
          .topicNameValues()
          .get(topic)
          .get(DEADLINE.toSeconds(), TimeUnit.SECONDS)
          .partitions()
          .size();
    } catch (ExecutionException e) {
      throw untold(kafka, topic, e.getCause());
    } catch (TimeoutException e) {
      throw untold(kafka, topic, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw untold(kafka, topic, e);
    }
  }

  private static IllegalStateException untold(KafkaSettings kafka, String topic, Throwable cause) {
    return new IllegalStateException(
        kafka.redact("the broker must tell a topic's partitions: topic=" + topic + ", " + cause),
        cause);
  }
}
