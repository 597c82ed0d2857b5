package io.thalweg.state;

/** Says that bytes are not a model that this program can read, and why. */
public final class ModelFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong: the rule, then the value. */
  public ModelFormatException(String message) {
    super(message);
  }
}
