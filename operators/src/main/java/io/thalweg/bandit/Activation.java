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
    float slope(float output) {
      return output > 0 ? 1 : 0;
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
    float slope(float output) {
      return 1 - output * output;
    }
  };

  /** Below it in size, tanh z is z to float's precision, and the quotient would lose digits. */
  private static final float TINY = 1e-5f;

  /** z ← φ(z) for the first {@code n} elements. */
  abstract void apply(float[] z, int n);

  /** φ'(z), of which φ(z) is given. */
  abstract float slope(float output);

  private static float tanh(float z) {
    double size = Math.abs(z);
    if (!(size > TINY)) {
      return z;
    }
    double e = StableMath.exp(-2 * size);
    return (float) Math.copySign((1 - e) / (1 + e), z);
  }
}
