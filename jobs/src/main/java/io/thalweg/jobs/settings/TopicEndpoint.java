package io.thalweg.jobs.settings;

import static java.util.Objects.requireNonNull;

import io.thalweg.wire.WireFormat;

/** A Kafka topic, its records keyed by the model's name. */
public record TopicEndpoint(String topic, WireFormat format) implements Endpoint {
  public TopicEndpoint {
    requireNonNull(format, "format");
    if (!ValueType.topic().allows(topic)) {
      throw new IllegalArgumentException(
          "topic must be " + ValueType.topic().rule() + ": " + topic);
    }
  }
}
