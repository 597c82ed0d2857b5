package io.thalweg.jobs.settings;

import static java.util.Objects.requireNonNull;

/**
 * Where the learners' metrics go.
 *
 * @param every learned events of a model from one of its records to the next
 */
public record MetricsOutput(Endpoint endpoint, long every) {
  public MetricsOutput {
    requireNonNull(endpoint, "endpoint");
    OptimizeOptions.METRICS_EVERY.check(every);
  }
}
