package io.thalweg.jobs.settings;

import java.util.List;
import java.util.Map;

/** The raw tree of a settings file with the overrides of the command line in it. */
final class RawSettings {
  /** Sections of foreign keys, with what separates the elements of a list there. */
  private static final Map<String, String> PASS_THROUGHS = Map.of("kafka", ",", "flink", ";");

  private RawSettings() {}

  static Map<String, Object> read(String yaml, List<String> sets) throws SettingsException {
    Map<String, Object> root = flattened(SettingsTree.parse(yaml));
    for (String set : sets) {
      root = flattened(Overrides.apply(root, set, PASS_THROUGHS.keySet()));
    }
    return root;
  }

  private static Map<String, Object> flattened(Map<String, Object> root) throws SettingsException {
    for (Map.Entry<String, String> e : PASS_THROUGHS.entrySet()) {
      PassThrough.flatten(root, e.getKey(), e.getValue());
    }
    return root;
  }
}
