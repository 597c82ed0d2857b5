package io.thalweg.jobs.settings;

import io.thalweg.wire.WireFormat;
import java.util.List;
import java.util.Optional;

/** Reads where records come from and go to. */
final class Endpoints {
  private Endpoints() {}

  /** An endpoint that is read. */
  static Reading reading(Section s, Place place, Setting<StartAt> from, Setting<StopAt> until)
      throws SettingsException {
    Endpoint endpoint = at(s, place);
    for (Setting<?> topicOnly : List.of(from, until)) {
      if (endpoint instanceof PathEndpoint && s.has(topicOnly.name())) {
        throw new SettingsException(s.key(topicOnly), "only a topic has it, a path is read whole");
      }
    }
    return new Reading(endpoint, s.get(from), s.get(until));
  }

  /** An endpoint. */
  static Endpoint at(Section s, Place place) throws SettingsException {
    Optional<String> path = s.find(place.path);
    Optional<String> named = s.find(place.topic);
    Optional<WireFormat> format = s.find(place.format);
    if (path.isPresent() && named.isPresent()) {
      throw new SettingsException(s.path(), "must have one of path and topic, not both");
    }
    Optional<String> topic = path.isEmpty() ? named.or(() -> place.defaultTopic) : Optional.empty();
    if (path.isEmpty() && topic.isEmpty()) {
      throw new SettingsException(s.path(), "must be given: a section with path or topic");
    }
    if (topic.isPresent()) {
      return new TopicEndpoint(topic.get(), format.orElse(WireFormat.AVRO));
    }
    Optional<WireFormat> ending = PathEndpoint.formatOfEnding(path.get());
    if (ending.isPresent() && format.isPresent() && !ending.equals(format)) {
      throw new SettingsException(
          s.key(place.format),
          "must be "
              + ValueType.word(ending.get())
              + ", as "
              + path.get()
              + " ends: "
              + ValueType.word(format.get()));
    }
    return new PathEndpoint(
        path.get(), ending.or(() -> format).orElse(WireFormat.JSON), ending.isPresent());
  }
}
