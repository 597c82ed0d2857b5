package io.thalweg.jobs.experiments.bandit;

import io.thalweg.math.KeyedRandom;
import java.util.Locale;

/**
 * A synthetic contextual bandit problem whose rounds are functions of its seed. A context z lies on
 * the unit sphere of d − 1 dimensions, arm a has a direction w, and q = ⟨w, z⟩² decides:
 *
 * <pre>
 *   QUADRATIC  P(loss 0) = min(0.95, 0.05 + 2q)      noisy
 *   CLEAN      loss 0 for the arm of the largest q   no noise, best loss 0
 * </pre>
 *
 * The features of an arm are its block of (√(d−1)·z, 1): every coordinate has second moment 1. Only
 * + − × ÷ √ are used, so that the rounds are the same on every machine.
 */
public final class Environment {
  /** What an arm's q makes of its loss. */
  public enum Kind {
    /** Noisy. */
    QUADRATIC,
    /** Without noise. */
    CLEAN;

    /** Its name for people. */
    public String title() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final double LARGEST_CHANCE = 0.95;
  private static final double LEAST_CHANCE = 0.05;

  private final Kind kind;
  private final int dimension;
  private final double[][] directions;
  private final KeyedRandom contexts;
  private final KeyedRandom outcomes;
  private final double[] z;
  private final double[] q;

  /**
   * The problem of a seed.
   *
   * @param dimension d, values of a context with its constant, at least 2
   */
  public Environment(Kind kind, long seed, int dimension, int arms) {
    this.kind = kind;
    this.dimension = dimension;
    KeyedRandom weights = new KeyedRandom(seed, 0);
    contexts = new KeyedRandom(seed, 1);
    outcomes = new KeyedRandom(seed, 2);
    int n = dimension - 1;
    z = new double[n];
    q = new double[arms];
    directions = new double[arms][n];
    for (int a = 0; a < arms; a++) {
      for (int i = 0; i < n; i++) {
        directions[a][i] = weights.bell((long) a * n + i);
      }
      normalize(directions[a]);
    }
  }

  /** Values of a context. */
  public int dimension() {
    return dimension;
  }

  /** Number of arms. */
  public int arms() {
    return directions.length;
  }

  /** Writes the context of a round, float[dimension]. */
  public void context(long round, float[] into) {
    locate(round);
    for (int i = 0; i < z.length; i++) {
      into[i] = (float) (z[i] * Math.sqrt(z.length));
    }
    into[z.length] = 1;
  }

  /** Writes the expected loss of every arm in a round, double[arms]. */
  public void means(long round, double[] into) {
    locate(round);
    int best = 0;
    for (int a = 0; a < q.length; a++) {
      double sum = 0;
      for (int i = 0; i < z.length; i++) {
        sum += directions[a][i] * z[i];
      }
      q[a] = sum * sum;
      best = q[a] > q[best] ? a : best;
    }
    for (int a = 0; a < q.length; a++) {
      into[a] =
          switch (kind) {
            case QUADRATIC -> 1 - Math.min(LARGEST_CHANCE, LEAST_CHANCE + 2 * q[a]);
            case CLEAN -> a == best ? 0 : 1;
          };
    }
  }

  /** The loss of an arm in a round, 0 or 1, drawn with its mean. */
  public double loss(long round, int arm, double mean) {
    return outcomes.uniform(round * arms() + arm) < mean ? 1 : 0;
  }

  /** z of a round. */
  private void locate(long round) {
    for (int i = 0; i < z.length; i++) {
      z[i] = 2 * contexts.uniform(round * z.length + i) - 1;
    }
    normalize(z);
  }

  private static void normalize(double[] v) {
    double square = 0;
    for (double x : v) {
      square += x * x;
    }
    for (int i = 0; i < v.length; i++) {
      v[i] /= Math.sqrt(square);
    }
  }
}
