package io.thalweg.bandit;

import io.thalweg.math.Cholesky;
import io.thalweg.math.KeyedRandom;
import java.util.Arrays;

/**
 * Online ridge regression, exact at every step, with the widths and the posterior samples that
 * LinUCB (Li, Chu, Langford, Schapire, WWW 2010) and linear Thompson sampling (Agrawal, Goyal, ICML
 * 2013) need.
 *
 * <p>Cost: a prediction is one product per arm; a width O(n²) per arm, a posterior sample O(n²), an
 * example O(n²), n inputs. With arms in blocks, a width and an example's update cost O(d·n), d the
 * values of the context.
 *
 * <p>Nothing overflows: features are floats, weights at most 1e9, so that A's elements stay below
 * 1e106 for 2^63 examples.
 */
public final class RidgeRegression implements Regression {
  private final RidgeSpec spec;
  private final Features features;
  private final Cholesky cholesky;
  private final double[] scratch;

  /** The regression that {@code spec} describes. */
  RidgeRegression(RidgeSpec spec, Features features) {
    this.spec = spec;
    this.features = features;
    cholesky = new Cholesky(features.inputs());
    scratch = new double[features.inputs()];
  }

  @Override
  public RidgeModel create() {
    double[] factor = new double[cholesky.length()];
    cholesky.start(factor, spec.penalty());
    return new RidgeModel(factor, new double[features.inputs()], new double[features.inputs()]);
  }

  private static RidgeModel ridge(RegressionModel model) {
    if (model instanceof RidgeModel ridge) {
      return ridge;
    }
    throw new IllegalArgumentException("a ridge regression needs its own model: model=" + model);
  }

  @Override
  public void predict(RegressionModel model, Arms arms, double[] losses) {
    predict(ridge(model).weights, arms, losses);
  }

  private void predict(double[] weights, Arms arms, double[] losses) {
    for (int a = 0; a < arms.count(); a++) {
      double sum = 0;
      for (int i = 0; i < arms.dimension(); i++) {
        sum += weights[arms.offset(a) + i] * arms.values()[arms.at(a) + i];
      }
      losses[a] = sum;
    }
  }

  /** Writes √(xᵀA⁻¹x) of each arm. */
  void widths(RegressionModel model, Arms arms, double[] widths) {
    RidgeModel m = ridge(model);
    for (int a = 0; a < arms.count(); a++) {
      spread(arms, a);
      cholesky.solveTransposed(m.factor, scratch);
      double square = 0;
      for (double w : scratch) {
        square += w * w;
      }
      widths[a] = Math.sqrt(square);
    }
  }

  /**
   * Writes what weights drawn from the posterior N(A⁻¹b, scale²·A⁻¹) predict for each arm. The
   * normal numbers are {@link KeyedRandom#bell}'s from {@code first} on.
   */
  void sample(
      RegressionModel model,
      Arms arms,
      double scale,
      KeyedRandom random,
      long first,
      double[] losses) {
    RidgeModel m = ridge(model);
    for (int i = 0; i < scratch.length; i++) {
      scratch[i] = scale * random.bell(first + i);
    }
    cholesky.solve(m.factor, scratch);
    for (int i = 0; i < scratch.length; i++) {
      scratch[i] += m.weights[i];
    }
    predict(scratch, arms, losses);
  }

  private void spread(Arms arms, int arm) {
    Arrays.fill(scratch, 0);
    int offset = arms.offset(arm);
    for (int i = 0; i < arms.dimension(); i++) {
      scratch[offset + i] = arms.values()[arms.at(arm) + i];
    }
  }

  @Override
  public void learn(RegressionModel model, long n, Arms arms, int arm, double loss, double weight) {
    RidgeModel m = ridge(model);
    spread(arms, arm);
    double root = Math.sqrt(weight);
    for (int i = 0; i < scratch.length; i++) {
      m.moments[i] += weight * loss * scratch[i];
      scratch[i] *= root;
    }
    cholesky.add(m.factor, scratch);
    m.solve(cholesky);
  }
}
