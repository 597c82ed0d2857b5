package io.thalweg.bandit;

import io.thalweg.math.StableMath;

/** What a hidden unit makes of its sum; the slope is known from the output alone. */
public enum Activation {
  /** max(z, 0). */
  RELU {
    @Override
    void apply(float[] z, int n) {
      for (int j = 0; j < n; j++) {
        z[j] = Math.max(z[j], 0);
      }
    }

    @Override
    void timesSlope(float[] delta, float[] output, int n) {
      for (int j = 0; j < n; j++) {
        delta[j] = output[j] > 0 ? delta[j] : 0;
      }
    }
  },

  /** The hyperbolic tangent, rounded from double. */
  TANH {
    @Override
    void apply(float[] z, int n) {
      for (int j = 0; j < n; j++) {
        z[j] = tanh(z[j]);
      }
    }

    @Override
    void timesSlope(float[] delta, float[] output, int n) {
      for (int j = 0; j < n; j++) {
        delta[j] *= 1 - output[j] * output[j];
      }
    }
  };

  /** Below it in size, tanh z is z to float's precision, and the quotient would lose digits. */
  private static final float TINY = 1e-5f;

  /** z ← φ(z) for the first {@code n} elements. */
  abstract void apply(float[] z, int n);

  /** δ ← δ · φ'(z), of which φ(z) is given. */
  abstract void timesSlope(float[] delta, float[] output, int n);

  private static float tanh(float z) {
    double size = Math.abs(z);
    if (!(size > TINY)) {
      return z;
    }
    double e = StableMath.exp(-2 * size);
    return (float) Math.copySign((1 - e) / (1 + e), z);
  }
}
