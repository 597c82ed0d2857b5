package io.thalweg.jobs.flights;

import io.thalweg.Action;
import io.thalweg.DecisionRequest;
import io.thalweg.Features;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Promises of delay as decisions: how many minutes late a flight will be at most, told when it
 * departs. One of six is given, and costs, with delay and promise in minutes:
 *
 * <pre>
 *   broken (delay &gt; promise)   0.5 + min(0.5, (delay − promise) / 120)
 *   kept                       0.5 · promise / 60
 * </pre>
 *
 * <p>So a kept promise costs what its caution costs, at most a half, and a broken one always more.
 */
public final class Promises {
  /** What can be promised, in minutes. */
  public static final List<Integer> MINUTES = List.of(0, 5, 15, 30, 45, 60);

  /** The model that decides on all flights. */
  public static final String MODEL = "promises";

  private static final List<Action> ACTIONS =
      MINUTES.stream().map(minutes -> new Action(action(minutes), null, true)).toList();

  private Promises() {}

  /** How a promise is called. */
  static String action(int minutes) {
    return "within-" + minutes;
  }

  /** The place of a promise among {@link #MINUTES} by how it is called. */
  static int place(String action) {
    for (int i = 0; i < ACTIONS.size(); i++) {
      if (ACTIONS.get(i).getId().equals(action)) {
        return i;
      }
    }
    throw new IllegalArgumentException("promise must be one of the six: promise=" + action);
  }

  /**
   * What a promise costs.
   *
   * @param minutes promised
   * @param delay minutes by which the flight was late, negative where it was early
   * @return in [0, 1]
   */
  static double loss(int minutes, int delay) {
    return delay > minutes ? 0.5 + Math.min(0.5, (delay - minutes) / 120.0) : 0.5 * minutes / 60.0;
  }

  /** What a promise costs, by how it is called. */
  public static double loss(String action, int delay) {
    return loss(MINUTES.get(place(action)), delay);
  }

  /**
   * The request of a flight: id {@code f-} and its number, shared features dense, in the order of
   * {@link FlightClues#NAMES}.
   *
   * @param clues what is known of it, see {@link FlightClues}; what is absent is 0
   */
  public static DecisionRequest request(Flight flight, Map<String, Double> clues) {
    List<Float> values =
        FlightClues.NAMES.stream().map(name -> clues.getOrDefault(name, 0.0).floatValue()).toList();
    return DecisionRequest.newBuilder()
        .setModel(MODEL)
        .setId("f-" + flight.number())
        .setTime(Instant.ofEpochMilli(flight.time()))
        .setShared(Features.newBuilder().setDense(values).build())
        .setActions(ACTIONS)
        .build();
  }
}
