package io.thalweg.jobs.settings;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What of a map of properties may be shown. */
final class Secrets {
  static final String HIDDEN = "(hidden)";

  /** Parts of a key that betray a secret. */
  private static final List<String> MARKS =
      List.of("password", "passwd", "secret", "jaas", "token", "key", "credential", "auth");

  /** Properties whose values are shown: all others may have come from a file or a variable. */
  private static final Set<String> HARMLESS =
      Set.of(
          "bootstrap.servers",
          "client.id",
          "group.id",
          "security.protocol",
          "sasl.mechanism",
          "compression.type");

  private Secrets() {}

  /** Whether a key, or a text that holds one, looks like that of a secret. */
  static boolean looksSecret(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    return MARKS.stream().anyMatch(lower::contains);
  }

  /** All keys in order, with the values of harmless ones only. */
  static String shown(Map<String, String> properties) {
    return new TreeMap<>(properties)
        .entrySet().stream()
            .map(e -> e.getKey() + "=" + (HARMLESS.contains(e.getKey()) ? e.getValue() : HIDDEN))
            .collect(Collectors.joining(", "));
  }

  /** The text without any value of {@code properties} whose key looks secret. */
  static String redact(String text, Map<String, String> properties) {
    String redacted = text;
    for (Map.Entry<String, String> e : properties.entrySet()) {
      if (looksSecret(e.getKey()) && !e.getValue().isBlank()) {
        redacted = redacted.replace(e.getValue(), HIDDEN);
      }
    }
    return redacted;
  }
}
