package io.thalweg.benchmarks.bandit;

/** The rounds of a problem, in order; the same for every player. */
interface Rounds {
  /** Number of rounds. */
  int count();

  /** Writes the context of a round, float[dimension]. */
  void context(int round, float[] into);

  /** The loss that the arm has in the round, in [0, 1]. */
  double loss(int round, int arm);

  /** The arm's expected loss less the least of all arms. */
  double regret(int round, int arm);
}
