package io.thalweg.convex;

import io.thalweg.math.StableMath;

/** Exponential weights. */
final class Softmax {
  private Softmax() {}

  /** scores ← e^scores / Σ e^scores over a stretch, whatever the size of the scores. */
  static void apply(double[] scores, int from, int n) {
    double top = Vectors.max(scores, from, n);
    for (int i = from; i < from + n; i++) {
      scores[i] = StableMath.exp(scores[i] - top);
    }
    double total = Vectors.sum(scores, from, n);
    for (int i = from; i < from + n; i++) {
      scores[i] /= total;
    }
  }
}
