package io.thalweg.stream;

import java.io.IOException;

/**
 * The bytes in which an operator keeps events in keyed state.
 *
 * @param <E> the events
 */
public interface EventCodec<E> {
  byte[] encode(E event);

  /**
   * The event of these bytes.
   *
   * @throws IOException if they are none
   */
  E decodeEvent(byte[] bytes) throws IOException;
}
