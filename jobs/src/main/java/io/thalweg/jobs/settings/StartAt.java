package io.thalweg.jobs.settings;

/** Where a job that is not restored starts to read a topic. */
public enum StartAt {
  /** At the oldest record that the broker keeps. */
  EARLIEST,
  /** Behind the newest record at the start. */
  LATEST,
  /** Where the consumer group left off; at the oldest record where it never was. */
  COMMITTED
}
