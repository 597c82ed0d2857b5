package io.thalweg.convex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The golden numbers, and the one way to compare with them. */
final class Golden {
  static final double TOLERANCE = 1e-12;

  /** The features of the golden stream, of its six events. */
  static final double[][] FEATURES = {
    {1, 0.5}, {-0.25, 1}, {0.375, -1}, {1, 0.75}, {-1, 0.125}, {0.5, 0.625}
  };

  private static final double[] TARGETS = {1, -0.5, 0.75, 0.25, -1, 0.5};
  private static final double[] CLASSES = {1, -1, 1, 1, -1, -1};

  private static final JsonNode ALL = read();

  private Golden() {}

  /** The entry of a name. */
  static JsonNode named(String name) {
    return ALL.get(name);
  }

  /** Derivative of the squared loss in the margin, for an event's target. */
  static double squaredSlope(int event, double margin) {
    return margin - TARGETS[event];
  }

  /** Derivative of the logistic loss in the margin, for an event's class. */
  static double logisticSlope(int event, double margin) {
    return -CLASSES[event] / (1 + StrictMath.exp(CLASSES[event] * margin));
  }

  /** The largest difference of any number, relative to those above 1. */
  static double difference(double[] actual, JsonNode expected) {
    List<Double> numbers = new ArrayList<>();
    flatten(expected, numbers);
    if (numbers.size() != actual.length) {
      return Double.POSITIVE_INFINITY;
    }
    double worst = 0;
    for (int i = 0; i < actual.length; i++) {
      double e = numbers.get(i);
      double difference = Math.abs(actual[i] - e) / Math.max(1, Math.abs(e));
      worst = Math.max(worst, Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference);
    }
    return worst;
  }

  private static void flatten(JsonNode node, List<Double> into) {
    if (node.isArray()) {
      node.forEach(element -> flatten(element, into));
    } else {
      into.add(node.asDouble());
    }
  }

  private static JsonNode read() {
    try (InputStream in = Golden.class.getResourceAsStream("/golden/omd_golden.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
