package io.thalweg.jobs.models;

import io.thalweg.math.FeatureHash;
import io.thalweg.stream.FeatureSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the positions of a model's weights are called, as far as that is known. */
final class FeatureLabels {
  private final FeatureSpec features;
  private final Map<Integer, List<Named>> names = new HashMap<>();

  /**
   * A name that is hashed to a position.
   *
   * @param sign +1 or −1: what the weight is multiplied with to have the feature's own
   */
  record Named(String name, int sign) {}

  /** The labels of {@code features}, with the names that are known of them. */
  FeatureLabels(FeatureSpec features, Collection<String> known) {
    this.features = features;
    if (features.hashed()) {
      FeatureHash hash = new FeatureHash(Integer.numberOfTrailingZeros(features.positions()));
      for (String name : known) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        int hashed = hash.hash(utf8, 0, utf8.length);
        names
            .computeIfAbsent(hash.index(hashed), index -> new ArrayList<>())
            .add(new Named(name, (int) hash.sign(hashed)));
      }
    }
  }

  /** The names that are known to share a position, in their order. */
  List<Named> names(int index) {
    return names.getOrDefault(index, List.of());
  }

  /** +1 or −1: the sign of the first name of a position, which {@link #label} begins with. */
  int sign(int index) {
    return names(index).isEmpty() ? 1 : names(index).get(0).sign();
  }

  /** Whether a position is that of the constant feature. */
  boolean isBias(int index) {
    return features.bias() && index == features.positions();
  }

  /** What to call a position: its names, {@code (bias)}, or its number behind a hash sign. */
  String label(int index) {
    if (isBias(index)) {
      return "(bias)";
    }
    List<Named> here = names(index);
    if (here.isEmpty()) {
      return "#" + index;
    }
    int first = here.get(0).sign();
    return Text.line(
        here.stream()
            .map(named -> named.sign() == first ? named.name() : "minus " + named.name())
            .collect(Collectors.joining(" | ")));
  }
}
