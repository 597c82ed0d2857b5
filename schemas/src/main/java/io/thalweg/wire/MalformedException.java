package io.thalweg.wire;

import java.io.IOException;

/**
 * Bytes that are not what Avro's binary encoding allows; bad input is normal, so no stack trace.
 */
final class MalformedException extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedException(String message) {
    super(message);
  }

  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
