package io.thalweg.jobs.settings;

/** How records are written. */
public enum WireFormat {
  AVRO,
  JSON
}
