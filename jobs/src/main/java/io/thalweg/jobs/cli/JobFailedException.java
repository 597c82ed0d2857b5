package io.thalweg.jobs.cli;

/** A job that ended in a failure; the message is one line and shows no secret. */
final class JobFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  JobFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
