package io.thalweg.jobs.settings;

/** The kinds of jobs, by the word that a settings file opens with. */
enum JobKind {
  /** Predicts and learns from labels. */
  OPTIMIZE,
  /** Chooses actions and learns from their outcomes. */
  DECIDE
}
