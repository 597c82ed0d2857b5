package io.thalweg.jobs.flights;

import java.util.HashMap;
import java.util.Map;

/**
 * Gives every feature of flights a place of its own: a number by its name, a text by its name and
 * itself, with the value 1.
 */
final class Places {
  /** Takes a place and the value that stands there. */
  @FunctionalInterface
  interface Visitor {
    void visit(int place, double value);
  }

  private final Map<String, Integer> places = new HashMap<>();

  /** Shows {@code visitor} the features of a flight. */
  void visit(Flight flight, Visitor visitor) {
    FlightExamples.features(flight)
        .forEach((name, feature) -> visitor.visit(place(name, feature), value(feature)));
  }

  private int place(String name, Object feature) {
    String unique = feature instanceof Double ? name : name + "=" + feature;
    return places.computeIfAbsent(unique, absent -> places.size());
  }

  private static double value(Object feature) {
    return feature instanceof Double number ? number : 1;
  }
}
