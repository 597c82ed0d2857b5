package io.thalweg.benchmarks.peers;

import io.thalweg.math.FeatureVector;
import io.thalweg.mirror.LogisticLoss;
import io.thalweg.mirror.MarginLoss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Draws streams from a linear model: features are normal, the margin m is ⟨w, x⟩/√d with normal w,
 * labels are m and standard noise, or 1 with the probability 1/(1 + e^(−2m)). The same for the same
 * settings. Built by naming what is out of the ordinary.
 */
final class DrawnStream {
  private final String name;
  private final MarginLoss loss;
  private final int dimension;
  private final int events;
  private double driftPerEvent;
  private int eventsPerRegime = Integer.MAX_VALUE;
  private double decades;
  private double tail;
  private double offset;

  DrawnStream(String name, MarginLoss loss, int dimension, int events) {
    this.name = name;
    this.loss = loss;
    this.dimension = dimension;
    this.events = events;
  }

  /** Weights forget what they were over so many events, by 1/e. */
  DrawnStream driftingOver(int memory) {
    driftPerEvent = 1.0 / memory;
    return this;
  }

  /** Weights are drawn anew after so many events. */
  DrawnStream jumpingEvery(int regime) {
    eventsPerRegime = regime;
    return this;
  }

  /** Features have scales of so many decades, uniform in the logarithm. */
  DrawnStream scaledOver(double decades) {
    this.decades = decades;
    return this;
  }

  /** All features of an event are multiplied by e^(tail·z), z normal, the same for all. */
  DrawnStream withTail(double tail) {
    this.tail = tail;
    return this;
  }

  /** Labels are shifted. */
  DrawnStream around(double offset) {
    this.offset = offset;
    return this;
  }

  LabelledStream draw() {
    Random random = new Random(name.hashCode());
    double[] weights = normal(random);
    double[] scales = new double[dimension];
    Arrays.setAll(scales, i -> StrictMath.pow(10, decades * (random.nextDouble() - 0.5)));
    double kept = StrictMath.exp(-driftPerEvent);
    double fresh = Math.sqrt(1 - kept * kept);
    List<FeatureVector> features = new ArrayList<>();
    double[] labels = new double[events];
    for (int t = 0; t < events; t++) {
      if (t % eventsPerRegime == eventsPerRegime - 1) {
        weights = normal(random);
      }
      double size = tail > 0 ? StrictMath.exp(tail * random.nextGaussian()) : 1;
      float[] x = new float[dimension];
      double margin = 0;
      for (int i = 0; i < dimension; i++) {
        if (driftPerEvent > 0) {
          weights[i] = kept * weights[i] + fresh * random.nextGaussian();
        }
        double value = size * random.nextGaussian();
        x[i] = (float) (scales[i] * value);
        margin += weights[i] * value / Math.sqrt(dimension);
      }
      features.add(new FeatureVector().dense(x, dimension));
      labels[t] = label(margin, random);
    }
    return new LabelledStream(name, loss, dimension, features, labels);
  }

  private double[] normal(Random random) {
    double[] values = new double[dimension];
    Arrays.setAll(values, i -> random.nextGaussian());
    return values;
  }

  private double label(double margin, Random random) {
    if (loss instanceof LogisticLoss) {
      return random.nextDouble() < 1 / (1 + StrictMath.exp(-2 * margin)) ? 1 : 0;
    }
    return offset + margin + random.nextGaussian();
  }
}
