package io.thalweg.jobs.simulate;

/**
 * Keeps the score of choices among classes of which one is right in each round.
 *
 * <p>Not for several threads, but for {@link #rounds} and {@link #wrong}.
 */
final class Regret {
  private final int[] classes;
  private final boolean[] right;
  private volatile int rounds;
  private volatile int wrong;

  /**
   * A score of nothing yet.
   *
   * @param classes number of classes
   * @param most number of rounds there can be
   */
  Regret(int classes, int most) {
    this.classes = new int[classes];
    this.right = new boolean[most];
  }

  /** Counts a round in which the class {@code truth} was right. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // Written by one thread alone.
  void add(int truth, int chosen) {
    classes[truth]++;
    right[rounds] = truth == chosen;
    wrong += truth == chosen ? 0 : 1;
    rounds++;
  }

  int rounds() {
    return rounds;
  }

  /** Wrong choices: the regret against who is always right, as a right choice costs nothing. */
  int wrong() {
    return wrong;
  }

  /** Mean loss, NaN before the first round. */
  double meanLoss() {
    return (double) wrong / rounds;
  }

  /** The class that was right most often, the first of several. */
  int bestFixed() {
    int best = 0;
    for (int i = 1; i < classes.length; i++) {
      best = classes[i] > classes[best] ? i : best;
    }
    return best;
  }

  /**
   * Wrong choices less those of who always chooses {@link #bestFixed}; below 0 where something was
   * learned that depends on the row.
   */
  int againstBestFixed() {
    return wrong - (rounds - classes[bestFixed()]);
  }

  /** Share of right choices in the last tenth of the rounds, at least one; NaN before the first. */
  double rightInLastTenth() {
    int from = rounds - Math.max(1, rounds / 10);
    int count = 0;
    for (int i = Math.max(0, from); i < rounds; i++) {
      count += right[i] ? 1 : 0;
    }
    return rounds == 0 ? Double.NaN : (double) count / (rounds - from);
  }
}
