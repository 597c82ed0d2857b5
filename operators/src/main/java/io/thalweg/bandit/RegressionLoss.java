package io.thalweg.bandit;

import io.thalweg.math.StableMath;

/** The loss that an online regression on observed losses y in [0, 1] has at an output z. */
public enum RegressionLoss {
  /** ½(z − y)²; the prediction is z itself. */
  SQUARED {
    @Override
    double prediction(double z) {
      return z;
    }

    @Override
    double slope(double z, double y) {
      return z - y;
    }

    @Override
    double value(double z, double y) {
      double difference = z - y;
      return 0.5 * difference * difference;
    }
  },

  /**
   * The Kullback-Leibler divergence y·ln(y/ŷ) + (1−y)·ln((1−y)/(1−ŷ)) of the prediction ŷ = 1/(1 +
   * e<sup>−z</sup>). Only −|z| is exponentiated: nothing overflows.
   */
  KULLBACK_LEIBLER {
    @Override
    double prediction(double z) {
      double e = StableMath.exp(-Math.abs(z));
      return z >= 0 ? 1 / (1 + e) : e / (1 + e);
    }

    @Override
    double slope(double z, double y) {
      return prediction(z) - y;
    }

    @Override
    double value(double z, double y) {
      double softplus = Math.max(z, 0) + StableMath.log1p(StableMath.exp(-Math.abs(z)));
      return softplus - y * z + xLogX(y) + xLogX(1 - y);
    }
  };

  /** How far from 0 and 1 predicted probabilities are kept. */
  static final double MARGIN = 1e-6;

  /** ŷ, the predicted loss of an arm. */
  abstract double prediction(double z);

  /** ŷ as it is told: of a probability, kept {@link #MARGIN} from 0 and 1. */
  double told(double prediction) {
    return this == SQUARED ? prediction : Math.max(MARGIN, Math.min(1 - MARGIN, prediction));
  }

  /** dℓ/dz. */
  abstract double slope(double z, double y);

  /** ℓ, never negative up to rounding. */
  abstract double value(double z, double y);

  private static double xLogX(double x) {
    return x > 0 ? x * StrictMath.log(x) : 0;
  }
}
