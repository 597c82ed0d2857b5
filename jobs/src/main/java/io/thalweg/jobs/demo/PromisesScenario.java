package io.thalweg.jobs.demo;

import io.thalweg.Decision;
import io.thalweg.DecisionRequest;
import io.thalweg.jobs.flights.Flight;
import io.thalweg.jobs.flights.FlightClues;
import io.thalweg.jobs.flights.Flights;
import io.thalweg.jobs.flights.PromiseScore;
import io.thalweg.jobs.flights.Promises;
import io.thalweg.jobs.simulate.Scenario;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Flights that depart, and how late each of them was in truth. */
final class PromisesScenario implements Scenario {
  private static final Duration BUCKET = Duration.ofHours(1);

  private final List<Flight> flights;
  private final PromiseScore score = new PromiseScore(BUCKET);

  private PromisesScenario(List<Flight> flights) {
    this.flights = flights;
  }

  /** The first flights that ship with the project, at most {@code limit}. */
  static PromisesScenario packaged(long limit) throws IOException {
    try (Flights file = Flights.packaged();
        Stream<Flight> flights = file.stream()) {
      return new PromisesScenario(flights.limit(limit).toList());
    }
  }

  @Override
  public Iterator<DecisionRequest> requests() {
    FlightClues clues = new FlightClues();
    return flights.stream().map(flight -> Promises.request(flight, clues.of(flight))).iterator();
  }

  @Override
  public double loss(long number, String action) {
    return Promises.loss(action, delay(number));
  }

  @Override
  public void played(long number, Decision decision, double loss) {
    score.add(
        decision.getTime().toEpochMilli(), decision.getSlots().get(0).getAction(), delay(number));
  }

  /** Minutes by which a flight was late; flights are numbered without a gap, not from 0 on. */
  private int delay(long number) {
    return flights.get((int) (number - flights.get(0).number())).delayMinutes();
  }

  @Override
  public String standing() {
    return score.flights() == 0
        ? "mean loss -"
        : String.format(Locale.ROOT, "mean loss %.4f", score.mean());
  }

  /** The score; to be asked for when all flights are decided. */
  PromiseScore score() {
    return score;
  }
}
