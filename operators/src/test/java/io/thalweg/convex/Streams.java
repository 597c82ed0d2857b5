package io.thalweg.convex;

import io.thalweg.math.Lcg;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * Streams of gradients of norm at most 1 that are made to hurt; some depend on the point played.
 */
final class Streams {
  /** Cosine and sine of a small angle, exactly on the circle. */
  static final double COSINE = 3999.0 / 4001.0;

  static final double SINE = Math.sqrt(1 - COSINE * COSINE);

  /** The gradient of a round at a point. */
  @FunctionalInterface
  interface Stream {
    double[] gradient(int round, double[] x);
  }

  private Streams() {}

  /** All streams by name, each made from a seed. */
  static Map<String, LongFunction<Stream>> all(int d) {
    Map<String, LongFunction<Stream>> all = new LinkedHashMap<>();
    all.put("iid", seed -> noise(d, new Lcg(seed)));
    all.put("rotating", seed -> rotating(d));
    all.put("adversary", seed -> (t, x) -> norm(x) > 0 ? times(1 / norm(x), x) : unit(d, 0, 1));
    all.put("flip", seed -> (t, x) -> unit(d, 0, t % 2 != 0 ? 1 : -1));
    all.put("const", seed -> (t, x) -> unit(d, d - 1, -1));
    all.put("block", seed -> (t, x) -> unit(d, 0, t / 50 % 2 != 0 ? 1 : -1));
    all.put(
        "sparse",
        seed -> {
          Lcg random = new Lcg(seed);
          return (t, x) -> unit(d, t % d, random.sign());
        });
    return all;
  }

  private static Stream noise(int d, Lcg random) {
    return (t, x) -> {
      double[] v = uniform(d, random);
      return times(random.uniform() / norm(v), v);
    };
  }

  private static Stream rotating(int d) {
    double[] v = unit(d, 0, 1);
    return (t, x) -> {
      double[] g = v.clone();
      v[0] = COSINE * g[0] - SINE * g[1];
      v[1] = SINE * g[0] + COSINE * g[1];
      return g;
    };
  }

  /** Uniform in [−1, 1)^d. */
  static double[] uniform(int d, Lcg random) {
    double[] v = new double[d];
    for (int i = 0; i < d; i++) {
      v[i] = random.symmetric();
    }
    return v;
  }

  static double[] unit(int d, int coordinate, double size) {
    double[] v = new double[d];
    v[coordinate] = size;
    return v;
  }

  static double[] times(double factor, double[] v) {
    double[] product = v.clone();
    Vectors.scale(product, 0, factor, v.length);
    return product;
  }

  static double norm(double[] v) {
    return Math.sqrt(dot(v, v));
  }

  static double dot(double[] a, double[] b) {
    return Vectors.dot(a, 0, b, 0, a.length);
  }

  static double[] minus(double[] a, double[] b) {
    double[] difference = a.clone();
    Vectors.add(difference, 0, -1, b, 0, a.length);
    return difference;
  }
}
