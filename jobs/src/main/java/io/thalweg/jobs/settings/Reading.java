package io.thalweg.jobs.settings;

import static java.util.Objects.requireNonNull;

/**
 * An endpoint that is read.
 *
 * @param from where to start in a topic when the job is not restored; without meaning for a path
 * @param until where to stop in a topic; a path always ends
 */
public record Reading(Endpoint endpoint, StartAt from, StopAt until) {
  public Reading {
    requireNonNull(endpoint, "endpoint");
    requireNonNull(from, "from");
    requireNonNull(until, "until");
  }
}
