package io.thalweg.stream;

import io.thalweg.Prediction;
import io.thalweg.Quantile;
import io.thalweg.mirror.Answer;
import io.thalweg.mirror.LearnerSpec;
import java.util.ArrayList;
import java.util.List;

/** What the scores of an answer are called in the protocol. */
final class Scores {
  private Scores() {}

  /** Puts the scores of {@code answer}, of a learner of {@code spec}, into a prediction. */
  static void put(Answer answer, LearnerSpec spec, Prediction into) {
    List<Double> levels = spec.quantiles();
    if (levels.isEmpty()) {
      List<Double> probabilities = new ArrayList<>(answer.scoreCount());
      for (int k = 0; k < answer.scoreCount(); k++) {
        probabilities.add(answer.score(k));
      }
      into.setProbabilities(probabilities);
      return;
    }
    List<Quantile> quantiles = new ArrayList<>(levels.size());
    for (int k = 0; k < levels.size(); k++) {
      quantiles.add(new Quantile(levels.get(k), answer.score(k)));
    }
    into.setQuantiles(quantiles);
  }
}
