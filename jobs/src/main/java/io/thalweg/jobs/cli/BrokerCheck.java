package io.thalweg.jobs.cli;

import io.thalweg.jobs.settings.KafkaSettings;
import io.thalweg.jobs.settings.SettingsException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks a broker whether it is there and has a job's topics, and is not kept waiting by it. */
final class BrokerCheck {
  private static final String SERVERS = "kafka.bootstrapServers";

  private final KafkaSettings kafka;
  private final Map<String, String> topics;
  private final Duration deadline;

  private BrokerCheck(KafkaSettings kafka, Map<String, String> topics, Duration deadline) {
    this.kafka = kafka;
    this.topics = topics;
    this.deadline = deadline;
  }

  /**
   * Checks that every topic exists and may be described.
   *
   * @param topics by the key of the setting that names each
   * @param deadline for all
   * @return how many partitions each topic has, by the same keys
   * @throws SettingsException when not, in the words of the first thing that is wrong
   */
  static Map<String, Integer> check(
      KafkaSettings kafka, Map<String, String> topics, Duration deadline) throws SettingsException {
    BrokerCheck check = new BrokerCheck(kafka, topics, deadline);
    CompletableFuture<Map<String, Integer>> answer = new CompletableFuture<>();
    // A name that does not resolve holds its thread for as long as the resolver likes.
    Thread thread = new Thread(() -> check.run(answer), "broker-check");
    thread.setDaemon(true);
    thread.start();
    try {
      return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof SettingsException wrong ? wrong : check.unreachable();
    } catch (TimeoutException e) {
      throw check.unreachable();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw check.unreachable();
    }
  }

  private void run(CompletableFuture<Map<String, Integer>> answer) {
    try {
      answer.complete(ask());
    } catch (SettingsException | RuntimeException e) {
      answer.completeExceptionally(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer.completeExceptionally(e);
    }
  }

  private Map<String, Integer> ask() throws SettingsException, InterruptedException {
    Admin admin;
    try {
      admin = Admin.create(properties());
    } catch (KafkaException e) {
      throw refused(e);
    }
    try {
      Map<String, KafkaFuture<TopicDescription>> answers =
          admin.describeTopics(topics.values()).topicNameValues();
      Map<String, Integer> partitions = new HashMap<>();
      for (Map.Entry<String, String> topic : topics.entrySet()) {
        try {
          TopicDescription found = answers.get(topic.getValue()).get();
          partitions.put(topic.getKey(), found.partitions().size());
        } catch (ExecutionException e) {
          throw wrong(topic.getKey(), topic.getValue(), e.getCause());
        }
      }
      return partitions;
    } finally {
      admin.close(Duration.ofSeconds(1));
    }
  }

  private Properties properties() {
    Properties properties = kafka.properties();
    String millis = Long.toString(Math.max(1, deadline.toMillis() * 9 / 10));
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    return properties;
  }

  private SettingsException wrong(String key, String topic, Throwable cause) {
    if (cause instanceof UnknownTopicOrPartitionException) {
      return new SettingsException(key, "the broker has no such topic: " + topic);
    }
    if (cause instanceof AuthorizationException) {
      return new SettingsException(key, "the broker does not permit to describe it: " + topic);
    }
    if (cause instanceof AuthenticationException) {
      return new SettingsException(
          "kafka", "the broker refuses the login: " + kafka.redact(Lines.rootCause(cause)));
    }
    return cause instanceof org.apache.kafka.common.errors.TimeoutException
        ? unreachable()
        : new SettingsException(key, kafka.redact(Lines.rootCause(cause)) + ": " + topic);
  }

  private SettingsException refused(KafkaException e) {
    String cause = Lines.rootCause(e);
    if (cause.contains("JAAS")) {
      // The complaint may quote a part of the value.
      return new SettingsException("kafka.sasl.jaas.config", "Kafka's client cannot read it");
    }
    return cause.contains(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG)
        ? new SettingsException(SERVERS, "none of these can be resolved: " + servers())
        : new SettingsException("kafka", kafka.redact(cause));
  }

  private SettingsException unreachable() {
    return new SettingsException(
        SERVERS, "no broker answers within " + deadline.toSeconds() + " s: " + servers());
  }

  private String servers() {
    return kafka.bootstrapServers().orElse("");
  }
}
