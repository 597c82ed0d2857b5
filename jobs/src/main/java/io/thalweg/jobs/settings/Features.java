package io.thalweg.jobs.settings;

import io.thalweg.stream.FeatureGroup;
import io.thalweg.stream.FeatureSpec;
import io.thalweg.stream.Interaction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a model's features look like. */
final class Features {
  private static final String GROUPS = "groups";

  private Features() {}

  /** The features of a section of the optimize job, which may interact. */
  static FeatureSpec read(Section s) throws SettingsException {
    FeatureSpec features = read(s, OptimizeOptions.FEATURES);
    List<Interaction> interactions = interactions(s);
    if (!features.hashed() && !interactions.isEmpty()) {
      throw new SettingsException(
          s.key(OptimizeOptions.INTERACTIONS),
          "must be of named features, hence with hashBits and not with dimension");
    }
    return s.built(() -> features.with(interactions));
  }

  /** The features of a section by themselves. */
  static FeatureSpec read(Section s, FeatureOptions options) throws SettingsException {
    Optional<Integer> dimension = s.find(options.dimension());
    int bits = s.get(options.hashBits());
    if (dimension.isPresent() && s.has(options.hashBits().name())) {
      throw new SettingsException(s.path(), "must have one of dimension and hashBits, not both");
    }
    FeatureSpec features =
        dimension.map(FeatureSpec::ofDimension).orElseGet(() -> FeatureSpec.ofHashBits(bits));
    return s.get(options.bias()) ? features.withBias() : features;
  }

  private static List<Interaction> interactions(Section s) throws SettingsException {
    Map<String, FeatureGroup> groups = groups(s.section(GROUPS));
    List<Interaction> interactions = new ArrayList<>();
    for (List<String> pair : s.lists(OptimizeOptions.INTERACTIONS)) {
      String key = s.key(OptimizeOptions.INTERACTIONS) + "[" + interactions.size() + "]";
      if (pair.size() != 2) {
        throw new SettingsException(key, "must be two groups: " + pair);
      }
      for (String name : pair) {
        if (!groups.containsKey(name)) {
          throw new SettingsException(
              key,
              "must be of groups of %s.%s, which are %s: %s"
                  .formatted(s.path(), GROUPS, groups.keySet(), name));
        }
      }
      interactions.add(new Interaction(groups.get(pair.get(0)), groups.get(pair.get(1))));
    }
    return interactions;
  }

  private static Map<String, FeatureGroup> groups(Section s) throws SettingsException {
    Map<String, FeatureGroup> groups = new LinkedHashMap<>();
    for (String name : s.values().keySet()) {
      List<String> names = s.list(OptimizeOptions.GROUPS, name);
      groups.put(name, s.section(name).built(() -> new FeatureGroup(names)));
    }
    return groups;
  }
}
