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
 */
public record DoorOptions(
    WireFormat format, Limits limits, long allowedDisorderMillis, double stopAboveBadShare)
    implements Serializable {
  public DoorOptions {
    if (allowedDisorderMillis < 0) {
      throw new IllegalArgumentException(
          "allowed disorder must be 0 or more: allowedDisorderMillis=" + allowedDisorderMillis);
    }
    if (!(stopAboveBadShare > 0 && stopAboveBadShare <= 1)) {
      throw new IllegalArgumentException(
          "share must be in (0, 1]: stopAboveBadShare=" + stopAboveBadShare);
    }
  }
}
