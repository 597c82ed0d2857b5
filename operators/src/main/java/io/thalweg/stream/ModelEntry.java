package io.thalweg.stream;

import io.thalweg.state.SettingsDigest;
import java.io.Serializable;

/** One entry of a job's settings: the models that it serves, and what they must have in common. */
public interface ModelEntry extends Serializable {
  /** An exact name, or a pattern in which {@code *} stands for any text. */
  String name();

  /** What must be equal for a stored model to be continued, as one line of text. */
  String canonical();

  /**
   * Event time in milliseconds without a learned event after which a model is forgotten; {@link
   * Long#MAX_VALUE} for never.
   */
  long idleMillis();

  /** Whether this entry serves the model called {@code model}. */
  default boolean serves(String model) {
    return serves(name(), model);
  }

  /** 64-bit hash of {@link #canonical}, which models carry in their headers. */
  default long digest() {
    return SettingsDigest.of(canonical());
  }

  /** Whether an entry called {@code name} serves the model called {@code model}. */
  static boolean serves(String name, String model) {
    int star = name.indexOf('*');
    if (star < 0) {
      return name.equals(model);
    }
    if (!model.startsWith(name.substring(0, star))) {
      return false;
    }
    String rest = name.substring(star + 1);
    for (int next = star; next <= model.length(); next++) {
      if (serves(rest, model.substring(next))) {
        return true;
      }
    }
    return false;
  }
}
