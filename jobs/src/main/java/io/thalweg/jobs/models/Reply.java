package io.thalweg.jobs.models;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/** Runs what a command does, and tells in one line why it cannot be done. */
final class Reply {
  /** Exit code: done; of a comparison, equal. */
  static final int DONE = 0;

  /** Exit code of a comparison: different. */
  static final int DIFFERENT = 1;

  /** Exit code: wrong arguments, or nothing to be read there. */
  static final int WRONG_USAGE = 2;

  private Reply() {}

  /** What a command does with its output. */
  @FunctionalInterface
  interface Body {
    int run(PrintWriter out) throws ModelsException;
  }

  /** Runs {@code body}; returns its exit code, or that of wrong arguments. */
  static int of(CommandSpec spec, Body body) {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try {
      return body.run(out);
    } catch (ModelsException e) {
      err.println("thalweg: " + e.getMessage());
      return WRONG_USAGE;
    } finally {
      out.flush();
      err.flush();
    }
  }
}
