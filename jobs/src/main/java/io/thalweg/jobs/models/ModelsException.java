package io.thalweg.jobs.models;

/** Says in one line why models cannot be read, written or compared. */
final class ModelsException extends Exception {
  private static final long serialVersionUID = 1L;

  ModelsException(String message) {
    super(Text.line(message));
  }

  /** What went wrong with {@code place}, in the words of the error's root. */
  ModelsException(String place, Throwable error) {
    super(Text.line("cannot read " + place + ": " + root(error)), error);
  }

  private static String root(Throwable error) {
    Throwable root = error;
    for (int depth = 0; root.getCause() != null && depth < 100; depth++) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }
}
