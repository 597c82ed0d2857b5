package io.thalweg.jobs.models;

/** Checks of options that picocli does not make. */
final class Options {
  private Options() {}

  static void atLeast(int least, String option, int value) throws ModelsException {
    if (value < least) {
      throw new ModelsException(option + " must be at least " + least + ": " + value);
    }
  }
}
