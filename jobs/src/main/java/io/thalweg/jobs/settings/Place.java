package io.thalweg.jobs.settings;

import io.thalweg.wire.WireFormat;
import java.util.Optional;

/** The options of one endpoint, alike wherever one stands. */
final class Place {
  final String key;
  final Setting<String> path;
  final Setting<String> topic;
  final Setting<WireFormat> format;

  /** The topic where neither path nor topic is given; empty: one of them must be. */
  final Optional<String> defaultTopic;

  /**
   * An endpoint.
   *
   * @param what is there: "the answers"
   * @param neither what it means that neither path nor topic is given, behind a semicolon
   */
  Place(String key, String what, String neither) {
    this(key, what, "this or `topic`" + neither, "this or `path`" + neither, Optional.empty());
  }

  private Place(
      String key, String what, String noPath, String noTopic, Optional<String> defaultTopic) {
    this.key = key;
    this.defaultTopic = defaultTopic;
    path =
        Setting.optional(
            key + ".path",
            ValueType.text(),
            noPath,
            "",
            "Where "
                + what
                + " are: ending in `.jsonl` or `.avro` one file, else a folder of part files.");
    topic =
        Setting.optional(
            key + ".topic",
            ValueType.topic(),
            noTopic,
            "",
            "The Kafka topic of " + what.replaceFirst(",$", "") + ".");
    format =
        Setting.optional(
            key + ".format",
            ValueType.oneOf(WireFormat.class),
            "file: by its ending; folder: json; topic: avro",
            "",
            "How records are written there.");
  }

  /** An endpoint that is a topic of a given name unless the settings say otherwise. */
  static Place withDefault(String key, String what, String topic) {
    return new Place(
        key, what, "it is a topic", "`" + topic + "`, unless `path` is given", Optional.of(topic));
  }

  /** The same, its options added to those that a class declares. */
  Place declaredIn(Declared declared) {
    declared.add(path);
    declared.add(topic);
    declared.add(format);
    return this;
  }
}
