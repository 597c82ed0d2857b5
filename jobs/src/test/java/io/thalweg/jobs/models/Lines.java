package io.thalweg.jobs.models;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Examples as lines of JSON. */
final class Lines {
  private Lines() {}

  /** Dense examples of two features, round robin over {@code models}. */
  static List<String> dense(int count, String... models) {
    SplittableRandom random = new SplittableRandom(5);
    List<String> lines = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      lines.add(
          dense(
              models[k % models.length],
              k,
              (float) random.nextDouble(),
              (float) random.nextDouble(),
              random.nextDouble()));
    }
    return lines;
  }

  static String dense(String model, int k, float x0, float x1, double label) {
    return "{\"model\": \"%s\", \"id\": \"e%d\", \"time\": %d, \"features\": {\"dense\": [%s, %s]}, \"label\": %s}"
        .formatted(model, k, 1000L * k, x0, x1, label);
  }

  /** Examples of named features: an origin out of 13, a distance, whether it is a weekend. */
  static List<String> named(int count, String... models) {
    SplittableRandom random = new SplittableRandom(6);
    List<String> lines = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      lines.add(
          "{\"model\": \"%s\", \"id\": \"e%d\", \"time\": %d, \"features\": {\"named\": {\"origin\": \"A%d\", \"distance\": %s, \"weekend\": %s}}, \"label\": %d}"
              .formatted(
                  models[k % models.length],
                  k,
                  978_307_200_000L + 60_000L * k,
                  random.nextInt(13),
                  (float) random.nextDouble(),
                  random.nextInt(7) > 4,
                  random.nextInt(2)));
    }
    return lines;
  }
}
