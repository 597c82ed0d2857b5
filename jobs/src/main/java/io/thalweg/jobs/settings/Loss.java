package io.thalweg.jobs.settings;

/** What a prediction that differs from its label costs. */
public enum Loss {
  SQUARED,
  LOGISTIC
}
