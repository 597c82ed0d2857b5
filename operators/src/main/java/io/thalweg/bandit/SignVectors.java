package io.thalweg.bandit;

import io.thalweg.math.Kernels;
import io.thalweg.math.KeyedRandom;
import java.util.Arrays;

/**
 * The arithmetic of {@link Perturbation.Signs}: what each sign vector adds to an output, and the
 * gradient of the mean loss over them. Sign j of a vector belongs to the parameter whose random
 * draws have number j.
 */
final class SignVectors {
  private final long[][] words;
  private final double size;
  private final double[] offsets;
  private final double[] slopes;
  private final double[] lanes = new double[8];

  private SignVectors(int count, double size, int parameters) {
    words = new long[count][(parameters + 63) >>> 6];
    offsets = new double[count];
    slopes = new double[count];
    this.size = size;
  }

  /** Those of a perturbation; none where it is no perturbation by signs. */
  static SignVectors of(Perturbation perturbation, Network network, long seed) {
    int parameters = network.shape().parameters();
    if (!(perturbation instanceof Perturbation.Signs signs)) {
      return new SignVectors(0, 0, parameters);
    }
    double root = Math.sqrt(Math.sqrt(network.shape().width()));
    SignVectors vectors = new SignVectors(signs.count(), signs.size() / root, parameters);
    KeyedRandom random = new KeyedRandom(seed, Draws.SIGNS);
    for (int s = 0; s < signs.count(); s++) {
      for (int l = 0; l < network.layers(); l++) {
        for (int p = network.start(l); p < network.start(l + 1); p++) {
          int j = network.draw(l, p);
          long bit = random.signs(s, parameters, j >>> 6) >>> j & 1;
          vectors.words[s][p >>> 6] |= bit << p;
        }
      }
    }
    return vectors;
  }

  /** Whether there is none. */
  boolean isEmpty() {
    return words.length == 0;
  }

  /** Finds δₛ = size · ⟨θ − θ₀, εₛ⟩ for every s. */
  void measure(float[] parameters, float[] initial) {
    for (int s = 0; s < words.length; s++) {
      Arrays.fill(lanes, 0);
      for (int p = 0; p < parameters.length; p++) {
        double distance = (double) parameters[p] - initial[p];
        lanes[p & 7] += isPlus(s, p) ? distance : -distance;
      }
      offsets[s] = size * Kernels.tree(lanes);
    }
  }

  /** The mean prediction over the vectors, as last measured; the plain one without vectors. */
  double prediction(RegressionLoss loss, double z) {
    if (isEmpty()) {
      return loss.prediction(z);
    }
    double sum = 0;
    for (double offset : offsets) {
      sum += loss.prediction(z + offset);
    }
    return sum / offsets.length;
  }

  /** The mean slope over the vectors, as last measured; the plain one without vectors. */
  double slope(RegressionLoss loss, double z, double y) {
    if (isEmpty()) {
      return loss.slope(z, y);
    }
    double sum = 0;
    for (int s = 0; s < offsets.length; s++) {
      slopes[s] = loss.slope(z + offsets[s], y);
      sum += slopes[s];
    }
    return sum / offsets.length;
  }

  /** θ ← θ − step · size · (1/S) Σ rₛ·εₛ, with the slopes r found last. */
  void step(float[] parameters, double step) {
    double factor = step * size / offsets.length;
    for (int p = 0; p < parameters.length; p++) {
      double sum = 0;
      for (int s = 0; s < slopes.length; s++) {
        sum += isPlus(s, p) ? slopes[s] : -slopes[s];
      }
      parameters[p] -= (float) (factor * sum);
    }
  }

  private boolean isPlus(int s, int p) {
    return (words[s][p >>> 6] >>> p & 1) != 0;
  }
}
