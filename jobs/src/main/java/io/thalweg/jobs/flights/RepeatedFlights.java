package io.thalweg.jobs.flights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The same flights over and over, for a stream that never ends: numbers go on where the round
 * before ended, times are later by the least number of whole weeks that keeps them in order, so
 * that hours and weekdays stay what they were. Always the same stream for the same file.
 */
public final class RepeatedFlights implements Iterator<Flight>, AutoCloseable {
  /** Opens the flights anew for each round. */
  @FunctionalInterface
  public interface Source {
    /** The flights from the first one on. */
    Flights open() throws IOException;
  }

  private static final long WEEK_MILLIS = Duration.ofDays(7).toMillis();

  private final Source source;
  private Flights round;
  private Flight first;
  private Flight last;
  private long numberShift;
  private long timeShift;

  /**
   * Opens the first round.
   *
   * @param source of one flight or more
   * @throws IOException if it cannot be opened
   */
  public RepeatedFlights(Source source) throws IOException {
    this.source = source;
    this.round = source.open();
  }

  @Override
  public boolean hasNext() {
    return round.hasNext() || first != null;
  }

  @Override
  public Flight next() {
    if (!hasNext()) {
      throw new NoSuchElementException("there is no flight to repeat");
    }
    if (!round.hasNext()) {
      nextRound();
    }
    Flight flight = round.next();
    if (first == null) {
      first = flight;
    }
    last = flight;
    return new Flight(
        flight.number() + numberShift,
        flight.time() + timeShift,
        flight.delayMinutes(),
        flight.distanceMiles(),
        flight.origin(),
        flight.destination());
  }

  @Override
  public void close() throws IOException {
    round.close();
  }

  private void nextRound() {
    numberShift += last.number() - first.number() + 1;
    timeShift += (1 + (last.time() - first.time()) / WEEK_MILLIS) * WEEK_MILLIS;
    try {
      round.close();
      round = source.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
