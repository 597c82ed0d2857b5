package io.thalweg.jobs.flights;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Plain online gradient descent on the logistic loss over a ball, one weight vector per airport:
 * Zinkevich (2003) with the step D / (G sqrt t) of the textbooks.
 *
 * <p>It sees the same features as the learner, a text as a feature of value 1, each in a place of
 * its own. D is the ball's diameter, G a bound on the gradient's norm, which is at most the norm of
 * the features. Both must be known beforehand, which is what the learner beside it does without.
 * Costs O(features) per flight, O(places) when the ball's edge is met.
 */
public final class GradientDescent implements Baseline {
  private static final class Weights {
    double[] values = {};
    double squaredNorm;
    long flights;

    double at(int place) {
      return place < values.length ? values[place] : 0;
    }

    void add(int place, double change) {
      if (place >= values.length) {
        values = Arrays.copyOf(values, place + 64);
      }
      double before = values[place];
      values[place] = before + change;
      squaredNorm += values[place] * values[place] - before * before;
    }

    void scale(double factor) {
      squaredNorm = 0;
      for (int i = 0; i < values.length; i++) {
        values[i] *= factor;
        squaredNorm += values[i] * values[i];
      }
    }
  }

  private final double radius;
  private final double gradientBound;
  private final Places places = new Places();
  private final Map<String, Weights> airports = new HashMap<>();

  /**
   * Starts every airport at zero weights.
   *
   * @param radius of the ball that holds the weights, positive
   * @param gradientBound G, positive: no gradient may be longer
   * @throws IllegalArgumentException if one of them is not positive
   */
  public GradientDescent(double radius, double gradientBound) {
    this.radius = requirePositive("radius", radius);
    this.gradientBound = requirePositive("gradientBound", gradientBound);
  }

  @Override
  public double predict(Flight flight) {
    return predict(weights(flight), flight);
  }

  @Override
  public void learn(Flight flight) {
    Weights weights = weights(flight);
    double slope = predict(weights, flight) - (FlightExamples.late(flight) ? 1 : 0);
    weights.flights++;
    double step = 2 * radius / (gradientBound * Math.sqrt((double) weights.flights));
    places.visit(flight, (place, value) -> weights.add(place, -step * slope * value));
    if (weights.squaredNorm > radius * radius) {
      weights.scale(radius / Math.sqrt(weights.squaredNorm));
    }
  }

  private double predict(Weights weights, Flight flight) {
    double[] margin = {0};
    places.visit(flight, (place, value) -> margin[0] += weights.at(place) * value);
    return 1 / (1 + StrictMath.exp(-margin[0]));
  }

  private Weights weights(Flight flight) {
    return airports.computeIfAbsent(flight.origin(), origin -> new Weights());
  }

  private static double requirePositive(String name, double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException(name + " must be positive: " + name + "=" + value);
    }
    return value;
  }
}
