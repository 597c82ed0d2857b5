package io.thalweg.jobs.settings;

import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Properties of every Kafka client of a job, references already replaced by what they refer to.
 * Holds secrets: {@link #toString} shows the keys, and the values of harmless ones only.
 *
 * @param client Kafka's own property names; {@code bootstrap.servers} among them
 */
public record KafkaSettings(Map<String, String> client) {
  static final String BOOTSTRAP_SERVERS = "bootstrap.servers";

  public KafkaSettings {
    client = Map.copyOf(client);
  }

  /** The brokers to ask first; empty when no topic is used. */
  public Optional<String> bootstrapServers() {
    return Optional.ofNullable(client.get(BOOTSTRAP_SERVERS));
  }

  /** A fresh copy for a client's constructor. */
  public Properties properties() {
    Properties properties = new Properties();
    properties.putAll(client);
    return properties;
  }

  /** The text with every secret of these properties hidden. */
  public String redact(String text) {
    return Secrets.redact(text, client);
  }

  @Override
  public String toString() {
    return "KafkaSettings[" + Secrets.shown(client) + "]";
  }
}
