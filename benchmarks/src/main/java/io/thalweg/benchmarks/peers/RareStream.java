package io.thalweg.benchmarks.peers;

import io.thalweg.benchmarks.LearnerExamples;
import io.thalweg.math.FeatureVector;
import io.thalweg.mirror.LogisticLoss;
import java.util.List;
import java.util.stream.IntStream;

/** The sparse examples of the speed benchmark, for which positive labels can be made rare. */
final class RareStream {
  private static final int EVENTS = 100_000;

  private RareStream() {}

  /**
   * Draws the stream.
   *
   * @param offset added to every margin that labels are drawn from
   */
  static LabelledStream of(String name, double offset) {
    LearnerExamples examples = new LearnerExamples(EVENTS, offset);
    List<FeatureVector> features = IntStream.range(0, EVENTS).mapToObj(examples::features).toList();
    double[] labels = IntStream.range(0, EVENTS).mapToDouble(examples::label).toArray();
    return new LabelledStream(
        name, new LogisticLoss(), LearnerExamples.DIMENSION, features, labels);
  }
}
