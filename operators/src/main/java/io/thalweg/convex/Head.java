package io.thalweg.convex;

/** How the state of every optimizer begins; {@link Optimizer} draws it. */
final class Head {
  private static final int ROUNDS = 0;
  private static final int VARIATION = 1;
  private static final int GRADIENT_SQUARES = 2;
  private static final int PROJECTED_ROUNDS = 3;
  private static final int MOVEMENT = 4;

  /** Where the point of the next round begins. */
  static final int POINT = 5;

  private Head() {}

  static long rounds(double[] state) {
    return (long) state[ROUNDS];
  }

  static double variation(double[] state) {
    return state[VARIATION];
  }

  static double gradientSquares(double[] state) {
    return state[GRADIENT_SQUARES];
  }

  static long projectedRounds(double[] state) {
    return (long) state[PROJECTED_ROUNDS];
  }

  static double movement(double[] state) {
    return state[MOVEMENT];
  }

  /** Counts a round: |g − M|² and |g|² of its gradient. */
  static void count(double[] state, double surprise, double square) {
    state[ROUNDS]++;
    state[VARIATION] += surprise;
    state[GRADIENT_SQUARES] += square;
  }

  /** Counts the round as one that left the domain. */
  static void countProjected(double[] state) {
    state[PROJECTED_ROUNDS]++;
  }

  /** Puts the point of the next round in the place of the one before. */
  static void move(double[] state, double[] next) {
    state[MOVEMENT] = Math.sqrt(Vectors.squaredDistance(next, 0, state, POINT, next.length));
    System.arraycopy(next, 0, state, POINT, next.length);
  }

  /** Puts another point in its place, of which nobody knows how far the round before was. */
  static void replace(double[] state, double[] next) {
    state[MOVEMENT] = Double.NaN;
    System.arraycopy(next, 0, state, POINT, next.length);
  }
}
