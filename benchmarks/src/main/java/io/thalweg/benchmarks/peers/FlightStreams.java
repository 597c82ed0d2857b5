package io.thalweg.benchmarks.peers;

import io.thalweg.jobs.flights.Flight;
import io.thalweg.jobs.flights.FlightExamples;
import io.thalweg.jobs.flights.Flights;
import io.thalweg.math.FeatureVector;
import io.thalweg.mirror.LogisticLoss;
import io.thalweg.mirror.PinballLoss;
import io.thalweg.mirror.SquaredLoss;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The packaged flights, one model for all airports: late or not, the delay's mean, and three of its
 * quantiles. Features are those of the demo, and the origin.
 */
final class FlightStreams {
  private FlightStreams() {}

  static List<LabelledStream> all() throws IOException {
    List<FeatureVector> features = new ArrayList<>();
    List<Flight> flights = new ArrayList<>();
    HashedFeatures hashed = new HashedFeatures();
    try (Flights packaged = Flights.packaged()) {
      packaged.forEachRemaining(
          flight -> {
            flights.add(flight);
            features.add(features(flight, hashed));
          });
    }
    double[] late =
        flights.stream().mapToDouble(flight -> FlightExamples.late(flight) ? 1 : 0).toArray();
    double[] delays = flights.stream().mapToDouble(Flight::delayMinutes).toArray();
    LabelledStream stream =
        new LabelledStream(
            "flights: late or not", new LogisticLoss(), 1 << HashedFeatures.BITS, features, late);
    List<LabelledStream> all = new ArrayList<>();
    all.add(stream);
    all.add(stream.labelled("flights: delay", new SquaredLoss(), delays));
    for (double level : new double[] {0.1, 0.5, 0.9}) {
      String name = "flights: quantile " + level + " of the delay";
      all.add(stream.labelled(name, new PinballLoss(level), delays));
    }
    return all;
  }

  private static FeatureVector features(Flight flight, HashedFeatures hashed) {
    hashed.text("origin", flight.origin());
    for (Map.Entry<String, Object> feature : FlightExamples.features(flight).entrySet()) {
      if (feature.getValue() instanceof String text) {
        hashed.text(feature.getKey(), text);
      } else if (!feature.getKey().equals("bias")) {
        hashed.number(feature.getKey(), ((Number) feature.getValue()).doubleValue());
      }
    }
    return hashed.next();
  }
}
