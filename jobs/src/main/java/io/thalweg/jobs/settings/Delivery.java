package io.thalweg.jobs.settings;

/** How sure it is that a record is written, and when it can be read. */
public enum Delivery {
  /** At once; again after a failure. */
  AT_LEAST_ONCE,
  /** Once, with the checkpoint after it. */
  EXACTLY_ONCE
}
