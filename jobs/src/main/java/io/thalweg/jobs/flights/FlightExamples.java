package io.thalweg.jobs.flights;

import io.thalweg.Example;
import io.thalweg.Features;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Turns flights into examples for two models per airport of origin: one says whether the flight
 * will arrive more than {@value #LATE_AFTER_MINUTES} minutes late, the other by how many minutes.
 *
 * <p>Features are what is known when the flight departs: {@code bias} (1), {@code destination} (its
 * code), {@code distance} (thousands of miles), {@code hour} (of departure, local, {@code h00} to
 * {@code h23}) and {@code weekday} ({@code Mon} to {@code Sun}). The source's departure is the
 * actual one, so the hour knows of a delay before departure as far as it crosses an hour. The label
 * comes with the example; on a real feed it would follow hours later.
 */
public final class FlightExamples {
  /** A flight that arrives this many minutes after its schedule is not late yet. */
  public static final int LATE_AFTER_MINUTES = 15;

  /** How the models of delays are called: this, and the airport. */
  public static final String DELAY_MODELS = "delay-";

  /** The largest norm of an example's features: four of at most 1, and 5 thousand miles. */
  public static final double NORM_BOUND = Math.sqrt(4 * 1.0 + 5.0 * 5.0);

  private static final double MILES_PER_UNIT = 1000.0;
  private static final long HOUR_MILLIS = 3_600_000L;
  private static final long DAY_MILLIS = 24 * HOUR_MILLIS;
  private static final List<String> HOURS =
      IntStream.range(0, 24).mapToObj(hour -> String.format(Locale.ROOT, "h%02d", hour)).toList();

  /** From the weekday of 1970-01-01 on. */
  private static final List<String> WEEKDAYS =
      List.of("Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed");

  private FlightExamples() {}

  /**
   * The example of a flight: model its origin, id {@code f-} and its number, label 1 if it was
   * late.
   */
  public static Example of(Flight flight) {
    return Example.newBuilder()
        .setModel(flight.origin())
        .setId("f-" + flight.number())
        .setTime(Instant.ofEpochMilli(flight.time()))
        .setFeatures(Features.newBuilder().setNamed(features(flight)).build())
        .setLabel(late(flight) ? 1.0 : 0.0)
        .build();
  }

  /**
   * The example of a flight's delay: model {@value #DELAY_MODELS} and its origin, label the minutes
   * by which it was late, negative where it was early; else as {@link #of}.
   */
  public static Example ofDelay(Flight flight) {
    Example example = of(flight);
    example.setModel(DELAY_MODELS + flight.origin());
    example.setLabel((double) flight.delayMinutes());
    return example;
  }

  /** Whether the flight arrived more than {@value #LATE_AFTER_MINUTES} minutes late. */
  public static boolean late(Flight flight) {
    return flight.delayMinutes() > LATE_AFTER_MINUTES;
  }

  /** The named features of a flight, always in the same order: numbers and texts. */
  public static Map<String, Object> features(Flight flight) {
    long day = Math.floorDiv(flight.time(), DAY_MILLIS);
    int hour = (int) (Math.floorMod(flight.time(), DAY_MILLIS) / HOUR_MILLIS);
    Map<String, Object> features = new LinkedHashMap<>();
    features.put("bias", 1.0);
    features.put("destination", flight.destination());
    features.put("distance", flight.distanceMiles() / MILES_PER_UNIT);
    features.put("hour", HOURS.get(hour));
    features.put("weekday", WEEKDAYS.get((int) Math.floorMod(day, 7L)));
    return features;
  }
}
