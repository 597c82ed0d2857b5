package io.thalweg.wire;

/**
 * Reads labels off the wire and checks the protocol's own rules; whether the model's loss allows a
 * label is checked behind it.
 *
 * <p>An instance belongs to one thread; it keeps buffers between calls.
 */
public interface LabelDecoder {
  /**
   * Decodes one label.
   *
   * @param event the whole event, read and not kept
   * @param into filled anew; after an exception its content is undefined, and it can be used again
   * @throws RejectedEventException with reason, field, rule and value if the event breaks a rule
   */
  void decode(byte[] event, LabelBuffer into) throws RejectedEventException;
}
