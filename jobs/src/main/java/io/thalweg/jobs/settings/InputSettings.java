package io.thalweg.jobs.settings;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * What a job reads.
 *
 * @param maxBytes longest event, in bytes as it stands in the input
 * @param maxFeatures most features of an event
 * @param allowedDisorder how far behind the newest event of its partition an event may lie; empty:
 *     no event is late
 * @param labels where labels come from that come later; they need an allowed disorder
 */
public record InputSettings(
    Reading examples,
    int maxBytes,
    int maxFeatures,
    Optional<Duration> allowedDisorder,
    Optional<LabelSettings> labels) {
  public InputSettings {
    requireNonNull(examples, "examples");
    JobOptions.MAX_BYTES.check((long) maxBytes);
    JobOptions.MAX_FEATURES.check(maxFeatures);
    allowedDisorder.ifPresent(OptimizeOptions.ALLOWED_DISORDER::check);
    if (labels.isPresent() && allowedDisorder.isEmpty()) {
      throw new IllegalArgumentException(
          "labels need an allowed disorder: labels=" + labels.get().labels());
    }
  }
}
