package io.thalweg.benchmarks.peers;

import io.thalweg.math.FeatureVector;
import io.thalweg.mirror.Adaptive;
import io.thalweg.mirror.Answer;
import io.thalweg.mirror.Learner;
import io.thalweg.mirror.LearnerSpec;
import io.thalweg.mirror.LinearModel;
import io.thalweg.mirror.MarginLoss;
import java.io.IOException;
import java.io.UncheckedIOException;
import vowpalWabbit.learner.VWLearners;
import vowpalWabbit.learner.VWScalarLearner;

/** A learner that goes once through a stream, each event predicted before it is learned. */
interface Contestant {
  /** Its constants, for the table; empty where it has none. */
  String settings();

  /** Mean loss of the predictions; not finite if it ran away. */
  double loss(LabelledStream stream);

  /** The learner under test, with nothing given but the loss. */
  record Ours() implements Contestant {
    @Override
    public String settings() {
      return "";
    }

    @Override
    public double loss(LabelledStream stream) {
      LearnerSpec spec = new LearnerSpec(stream.loss(), new Adaptive(), stream.dimension());
      Learner learner = Learner.of(spec);
      LinearModel model = learner.create();
      Answer answer = new Answer();
      double sum = 0;
      for (int t = 0; t < stream.size(); t++) {
        learner.learn(model, stream.features().get(t), stream.labels()[t], 1, answer);
        sum += answer.loss();
      }
      return sum / stream.size();
    }
  }

  /** Vowpal Wabbit with nothing given but the loss: adaptive, normalized and invariant. */
  record VowpalWabbit() implements Contestant {
    @Override
    public String settings() {
      return "";
    }

    @Override
    public double loss(LabelledStream stream) {
      try (VWScalarLearner learner = VWLearners.create(stream.vowpalWabbitOptions())) {
        double sum = 0;
        for (int t = 0; t < stream.size(); t++) {
          double prediction = learner.learn(stream.vowpalWabbitLine(t));
          sum += stream.loss().value(prediction, stream.labels()[t]);
        }
        return sum / stream.size();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * Weights of a textbook's learner, one for each position and one for the feature that is always
   * 1, which are changed along each event's gradient.
   */
  abstract class Weights {
    private final MarginLoss loss;
    private final int constant;

    Weights(LabelledStream stream) {
      this.loss = stream.loss();
      this.constant = stream.dimension();
    }

    /** The weight of a position now. */
    abstract double weight(int index);

    /** Learns from a gradient that is not 0. */
    abstract void learn(int index, double gradient);

    /** Is told that an event is over. */
    void next() {}

    final double run(LabelledStream stream) {
      double sum = 0;
      for (int t = 0; t < stream.size() && Double.isFinite(sum); t++) {
        FeatureVector x = stream.features().get(t);
        float[] values = x.values();
        double margin = weight(constant);
        for (int k = 0; k < x.size(); k++) {
          margin += weight(x.index(k)) * values[k];
        }
        double label = stream.labels()[t];
        sum += loss.value(margin, label);
        double slope = loss.slope(margin, label);
        if (slope != 0) {
          learn(constant, slope);
          for (int k = 0; k < x.size(); k++) {
            if (values[k] != 0) {
              learn(x.index(k), slope * values[k]);
            }
          }
        }
        next();
      }
      return Double.isFinite(sum) ? sum / stream.size() : Double.POSITIVE_INFINITY;
    }
  }
}
