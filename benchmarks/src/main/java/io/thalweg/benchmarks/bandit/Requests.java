package io.thalweg.benchmarks.bandit;

import java.util.SplittableRandom;

/** Requests drawn by chance: rows of features of second moment 1 / 3, and a loss for each. */
final class Requests {
  /** Enough that nothing of a request is still in the first cache when it comes again. */
  static final int COUNT = 256;

  /** float[arms × dimension] each, row-major. */
  final float[][] rows;

  /** 0 or 1 each. */
  final double[] losses = new double[COUNT];

  Requests(int dimension, int arms) {
    SplittableRandom random = new SplittableRandom(1);
    rows = new float[COUNT][arms * dimension];
    for (int t = 0; t < COUNT; t++) {
      for (int i = 0; i < rows[t].length; i++) {
        rows[t][i] = (float) (2 * random.nextDouble() - 1);
      }
      losses[t] = random.nextInt(2);
    }
  }
}
