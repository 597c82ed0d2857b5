package io.thalweg.mirror;

import io.thalweg.math.FeatureVector;
import io.thalweg.math.Kernels;
import io.thalweg.math.Overlap;
import java.util.Arrays;

/**
 * What is known about an example beside a model before anything changes; scratch of one learner.
 */
final class Round {
  private final Overlap overlap = new Overlap();
  private final double[] lanes = new double[8];

  /** The example. */
  FeatureVector x;

  /** The last example's values at the example's elements, float[≥ x.size()], if {@link #hinted}. */
  float[] hint = {};

  /** Whether the hint is not 0. */
  boolean hinted;

  /** ⟨v, x⟩ of the model's iterate v. */
  double product;

  /** ⟨z, x⟩ with the last example's features z; 0 without a hint. */
  double hintProduct;

  /** |x|². */
  double squaredNorm;

  /** Eight lanes at 0. */
  double[] lanes() {
    Arrays.fill(lanes, 0);
    return lanes;
  }

  void open(LinearModel model, FeatureVector x) {
    this.x = x;
    hinted = model.lastSlope != 0;
    if (hinted) {
      hint = overlap.align(model.last, x);
      hintProduct = Kernels.dot(hint, x.values(), x.size());
    } else {
      hintProduct = 0;
    }
    squaredNorm = Kernels.dot(x.values(), x.values(), x.size());
  }
}
