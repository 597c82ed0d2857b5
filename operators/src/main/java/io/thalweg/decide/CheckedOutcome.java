package io.thalweg.decide;

import io.thalweg.stream.Origin;

/**
 * An outcome that has passed the door.
 *
 * @param id of the decision
 * @param time event time in milliseconds
 * @param slot of the decision, from 0
 * @param value in the unit of its model; NaN if it only says that the decision came to be
 * @param activates whether it says that the decision came to be
 */
record CheckedOutcome(
    String model, String id, long time, int slot, double value, boolean activates, Origin origin)
    implements LedgerEvent {
  boolean hasValue() {
    return !Double.isNaN(value);
  }
}
