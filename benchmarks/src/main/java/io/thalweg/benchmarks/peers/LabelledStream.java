package io.thalweg.benchmarks.peers;

import io.thalweg.math.FeatureVector;
import io.thalweg.mirror.LogisticLoss;
import io.thalweg.mirror.MarginLoss;
import io.thalweg.mirror.PinballLoss;
import java.util.List;

/**
 * Labelled events in their order, whole in memory, and the loss that they are to be learned by. A
 * constant feature is not among them: each learner brings its own.
 *
 * @param dimension positions of the features
 * @param labels double[features.size()]
 */
record LabelledStream(
    String name, MarginLoss loss, int dimension, List<FeatureVector> features, double[] labels) {

  int size() {
    return labels.length;
  }

  /** The same events, with other labels and another loss. */
  LabelledStream labelled(String name, MarginLoss loss, double[] labels) {
    return new LabelledStream(name, loss, dimension, features, labels);
  }

  /** What Vowpal Wabbit is started with for this loss, its defaults for all else. */
  String vowpalWabbitOptions() {
    String named = loss.name();
    if (loss instanceof PinballLoss pinball) {
      named = "quantile --quantile_tau " + pinball.level();
    }
    return "--loss_function " + named + " -b 18 --quiet";
  }

  /** An event as Vowpal Wabbit reads it; names that are numbers are positions there, unhashed. */
  String vowpalWabbitLine(int t) {
    FeatureVector x = features.get(t);
    boolean classes = loss instanceof LogisticLoss;
    StringBuilder line = new StringBuilder();
    line.append(classes ? 2 * labels[t] - 1 : labels[t]).append(" |");
    for (int k = 0; k < x.size(); k++) {
      line.append(' ').append(x.index(k)).append(':').append(x.values()[k]);
    }
    return line.toString();
  }
}
