package io.thalweg.decide;

import io.thalweg.stream.Origin;

/**
 * The event time after which an id is not waited for, or remembered, any more.
 *
 * @param time in milliseconds; an event of the same time is not late
 */
record Expiry(String model, String id, long time) implements LedgerEvent {
  @Override
  public Origin origin() {
    return Origin.UNKNOWN;
  }
}
