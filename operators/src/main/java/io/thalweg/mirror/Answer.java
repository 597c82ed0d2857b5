package io.thalweg.mirror;

import java.util.Arrays;

/**
 * What a learner says about one event: filled by {@link Learner#predict} and {@link Learner#learn},
 * read by the caller, used again for the next event.
 */
public final class Answer {
  private static final double[] NONE = {};

  double margin;
  double prediction;
  double loss;
  double slope;
  private double[] margins = NONE;
  private double[] scores = NONE;
  private int scoreCount;

  /** ⟨x, features⟩ of the iterate that was played; of several classes, that of the likeliest. */
  public double margin() {
    return margin;
  }

  /** Margin of the k-th class; of a loss over several classes only. */
  public double margin(int k) {
    return margins[k];
  }

  /** The answer in the unit of the label: see {@link Loss}. */
  public double prediction() {
    return prediction;
  }

  /** Loss of the prediction under the label, unweighted; only after {@link Learner#learn}. */
  public double loss() {
    return loss;
  }

  /** The loss's derivative in the margin; only after {@link Learner#learn}, for margin losses. */
  public double slope() {
    return slope;
  }

  /**
   * Number of {@link #score}s: the classes of a softmax loss, the quantiles of a learner that was
   * asked for some, else 0.
   */
  public int scoreCount() {
    return scoreCount;
  }

  /** Probability of the k-th class, or the k-th quantile in ascending order. */
  public double score(int k) {
    return scores[k];
  }

  /** Makes room for the margins of {@code count} classes, to be written to what is returned. */
  double[] margins(int count) {
    if (margins.length < count) {
      margins = new double[count];
    }
    return margins;
  }

  /** Makes room for {@code count} scores, to be written to the array that is returned. */
  double[] scores(int count) {
    if (scores.length < count) {
      scores = new double[count];
    }
    scoreCount = count;
    return scores;
  }

  @Override
  public String toString() {
    return "prediction="
        + prediction
        + ", margin="
        + margin
        + ", loss="
        + loss
        + ", scores="
        + Arrays.toString(Arrays.copyOf(scores, scoreCount));
  }
}
