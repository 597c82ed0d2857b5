package io.thalweg.wire;

import java.io.Serializable;

/**
 * What a decoder accepts at most.
 *
 * @param maxBytes size of one event as it stands on the wire, in bytes; at least 1
 * @param maxFeatures number of dense values, of indices, of sparse values, or of named features; of
 *     an action together with those that all actions share and those of a slot; at least 1
 * @param maxActions number of actions to choose from; at least 1
 */
public record Limits(int maxBytes, int maxFeatures, int maxActions) implements Serializable {
  private static final int MOST_ACTIONS = 1000;

  /** 1 MiB, 8192 features and 1000 actions. */
  public static final Limits DEFAULT = new Limits(1 << 20, 8192);

  public Limits {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes must be at least 1: maxBytes=" + maxBytes);
    }
    if (maxFeatures < 1) {
      throw new IllegalArgumentException(
          "maxFeatures must be at least 1: maxFeatures=" + maxFeatures);
    }
    if (maxActions < 1) {
      throw new IllegalArgumentException("maxActions must be at least 1: maxActions=" + maxActions);
    }
  }

  /** Limits with 1000 actions. */
  public Limits(int maxBytes, int maxFeatures) {
    this(maxBytes, maxFeatures, MOST_ACTIONS);
  }

  /** Refuses an event that is too large, before a byte of it is read. */
  void checkSize(byte[] event) throws RejectedEventException {
    if (event.length > maxBytes) {
      throw new RejectedEventException(
          Reason.OVERSIZE,
          "event must be at most " + maxBytes + " bytes: it has " + event.length + " bytes");
    }
  }

  /** Refuses a field that holds {@code count} features where that is too many. */
  void checkFeatures(String field, int count) throws RejectedEventException {
    if (count > maxFeatures) {
      throw new RejectedEventException(
          Reason.TOO_MANY_FEATURES,
          field + " must hold at most " + maxFeatures + " features: it holds " + count);
    }
  }

  /** Refuses a list of {@code count} actions where those are too many. */
  void checkActions(int count) throws RejectedEventException {
    if (count > maxActions) {
      throw new RejectedEventException(
          Reason.OUT_OF_RANGE,
          "actions must hold at most " + maxActions + " actions: it holds " + count);
    }
  }
}
