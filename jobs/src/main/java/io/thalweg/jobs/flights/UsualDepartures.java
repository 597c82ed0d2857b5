package io.thalweg.jobs.flights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The timetable of a route as far as earlier days show it: the times of day at which its flights
 * would have departed without their delay. A flight that departs is likely one of those whose usual
 * time has just come or is some minutes past; if none is near, it departs late.
 *
 * <p>Takes time linear in the flights of the route so far.
 */
final class UsualDepartures {
  /** Name of the clue that no usual time is known. */
  static final String UNKNOWN = "behind-unknown";

  private static final int DAY_MINUTES = 24 * 60;

  /** A flight may depart so long before its time, and counts as late for as long as the other. */
  private static final int MOST_EARLY = 12;

  private static final int MOST_LATE = 360;

  /** Minutes behind the usual time from which the parts of a flight's likely delay begin. */
  private static final int[] PARTS = {-MOST_EARLY, 8, 20, 40, 70, 120};

  /** The names of all clues that it gives. */
  static final List<String> NAMES =
      Stream.concat(
              Stream.of(UNKNOWN), IntStream.range(0, PARTS.length).mapToObj(UsualDepartures::name))
          .toList();

  /** How departures thin out with the minutes behind their time. */
  private static final double FADING = 20;

  private record Departure(long day, int minute) {}

  private final List<Departure> departures = new ArrayList<>();

  /**
   * Takes a flight that has landed.
   *
   * @param day on which it departed
   * @param minute of the day at which it would have departed without its delay
   */
  void add(long day, int minute) {
    departures.add(new Departure(day, minute));
  }

  /**
   * How far a flight may be behind its time: shares of the usual times, which sum to 1, by how many
   * minutes it departs behind them; a usual time counts the less the farther it is past. Parts
   * without a share are left out.
   *
   * @param day of departure; only flights of other days tell what is usual
   * @param minute of the day of departure
   */
  Map<String, Double> behind(long day, int minute) {
    double[] parts = new double[PARTS.length];
    double sum = 0;
    for (Departure usual : departures) {
      int behind =
          Math.floorMod(minute - usual.minute + DAY_MINUTES / 2, DAY_MINUTES) - DAY_MINUTES / 2;
      if (usual.day != day && behind >= -MOST_EARLY && behind <= MOST_LATE) {
        double weight = weight(behind);
        parts[part(behind)] += weight;
        sum += weight;
      }
    }
    Map<String, Double> shares = new LinkedHashMap<>();
    if (sum == 0) {
      shares.put(UNKNOWN, 1.0);
    }
    for (int part = 0; part < parts.length; part++) {
      if (parts[part] > 0) {
        shares.put(name(part), parts[part] / sum);
      }
    }
    return shares;
  }

  private static String name(int part) {
    return "behind-" + Math.max(0, PARTS[part]);
  }

  private static double weight(int behind) {
    double past = Math.max(0, behind) / FADING;
    return 1 / (1 + past * past);
  }

  private static int part(int behind) {
    int part = PARTS.length - 1;
    while (behind < PARTS[part]) {
      part--;
    }
    return part;
  }
}
