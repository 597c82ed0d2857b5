package io.thalweg.wire;

/**
 * Reads records of one kind off the wire, each into a new object.
 *
 * <p>An instance belongs to one thread; it keeps buffers between calls.
 *
 * @param <T> the generated class of the record
 */
public interface EventDecoder<T> {
  /**
   * Decodes one record.
   *
   * @param event the whole event, read and not kept
   * @return a new record, no part of which is used again
   * @throws RejectedEventException with reason, field, rule and value if the event breaks a rule;
   *     the decoder can be used again
   */
  T decode(byte[] event) throws RejectedEventException;
}
