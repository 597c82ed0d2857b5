package io.thalweg.bandit;

import java.util.Arrays;

/** Probabilities of arms: how they are made whole, floored, checked and drawn from. */
public final class Pmf {
  /** How far the sum of probabilities may be from 1. */
  public static final double TOLERANCE = 1e-9;

  private Pmf() {}

  /** The first arm of the least value. */
  public static int best(double[] losses, int arms) {
    int best = 0;
    for (int a = 1; a < arms; a++) {
      if (losses[a] < losses[best]) {
        best = a;
      }
    }
    return best;
  }

  /** Gives {@code arm} whatever the others leave. */
  public static void giveRest(double[] p, int arms, int arm) {
    double others = 0;
    for (int a = 0; a < arms; a++) {
      if (a != arm) {
        others += p[a];
      }
    }
    p[arm] = 1 - others;
  }

  /** The same for every arm. */
  public static void uniform(double[] p, int arms) {
    Arrays.fill(p, 0, arms, 1.0 / arms);
  }

  /** All for the arms of the least value, which share it. */
  public static void least(double[] values, int arms, double[] p) {
    double least = values[best(values, arms)];
    int ties = 0;
    for (int a = 0; a < arms; a++) {
      if (values[a] == least) {
        ties++;
      }
    }
    for (int a = 0; a < arms; a++) {
      p[a] = values[a] == least ? 1.0 / ties : 0;
    }
  }

  /** Whether no probability is negative or not a number, and their sum is 1. */
  public static boolean isValid(double[] p, int arms) {
    double sum = 0;
    for (int a = 0; a < arms; a++) {
      if (!(p[a] >= 0)) {
        return false;
      }
      sum += p[a];
    }
    return Math.abs(sum - 1) <= TOLERANCE;
  }

  /**
   * The arm that a uniform number u in [0, 1) stands for: the first one up to which the
   * probabilities add up to more than u. An arm of probability 0 is never drawn.
   */
  public static int draw(double[] p, int arms, double u) {
    double sum = 0;
    int last = 0;
    for (int a = 0; a < arms; a++) {
      if (p[a] > 0) {
        last = a;
      }
      sum += p[a];
      if (u < sum) {
        return a;
      }
    }
    return last;
  }
}
