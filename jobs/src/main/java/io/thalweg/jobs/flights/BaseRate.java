package io.thalweg.jobs.flights;

import java.util.HashMap;
import java.util.Map;

/**
 * Always the base rate: the share of late flights at the airport so far, blind to all features.
 *
 * <p>After {@code n} flights, {@code k} of them late, it says (k + 1/2) / (n + 1), the estimator of
 * Krichevsky and Trofimov (1981): 1/2 before the first flight, never 0 or 1.
 */
public final class BaseRate implements Baseline {
  private static final class Tally {
    long flights;
    long late;
  }

  private final Map<String, Tally> airports = new HashMap<>();

  @Override
  public double predict(Flight flight) {
    Tally tally = airports.get(flight.origin());
    return tally == null ? 0.5 : (tally.late + 0.5) / (tally.flights + 1);
  }

  @Override
  public void learn(Flight flight) {
    Tally tally = airports.computeIfAbsent(flight.origin(), origin -> new Tally());
    tally.flights++;
    if (FlightExamples.late(flight)) {
      tally.late++;
    }
  }
}
