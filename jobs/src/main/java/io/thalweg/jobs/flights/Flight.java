package io.thalweg.jobs.flights;

import java.util.regex.Pattern;

/**
 * One flight that arrived.
 *
 * @param number place of the flight in the whole file, from 0; the same in every slice of it
 * @param time actual departure on the local clock of the airport of origin, read as if it were UTC:
 *     milliseconds since 1970-01-01T00:00:00Z, whole minutes
 * @param delayMinutes actual minus scheduled arrival, in minutes; negative: early
 * @param distanceMiles distance between the airports, in statute miles
 * @param origin IATA code of the airport of origin, e.g. SEA
 * @param destination IATA code of the airport of destination
 */
public record Flight(
    long number,
    long time,
    int delayMinutes,
    int distanceMiles,
    String origin,
    String destination) {

  private static final Pattern AIRPORT = Pattern.compile("[A-Z]{3}");

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if number or time is negative, the distance is not positive or
   *     an airport is not three capital letters
   */
  public Flight {
    if (number < 0) {
      throw new IllegalArgumentException("flight must be 0 or more: flight=" + number);
    }
    if (time < 0) {
      throw new IllegalArgumentException("time must be 1970 or later: time=" + time);
    }
    if (distanceMiles < 1) {
      throw new IllegalArgumentException("distance must be positive: distance=" + distanceMiles);
    }
    requireAirport("origin", origin);
    requireAirport("destination", destination);
  }

  private static void requireAirport(String column, String code) {
    if (!AIRPORT.matcher(code).matches()) {
      throw new IllegalArgumentException(
          column + " must be three capital letters: " + column + "=" + code);
    }
  }
}
