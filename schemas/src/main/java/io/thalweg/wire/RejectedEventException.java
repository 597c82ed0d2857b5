package io.thalweg.wire;

/**
 * An event that breaks a rule of the protocol or of its model. Bad input is normal, so this carries
 * no stack trace; its message names the field, the rule and the value.
 */
public final class RejectedEventException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  public RejectedEventException(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
