package io.thalweg.bandit;

import io.thalweg.math.KeyedRandom;

/**
 * How an arm is drawn from probabilities, by the key of its decision; both draw by the same law.
 */
public enum Draw {
  /**
   * One uniform number per decision, and the arms in their order up to it. O(1) numbers; which arm
   * it is depends on the order of the arms.
   */
  CUMULATIVE {
    @Override
    int arm(double[] p, int[] arms, int count, Arms request, KeyedRandom random, long decision) {
      return Pmf.draw(p, count, random.uniform(decision));
    }
  },

  /**
   * The least of −ln(u)/p, with a number u per decision and arm key: the arms' order does not
   * matter, and when probabilities change by TV in total variation, the arm changes with
   * probability at most 2·TV/(1 + TV). One logarithm per arm.
   */
  RACE {
    @Override
    int arm(double[] p, int[] arms, int count, Arms request, KeyedRandom random, long decision) {
      int first = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int k = 0; k < count; k++) {
        if (p[k] > 0) {
          double u = random.uniform(KeyedRandom.combine(decision, request.key(arms[k])));
          double time = -StrictMath.log(u) / p[k];
          if (time < least) {
            least = time;
            first = k;
          }
        }
      }
      return least < Double.POSITIVE_INFINITY ? first : Pmf.draw(p, count, 0);
    }
  };

  /** The place, in {@code arms}, of the arm that is drawn. */
  abstract int arm(
      double[] p, int[] arms, int count, Arms request, KeyedRandom random, long decision);
}
