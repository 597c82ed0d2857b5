package io.thalweg.jobs.flights;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/**
 * What is known of a flight when it departs: its distance, the time of day, and what flights that
 * have landed before tell of it. The source holds neither timetable nor carrier, so a timetable is
 * guessed from earlier days, see {@link UsualDepartures}.
 *
 * <p>A flight has landed for sure an hour after its departure and the time that its distance takes
 * at {@value #MILES_PER_HOUR} miles an hour; before that nothing of its delay is used.
 *
 * <p>Protocol: {@link #of} is called once for each flight, in the order of departure. The clues are
 * a function of the flights so far.
 */
public final class FlightClues {
  /** The names of all clues there can be. */
  static final List<String> NAMES =
      Stream.concat(
              Stream.of("day", "distance", "origin", "route", "network"),
              UsualDepartures.NAMES.stream())
          .toList();

  private static final int MILES_PER_HOUR = 300;
  private static final long MINUTE_MILLIS = 60_000;
  private static final long HOUR_MILLIS = 60 * MINUTE_MILLIS;
  private static final int DAY_MINUTES = 24 * 60;

  /** When the fewest flights depart; those after midnight belong to the day before. */
  private static final int DAY_BEGINS = 4 * 60;

  /** Shares of the newest delay in running means: some ten flights, and some three hundred. */
  private static final double FEW = 0.1;

  private static final double MANY = 0.003;

  private final PriorityQueue<Flight> inTheAir =
      new PriorityQueue<>(
          Comparator.comparingLong(FlightClues::landed).thenComparingLong(Flight::number));
  private final Map<String, RunningDelay> origins = new HashMap<>();
  private final Map<String, RunningDelay> routes = new HashMap<>();
  private final Map<String, UsualDepartures> timetable = new HashMap<>();
  private final RunningDelay network = new RunningDelay(MANY);

  /**
   * The clues on a flight by their {@link #NAMES}, of about 1 or less; one that is 0 may be absent.
   *
   * @param flight departs no earlier than those before
   */
  public Map<String, Double> of(Flight flight) {
    while (!inTheAir.isEmpty() && landed(inTheAir.peek()) <= flight.time()) {
      land(inTheAir.remove());
    }
    inTheAir.add(flight);
    int minute = minuteOfDay(flight.time());
    Map<String, Double> clues = new LinkedHashMap<>();
    clues.put("day", Math.floorMod(minute - DAY_BEGINS, DAY_MINUTES) / (double) DAY_MINUTES);
    clues.put("distance", flight.distanceMiles() / 1000.0);
    clues.put("origin", origin(flight).hours());
    clues.put("route", route(flight).hours());
    clues.put("network", network.hours());
    clues.putAll(usual(flight).behind(day(flight), minute));
    return clues;
  }

  private void land(Flight flight) {
    origin(flight).add(flight.delayMinutes());
    route(flight).add(flight.delayMinutes());
    network.add(flight.delayMinutes());
    usual(flight)
        .add(day(flight), minuteOfDay(flight.time() - flight.delayMinutes() * MINUTE_MILLIS));
  }

  private RunningDelay origin(Flight flight) {
    return origins.computeIfAbsent(flight.origin(), absent -> new RunningDelay(FEW));
  }

  private RunningDelay route(Flight flight) {
    return routes.computeIfAbsent(name(flight), absent -> new RunningDelay(FEW));
  }

  private UsualDepartures usual(Flight flight) {
    return timetable.computeIfAbsent(name(flight), absent -> new UsualDepartures());
  }

  private static String name(Flight flight) {
    return flight.origin() + flight.destination();
  }

  private static long landed(Flight flight) {
    return flight.time() + HOUR_MILLIS + flight.distanceMiles() * (HOUR_MILLIS / MILES_PER_HOUR);
  }

  private static long day(Flight flight) {
    return Math.floorDiv(flight.time(), DAY_MINUTES * MINUTE_MILLIS);
  }

  private static int minuteOfDay(long time) {
    return Math.floorMod(Math.floorDiv(time, MINUTE_MILLIS), DAY_MINUTES);
  }

  /** A mean of delays in hours that forgets, of which a wild one counts as much as a bad one. */
  private static final class RunningDelay {
    private static final int LEAST = -15;
    private static final int MOST = 90;

    /** Where nothing has landed yet. */
    private double hours = 0.1;

    private final double share;

    RunningDelay(double share) {
      this.share = share;
    }

    void add(int minutes) {
      hours += share * (Math.max(LEAST, Math.min(MOST, minutes)) / 60.0 - hours);
    }

    double hours() {
      return hours;
    }
  }
}
