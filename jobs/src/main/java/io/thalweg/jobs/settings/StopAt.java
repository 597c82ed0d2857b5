package io.thalweg.jobs.settings;

/** Where a job stops reading a topic. */
public enum StopAt {
  /** Nowhere: the job runs until it is stopped. */
  NONE,
  /** Behind the newest record at the start: the job ends there. */
  LATEST
}
