package io.thalweg.jobs.settings;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the endpoints of a job have to keep among themselves. */
final class Places {
  private Places() {}

  /** Checks that no two endpoints of a job are one place, and that topics have a broker. */
  static void check(JobSettings settings) throws SettingsException {
    Map<String, Endpoint> places = new LinkedHashMap<>(settings.inputs());
    places.putAll(settings.outputs());
    Map<String, String> taken = new HashMap<>();
    for (Map.Entry<String, Endpoint> e : places.entrySet()) {
      String earlier = taken.put(place(e.getValue()), e.getKey());
      if (earlier != null) {
        throw new SettingsException(
            e.getKey(), "must not be the place of " + earlier + ": " + shown(e.getValue()));
      }
      if (e.getValue() instanceof TopicEndpoint && settings.kafka().bootstrapServers().isEmpty()) {
        throw new SettingsException(
            JobOptions.BOOTSTRAP_SERVERS.key(),
            "must be given, since " + e.getKey() + " is a topic: host:port");
      }
    }
  }

  private static String place(Endpoint endpoint) {
    if (endpoint instanceof PathEndpoint path) {
      return "path " + path.local().map(Object::toString).orElse(path.path());
    }
    return "topic " + shown(endpoint);
  }

  private static String shown(Endpoint endpoint) {
    return endpoint instanceof TopicEndpoint t ? t.topic() : ((PathEndpoint) endpoint).path();
  }
}
