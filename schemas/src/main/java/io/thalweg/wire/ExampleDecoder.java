package io.thalweg.wire;

/**
 * Reads examples off the wire and checks the protocol's own rules; what depends on a model (its
 * dimension, its labels) is checked behind it.
 *
 * <p>An instance belongs to one thread; it keeps buffers between calls.
 */
public interface ExampleDecoder {
  /**
   * Decodes one event.
   *
   * @param event the whole event, read and not kept
   * @param into filled anew; after an exception its content is undefined, and it can be used again
   * @throws RejectedEventException with reason, field, rule and value if the event breaks a rule
   */
  void decode(byte[] event, ExampleBuffer into) throws RejectedEventException;
}
