package io.thalweg.benchmarks;

import io.thalweg.math.FeatureVector;

/**
 * The arithmetic that no linear learner can do without, and nothing else: a dot product with a
 * table of floats, a sigmoid, the log loss, and one scaled addition. What is left when speed is
 * all.
 */
public final class FloatLoop {
  private static final double RATE = 0.1;

  private final float[] weights = new float[LearnerExamples.DIMENSION];

  /** Folds an example in and returns the loss before. */
  public double learn(FeatureVector x, double label) {
    int[] indices = x.indices();
    float[] values = x.values();
    int n = x.size();
    float margin = 0;
    for (int k = 0; k < n; k++) {
      margin += weights[indices[k]] * values[k];
    }
    double e = Math.exp(-Math.abs(margin));
    double probability = (margin > 0 ? 1 : e) / (1 + e);
    double wrong = label > 0 ? -margin : margin;
    double loss = Math.log1p(e) + (wrong > 0 ? wrong : 0);
    float step = (float) (RATE * (probability - label));
    for (int k = 0; k < n; k++) {
      weights[indices[k]] -= step * values[k];
    }
    return loss;
  }
}
