package io.thalweg.stream;

import io.thalweg.mirror.LearnerSpec;
import io.thalweg.mirror.Loss;
import io.thalweg.wire.Reason;
import io.thalweg.wire.RejectedEventException;
import java.time.Duration;
import java.util.Optional;

/**
 * The models that one entry of the settings serves, and how they learn.
 *
 * @param name an exact name, or a pattern in which {@code *} stands for any text
 * @param features what their features look like
 * @param learner how they learn; of the features' dimension
 * @param idleMillis event time without a learned event after which a model is forgotten; {@link
 *     Long#MAX_VALUE} for never
 * @param defaultLabel what is learned of an example whose label has not come in time; NaN for
 *     nothing
 */
public record ModelSpec(
    String name, FeatureSpec features, LearnerSpec learner, long idleMillis, double defaultLabel)
    implements ModelEntry {
  private static final String SEPARATOR = "; ";

  public ModelSpec {
    if (learner.dimension() != features.dimension()) {
      throw new IllegalArgumentException(
          "learner and features must have one dimension: learner=%d, features=%d"
              .formatted(learner.dimension(), features.dimension()));
    }
    if (idleMillis <= 0) {
      throw new IllegalArgumentException("idle time must be positive: idleMillis=" + idleMillis);
    }
    if (!Double.isNaN(defaultLabel) && !learner.loss().accepts(defaultLabel)) {
      throw new IllegalArgumentException(
          "default label must be %s for the %s loss: defaultLabel=%s"
              .formatted(learner.loss().labelRule(), learner.loss().name(), defaultLabel));
    }
  }

  /** Models that learn nothing from silence. */
  public ModelSpec(String name, FeatureSpec features, LearnerSpec learner, long idleMillis) {
    this(name, features, learner, idleMillis, Double.NaN);
  }

  /** Models that are forgotten after {@code idle}, or never. */
  public static ModelSpec of(
      String name, FeatureSpec features, LearnerSpec learner, Optional<Duration> idle) {
    return new ModelSpec(
        name, features, learner, idle.map(Duration::toMillis).orElse(Long.MAX_VALUE));
  }

  /** The same models, which learn {@code label} where none has come in time. */
  public ModelSpec withDefaultLabel(double label) {
    return new ModelSpec(name, features, learner, idleMillis, label);
  }

  /** Whether there is a {@link #defaultLabel}. */
  public boolean learnsSilence() {
    return !Double.isNaN(defaultLabel);
  }

  /** Refuses a label that the loss is not defined for. */
  void checkLabel(double label) throws RejectedEventException {
    Loss loss = learner.loss();
    if (!loss.accepts(label)) {
      throw new RejectedEventException(
          Reason.OUT_OF_RANGE,
          "label must be %s for the %s loss: label=%s"
              .formatted(loss.labelRule(), loss.name(), label));
    }
  }

  @Override
  public String canonical() {
    return features.canonical() + SEPARATOR + learner.canonical();
  }

  /**
   * The models called {@code name} whose settings a {@link #canonical} line tells. The line says
   * nothing of the time after which they are forgotten, nor of what they learn from silence: these
   * never are, and learn nothing.
   *
   * @throws IllegalArgumentException if it is not, to the letter, the canonical line of any
   */
  public static ModelSpec parse(String name, String canonical) {
    int semicolon = canonical.indexOf(SEPARATOR);
    if (semicolon < 0) {
      throw new IllegalArgumentException(
          "settings must tell features and learner: settings=" + canonical);
    }
    return of(
        name,
        FeatureSpec.parse(canonical.substring(0, semicolon)),
        LearnerSpec.parse(canonical.substring(semicolon + SEPARATOR.length())),
        Optional.empty());
  }
}
