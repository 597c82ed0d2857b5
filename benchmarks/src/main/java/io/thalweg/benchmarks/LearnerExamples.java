package io.thalweg.benchmarks;

import io.thalweg.math.FeatureVector;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A stream of sparse examples drawn from a logistic model: each has {@value #NON_ZEROS} distinct
 * features of 2^18, of value 1, whose ranks follow Zipf's law with exponent 1.1 and whose positions
 * are the ranks scattered; a feature's true weight is uniform in ±0.75. The same for the same
 * count.
 */
public final class LearnerExamples {
  /** Features of each example. */
  public static final int NON_ZEROS = 20;

  /** 2^18 positions. */
  public static final int DIMENSION = 1 << 18;

  private static final double EXPONENT = 1.1;
  private static final double LARGEST_WEIGHT = 0.75;

  private final FeatureVector[] features;
  private final double[] labels;

  /** Draws {@code count} examples, about half of them positive. */
  public LearnerExamples(int count) {
    this(count, 0);
  }

  /** Draws {@code count} examples, {@code offset} being added to the margin of each. */
  public LearnerExamples(int count, double offset) {
    SplittableRandom random = new SplittableRandom(1);
    double[] weights = new double[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      weights[i] = LARGEST_WEIGHT * (2 * random.nextDouble() - 1);
    }
    features = new FeatureVector[count];
    labels = new double[count];
    float[] ones = new float[NON_ZEROS];
    Arrays.fill(ones, 1);
    for (int t = 0; t < count; t++) {
      int[] positions = positions(random);
      features[t] = new FeatureVector().sparse(positions, ones.clone(), NON_ZEROS);
      double margin = offset;
      for (int position : positions) {
        margin += weights[position];
      }
      labels[t] = random.nextDouble() < 1 / (1 + Math.exp(-margin)) ? 1 : 0;
    }
  }

  /** How many there are. */
  public int count() {
    return labels.length;
  }

  /** The features of example {@code t}. */
  public FeatureVector features(int t) {
    return features[t];
  }

  /** The label of example {@code t}, 0 or 1. */
  public double label(int t) {
    return labels[t];
  }

  /** Example {@code t} as Vowpal Wabbit reads it: numeric names are positions there, unhashed. */
  public String line(int t) {
    StringBuilder line = new StringBuilder(labels[t] > 0 ? "1 |" : "-1 |");
    for (int k = 0; k < NON_ZEROS; k++) {
      line.append(' ').append(features[t].index(k)).append(":1");
    }
    return line.toString();
  }

  private static int[] positions(SplittableRandom random) {
    int[] positions = new int[NON_ZEROS];
    int drawn = 0;
    while (drawn < NON_ZEROS) {
      int position = scatter(rank(random.nextDouble()));
      int found = Arrays.binarySearch(positions, 0, drawn, position);
      if (found < 0) {
        int at = -found - 1;
        System.arraycopy(positions, at, positions, at + 1, drawn - at);
        positions[at] = position;
        drawn++;
      }
    }
    return positions;
  }

  /** The rank, from 0 on, at which Zipf's law, taken as continuous, has the share u below it. */
  private static int rank(double u) {
    double power = 1 - EXPONENT;
    double rank = Math.pow(u * (Math.pow(DIMENSION, power) - 1) + 1, 1 / power);
    return Math.min((int) rank - 1, DIMENSION - 1);
  }

  /** A bijection of the 2^18 positions: an odd multiplier. */
  private static int scatter(int rank) {
    return (rank * 0x9E3779B1) & (DIMENSION - 1);
  }
}
