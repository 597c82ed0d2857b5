package io.thalweg.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.thalweg.convex.Ball;
import io.thalweg.convex.Box;
import io.thalweg.convex.Convex;
import io.thalweg.convex.Domain;
import io.thalweg.convex.Hint;
import io.thalweg.convex.ScaleFree;
import io.thalweg.convex.StepSize;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The golden trajectories that belong to the learners here, and the one way to compare with them.
 */
final class GoldenTrajectory {
  static final double TOLERANCE = 1e-12;
  static final float[][] FEATURES = {
    {1, 0.5f}, {-0.25f, 1}, {0.375f, -1}, {1, 0.75f}, {-1, 0.125f}, {0.5f, 0.625f}
  };
  private static final double[] TARGETS = {1, -0.5, 0.75, 0.25, -1, 0.5};
  private static final double[] CLASSES = {1, 0, 1, 1, 0, 0};

  /** One row: what is known before the event, and, but for the last row, the event's round. */
  record Row(
      List<Double> secondary, List<Double> played, double margin, double slope, double stepSize) {}

  /** Rows 1 to 7 and V after the six events. */
  record Trajectory(List<Row> rows, double variation) {}

  private final String name;
  final LearnerSpec spec;
  final Trajectory expected;

  private GoldenTrajectory(String name, Loss loss, Domain domain, StepSize stepSize) {
    this.name = name;
    this.spec = new LearnerSpec(loss, domain, stepSize, Hint.LAST_GRADIENT, 2);
    JsonNode rows = named(name).get("rows");
    List<Row> expected = new ArrayList<>();
    for (JsonNode row : rows) {
      expected.add(
          new Row(
              doubles(row.get("xhat")),
              doubles(row.get("x")),
              row.path("p").asDouble(),
              row.path("s").asDouble(),
              row.path("eta").asDouble()));
    }
    this.expected = new Trajectory(expected, rows.get(6).get("V").asDouble());
  }

  static List<GoldenTrajectory> all() {
    return List.of(
        new GoldenTrajectory(
            "a_convex_squared", new SquaredLoss(), new Ball(0.8), new Convex(1, 1)),
        new GoldenTrajectory(
            "a_convex_squared_box", new SquaredLoss(), new Box(-0.5, 0.75), new Convex(1, 1)),
        new GoldenTrajectory(
            "a_convex_logistic", new LogisticLoss(), new Ball(1), new Convex(1.5, 10)),
        new GoldenTrajectory(
            "a_scalefree_logistic", new LogisticLoss(), new Ball(1), new ScaleFree(1)));
  }

  @Override
  public String toString() {
    return name;
  }

  double label(int event) {
    return label(spec.loss(), event);
  }

  /** The label of an event of the golden stream, of its six, that a loss is defined for. */
  static double label(Loss loss, int event) {
    return loss.accepts(-0.5) ? TARGETS[event] : CLASSES[event];
  }

  /** The entry of a name. */
  static JsonNode named(String name) {
    return read().get(name);
  }

  /** The largest difference of any number, relative to those above 1. */
  double distance(Trajectory actual) {
    double worst = difference(actual.variation, expected.variation);
    for (int t = 0; t < expected.rows.size(); t++) {
      Row a = actual.rows.get(t);
      Row e = expected.rows.get(t);
      for (int i = 0; i < 2; i++) {
        worst = Math.max(worst, difference(a.secondary.get(i), e.secondary.get(i)));
        worst = Math.max(worst, difference(a.played.get(i), e.played.get(i)));
      }
      if (t < FEATURES.length) {
        worst = Math.max(worst, difference(a.margin, e.margin));
        worst = Math.max(worst, difference(a.slope, e.slope));
        worst = Math.max(worst, difference(a.stepSize, e.stepSize));
      }
    }
    return worst;
  }

  private static double difference(double actual, double expected) {
    double difference = Math.abs(actual - expected) / Math.max(1, Math.abs(expected));
    return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
  }

  private static List<Double> doubles(JsonNode array) {
    return List.of(array.get(0).asDouble(), array.get(1).asDouble());
  }

  private static JsonNode read() {
    try (InputStream in = GoldenTrajectory.class.getResourceAsStream("/golden/omd_golden.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
