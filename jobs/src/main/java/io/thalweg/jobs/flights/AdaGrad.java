package io.thalweg.jobs.flights;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * AdaGrad (Duchi, Hazan, Singer: Adaptive Subgradient Methods, JMLR 2011) on the logistic loss, one
 * weight vector per airport: every feature's step is the rate over the root of the sum of its
 * squared gradients. The rate has to be known beforehand. O(features) per flight.
 */
public final class AdaGrad implements Baseline {
  private static final class Weights {
    double[] values = {};
    double[] squares = {};

    double at(int place) {
      return place < values.length ? values[place] : 0;
    }

    void step(int place, double rate, double gradient) {
      if (place >= values.length) {
        values = Arrays.copyOf(values, place + 64);
        squares = Arrays.copyOf(squares, place + 64);
      }
      squares[place] += gradient * gradient;
      if (squares[place] > 0) {
        values[place] -= rate * gradient / Math.sqrt(squares[place]);
      }
    }
  }

  private final double rate;
  private final Places places = new Places();
  private final Map<String, Weights> airports = new HashMap<>();

  /**
   * Starts every airport at zero weights.
   *
   * @param rate positive
   */
  public AdaGrad(double rate) {
    if (!(rate > 0)) {
      throw new IllegalArgumentException("rate must be positive: rate=" + rate);
    }
    this.rate = rate;
  }

  @Override
  public double predict(Flight flight) {
    return predict(weights(flight), flight);
  }

  @Override
  public void learn(Flight flight) {
    Weights weights = weights(flight);
    double slope = predict(weights, flight) - (FlightExamples.late(flight) ? 1 : 0);
    places.visit(flight, (place, value) -> weights.step(place, rate, slope * value));
  }

  private double predict(Weights weights, Flight flight) {
    double[] margin = {0};
    places.visit(flight, (place, value) -> margin[0] += weights.at(place) * value);
    return 1 / (1 + StrictMath.exp(-margin[0]));
  }

  private Weights weights(Flight flight) {
    return airports.computeIfAbsent(flight.origin(), origin -> new Weights());
  }
}
