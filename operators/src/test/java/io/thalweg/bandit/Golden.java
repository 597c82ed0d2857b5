package io.thalweg.bandit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The golden numbers, computed once in double precision by another program in another language. */
final class Golden {
  /** How close arithmetic in doubles comes, its sums in another order. */
  static final double TOLERANCE = 1e-12;

  private static final JsonNode ROOT = read();

  private Golden() {}

  private static JsonNode read() {
    try (InputStream in = Golden.class.getResourceAsStream("/golden/bandit_golden.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode networks(Activation activation) {
    return ROOT.path("networks").path(activation == Activation.RELU ? "relu" : "tanh");
  }

  static JsonNode distributions() {
    return ROOT.path("distributions");
  }

  static JsonNode trajectories() {
    return ROOT.path("trajectories");
  }

  static String name(RegressionLoss loss) {
    return loss == RegressionLoss.SQUARED ? "sq" : "kl";
  }

  static double[] numbers(JsonNode array) {
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.get(i).asDouble();
    }
    return numbers;
  }
}
