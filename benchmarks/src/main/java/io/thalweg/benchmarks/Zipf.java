package io.thalweg.benchmarks;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws ranks 0 … n − 1, rank r with a chance proportional to (r + 1)^−exponent; O(1) a draw. */
final class Zipf {
  private static final int TABLE = 1 << 20;

  private final int[] table = new int[TABLE];

  Zipf(int n, double exponent, long seed) {
    double[] sums = new double[n];
    double sum = 0;
    for (int r = 0; r < n; r++) {
      sum += Math.pow(r + 1, -exponent);
      sums[r] = sum;
    }
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < TABLE; i++) {
      int found = Arrays.binarySearch(sums, random.nextDouble() * sum);
      table[i] = Math.min(n - 1, found < 0 ? -found - 1 : found);
    }
  }

  int draw(SplittableRandom random) {
    return table[random.nextInt(TABLE)];
  }
}
