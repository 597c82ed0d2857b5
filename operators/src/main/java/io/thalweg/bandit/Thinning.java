package io.thalweg.bandit;

import io.thalweg.convex.Word;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Exploring few of many arms: the {@code best} arms by predicted loss and {@code others} drawn
 * uniformly from the rest share the exploration, so that its cost does not grow with the number of
 * arms. What is drawn and logged is each arm's probability over both draws, in closed form: an arm
 * of the rest has others/(K − best) times what gap weighting gives it among best + others arms,
 * since the best arm, and with it the gaps, is the same whichever arms are drawn.
 *
 * @param best at least 1
 * @param others at least 1, so that every arm keeps a probability
 */
public record Thinning(int best, int others) implements Serializable {
  /** All arms are explored. */
  public static final Thinning NONE = new Thinning(Integer.MAX_VALUE, 1);

  /** Checks both numbers. */
  public Thinning {
    if (best < 1 || others < 1) {
      throw new IllegalArgumentException(
          "best and others must be at least 1: best=" + best + ", others=" + others);
    }
  }

  /** Whether so many arms are thinned. */
  public boolean thins(int arms) {
    return arms - (long) best > others;
  }

  /**
   * Writes the probabilities of {@code arms} arms, which sum to 1; O(K log K).
   *
   * @param scratch double[≥ arms], overwritten
   */
  public void fill(
      GapWeighting weighting,
      double[] losses,
      int arms,
      double gamma,
      double[] scratch,
      double[] p) {
    if (!thins(arms)) {
      weighting.fill(losses, arms, gamma, p);
      return;
    }
    System.arraycopy(losses, 0, scratch, 0, arms);
    Arrays.sort(scratch, 0, arms);
    double last = scratch[best - 1];
    int below = 0;
    while (scratch[below] < last) {
      below++;
    }
    // Of the arms that tie for the last place, the first ones are in.
    int ties = best - below;
    double inclusion = others / (double) (arms - best);
    int least = Pmf.best(losses, arms);
    for (int a = 0; a < arms; a++) {
      boolean in = losses[a] < last || (losses[a] == last && ties-- > 0);
      double probability = weighting.probability(losses[a], losses[least], best + others, gamma);
      p[a] = in ? probability : inclusion * probability;
    }
    Pmf.giveRest(p, arms, least);
  }

  /** One word that says it all, the same for ever. */
  public String canonical() {
    return equals(NONE) ? "none" : "thin(" + best + "," + others + ")";
  }

  /**
   * The thinning of a {@link #canonical} word.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Thinning parse(String canonical) {
    Word word = Word.parse(canonical);
    if (word.is("none")) {
      return NONE;
    }
    if (word.is("thin", 2)) {
      return new Thinning(word.whole(0), word.whole(1));
    }
    throw new IllegalArgumentException("a thinning must be none or thin: thinning=" + canonical);
  }
}
