package io.thalweg.bandit;

/**
 * The probability of an arm that is not the best, by the gap between its predicted loss and the
 * least one; the best arm gets what the others leave, which is at least 1/explored.
 */
public enum GapWeighting {
  /**
   * 1 / (K + γ·gap): inverse gap weighting, of SquareCB (Foster, Rakhlin: Beyond UCB, ICML 2020).
   */
  INVERSE {
    @Override
    double probability(double loss, double least, double explored, double gamma) {
      return 1 / (explored + gamma * (loss - least));
    }
  },

  /**
   * ŷ / (K·ŷ + γ·gap), ŷ the least loss: of FastCB (Foster, Krishnamurthy: Efficient First-Order
   * Contextual Bandits, NeurIPS 2021). It is inverse gap weighting with γ/ŷ: the smaller the least
   * loss, the greedier. Losses, not rewards, and kept {@value #MARGIN} from 0 and 1.
   */
  REWEIGHTED {
    @Override
    double probability(double loss, double least, double explored, double gamma) {
      double y = kept(least);
      return y / (explored * y + gamma * (kept(loss) - y));
    }
  };

  private static final double MARGIN = 1e-6;

  /**
   * The probability of one arm.
   *
   * @param loss predicted for it
   * @param least predicted for any arm
   * @param explored K, the number of arms that share the exploration
   * @param gamma γ ≥ 0, finite
   */
  abstract double probability(double loss, double least, double explored, double gamma);

  /**
   * Writes the probabilities of {@code arms} arms, which sum to 1; O(K).
   *
   * @param losses double[≥ arms]
   */
  public void fill(double[] losses, int arms, double gamma, double[] p) {
    int best = Pmf.best(losses, arms);
    for (int a = 0; a < arms; a++) {
      p[a] = probability(losses[a], losses[best], arms, gamma);
    }
    Pmf.giveRest(p, arms, best);
  }

  private static double kept(double loss) {
    return Math.max(MARGIN, Math.min(1 - MARGIN, loss));
  }
}
