package io.thalweg.jobs.settings;

/** The guess at the next gradient. */
public enum Hint {
  LAST_GRADIENT,
  ZERO
}
