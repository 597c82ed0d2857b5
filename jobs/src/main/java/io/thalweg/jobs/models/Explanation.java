package io.thalweg.jobs.models;

import io.thalweg.math.FeatureVector;
import io.thalweg.mirror.Answer;
import io.thalweg.mirror.Learner;
import io.thalweg.mirror.LinearModel;
import io.thalweg.mirror.SoftmaxLoss;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/**
 * What each feature of an event has to do with the answer to it: margins are linear in the
 * features, so the margin is what the model says to no features at all plus, for each feature, what
 * it says to that one more.
 *
 * @param output the class whose margin is explained; 0 where there is one margin
 * @param margin of the event as a whole
 * @param prediction in the unit of the label
 * @param scores the quantiles asked for, or the classes' probabilities
 * @param constant the margin of no features
 * @param shares of the features in the margin, the largest first
 */
record Explanation(
    int output,
    double margin,
    double prediction,
    List<Double> scores,
    double constant,
    List<Share> shares) {
  private static final Comparator<Share> LARGEST_FIRST =
      Comparator.<Share>comparingDouble(share -> -Math.abs(share.size()))
          .thenComparingInt(Share::index);

  /**
   * What one feature has to do with it.
   *
   * @param value as the model is fed with it, with the sign of feature hashing
   * @param size what it adds to the margin
   */
  record Share(int index, float value, double size) {}

  /**
   * Explains the answer of a model, which changes nothing.
   *
   * @param asked the class to explain; empty: the likeliest
   * @throws ModelsException if there is no such class
   */
  static Explanation of(
      Learner learner, LinearModel model, FeatureVector features, OptionalInt asked)
      throws ModelsException {
    boolean ofClasses = learner.spec().loss() instanceof SoftmaxLoss;
    check(learner, asked);
    Answer answer = new Answer();
    learner.predict(model, features, answer);
    double prediction = answer.prediction();
    int output = asked.orElse(ofClasses ? (int) prediction : 0);
    double margin = margin(answer, ofClasses, output);
    List<Double> scores = new ArrayList<>();
    for (int k = 0; k < answer.scoreCount(); k++) {
      scores.add(answer.score(k));
    }
    learner.predict(model, new FeatureVector().sparse(new int[0], new float[0], 0), answer);
    double constant = margin(answer, ofClasses, output);
    List<Share> shares = new ArrayList<>();
    for (int k = 0; k < features.size(); k++) {
      int index = features.index(k);
      float value = features.values()[k];
      if (value != 0) {
        FeatureVector one = new FeatureVector().sparse(new int[] {index}, new float[] {value}, 1);
        learner.predict(model, one, answer);
        shares.add(new Share(index, value, margin(answer, ofClasses, output) - constant));
      }
    }
    shares.sort(LARGEST_FIRST);
    return new Explanation(output, margin, prediction, scores, constant, shares);
  }

  private static double margin(Answer answer, boolean ofClasses, int output) {
    return ofClasses ? answer.margin(output) : answer.margin();
  }

  private static void check(Learner learner, OptionalInt asked) throws ModelsException {
    if (asked.isEmpty()) {
      return;
    }
    if (!(learner.spec().loss() instanceof SoftmaxLoss softmax)) {
      throw new ModelsException(
          "--class is for losses over several classes: loss=" + learner.spec().loss().name());
    }
    if (asked.getAsInt() < 0 || asked.getAsInt() >= softmax.classes()) {
      throw new ModelsException(
          "--class must be in 0.." + (softmax.classes() - 1) + ": " + asked.getAsInt());
    }
  }

  /** The constant and all shares, added up: the margin, up to rounding. */
  double sum() {
    return constant + shares.stream().mapToDouble(Share::size).sum();
  }
}
