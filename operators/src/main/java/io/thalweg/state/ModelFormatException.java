package io.thalweg.state;

import java.io.IOException;

/**
 * Bytes that are no model of a known kind; the message names the rule, the value and the position.
 */
public final class ModelFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  public ModelFormatException(String message) {
    super(message);
  }
}
