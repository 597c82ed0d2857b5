package io.thalweg.stream;

import io.thalweg.wire.Limits;
import io.thalweg.wire.WireFormat;
import java.io.Serializable;

/**
 * How a door decodes and judges events.
 *
 * @param format how the events are written
 * @param limits how large they may be
 * @param allowedDisorderMillis how far an event may lie behind the newest of its partition, in
 *     milliseconds; {@link Long#MAX_VALUE} for any distance
 * @param stopAboveBadShare share of refused events above which the job stops; 1 to go on whatever
 *     comes
 * @param order in which what passes will be learned
 * @param refusedBefore events that an earlier run refused as late after idleness, to be refused
 *     again
 */
public record DoorOptions(
    WireFormat format,
    Limits limits,
    long allowedDisorderMillis,
    double stopAboveBadShare,
    Order order,
    EventPlaces refusedBefore)
    implements Serializable {

  /** The order in which events are learned behind the door, and what it needs of the door. */
  public enum Order {
    /** As they come: nothing. */
    ARRIVAL,
    /** By event time: events keep their origin, since they may still be refused. */
    EVENT_TIME,
    /** The same for files that are read one after the other: all are one partition. */
    EVENT_TIME_OF_FILES
  }

  public DoorOptions {
    if (allowedDisorderMillis < 0) {
      throw new IllegalArgumentException(
          "allowed disorder must be 0 or more: allowedDisorderMillis=" + allowedDisorderMillis);
    }
    if (!(stopAboveBadShare > 0 && stopAboveBadShare <= 1)) {
      throw new IllegalArgumentException(
          "share must be in (0, 1]: stopAboveBadShare=" + stopAboveBadShare);
    }
    if (order != Order.ARRIVAL && allowedDisorderMillis == DisorderGate.UNLIMITED) {
      throw new IllegalArgumentException(
          "an order by event time needs a bound on disorder: order=" + order);
    }
  }

  /** Options for events that are learned as they come. */
  public DoorOptions(
      WireFormat format, Limits limits, long allowedDisorderMillis, double stopAboveBadShare) {
    this(
        format,
        limits,
        allowedDisorderMillis,
        stopAboveBadShare,
        Order.ARRIVAL,
        EventPlaces.none());
  }
}
