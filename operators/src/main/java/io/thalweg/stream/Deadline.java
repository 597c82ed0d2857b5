package io.thalweg.stream;

/**
 * The event time after which an id is not waited for, or remembered, any more.
 *
 * @param time in milliseconds; an event of the same time is not late
 */
record Deadline(String id, long time) implements TimedEvent {
  @Override
  public Origin origin() {
    return Origin.UNKNOWN;
  }
}
