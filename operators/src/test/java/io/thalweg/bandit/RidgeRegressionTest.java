package io.thalweg.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.thalweg.math.KeyedRandom;
import io.thalweg.math.Lcg;
import org.junit.jupiter.api.Test;

class RidgeRegressionTest {
  private static final double PENALTY = 0.5;

  /** A and b kept as they are defined, and solved by elimination. */
  private static final class Textbook {
    final double[][] a;
    final double[] b;

    Textbook(int n) {
      a = new double[n][n];
      b = new double[n];
      for (int i = 0; i < n; i++) {
        a[i][i] = PENALTY;
      }
    }

    void learn(double[] x, double y, double weight) {
      for (int i = 0; i < x.length; i++) {
        b[i] += weight * y * x[i];
        for (int j = 0; j < x.length; j++) {
          a[i][j] += weight * x[i] * x[j];
        }
      }
    }

    double[] solve(double[] right) {
      int n = right.length;
      double[][] m = new double[n][];
      double[] x = right.clone();
      for (int i = 0; i < n; i++) {
        m[i] = a[i].clone();
      }
      for (int k = 0; k < n; k++) {
        for (int i = k + 1; i < n; i++) {
          double f = m[i][k] / m[k][k];
          for (int j = k; j < n; j++) {
            m[i][j] -= f * m[k][j];
          }
          x[i] -= f * x[k];
        }
      }
      for (int k = n - 1; k >= 0; k--) {
        for (int j = k + 1; j < n; j++) {
          x[k] -= m[k][j] * x[j];
        }
        x[k] /= m[k][k];
      }
      return x;
    }
  }

  private static double[] inputs(Features features, Arms arms, int arm) {
    double[] x = new double[features.inputs()];
    for (int i = 0; i < arms.dimension(); i++) {
      x[arms.offset(arm) + i] = arms.values()[arms.at(arm) + i];
    }
    return x;
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @Test
  void predictionsAndWidthsAreThoseOfTheNormalEquations() {
    for (Features features : new Features[] {new ArmFeatures(5), new ArmBlocks(3, 4)}) {
      RidgeRegression regression = new RidgeSpec(PENALTY).regression(features);
      RidgeModel model = regression.create();
      Textbook textbook = new Textbook(features.inputs());
      Lcg random = new Lcg(1);
      double[] losses = new double[4];
      double[] widths = new double[4];
      for (int n = 1; n <= 100; n++) {
        Arms arms = Worlds.arms(features, random, 4);
        regression.predict(model, arms, losses);
        regression.widths(model, arms, widths);
        double[] weights = textbook.solve(textbook.b);
        for (int a = 0; a < 4; a++) {
          double[] x = inputs(features, arms, a);
          assertThat(losses[a]).isCloseTo(product(weights, x), within(1e-12));
          assertThat(widths[a]).isCloseTo(Math.sqrt(product(x, textbook.solve(x))), within(1e-12));
        }
        int arm = random.below(4);
        double y = random.uniform();
        double weight = random.below(3);
        regression.learn(model, n, arms, arm, y, weight);
        textbook.learn(inputs(features, arms, arm), y, weight);
      }
    }
  }

  @Test
  void posteriorSamplesHaveItsMeanAndItsWidth() {
    Features features = new ArmFeatures(4);
    RidgeRegression regression = new RidgeSpec(PENALTY).regression(features);
    RidgeModel model = regression.create();
    Lcg random = new Lcg(2);
    for (int n = 1; n <= 30; n++) {
      regression.learn(model, n, Worlds.arms(features, random, 1), 0, random.uniform(), 1);
    }
    Arms arms = Worlds.arms(features, random, 2);
    double[] losses = new double[2];
    double[] widths = new double[2];
    double[] sample = new double[2];
    regression.predict(model, arms, losses);
    regression.widths(model, arms, widths);
    double scale = 0.7;
    int draws = 20_000;
    double[] sum = new double[2];
    double[] squares = new double[2];
    KeyedRandom keyed = new KeyedRandom(3, Draws.POSTERIOR);
    for (int s = 0; s < draws; s++) {
      regression.sample(model, arms, scale, keyed, KeyedRandom.combine(5, s), sample);
      for (int a = 0; a < 2; a++) {
        sum[a] += sample[a] - losses[a];
        squares[a] += (sample[a] - losses[a]) * (sample[a] - losses[a]);
      }
    }
    for (int a = 0; a < 2; a++) {
      double deviation = scale * widths[a];
      // Five standard errors.
      assertThat(Math.abs(sum[a] / draws)).isLessThan(5 * deviation / Math.sqrt(draws));
      assertThat(squares[a] / draws / (deviation * deviation))
          .isCloseTo(1, within(5 * Math.sqrt(2.0 / draws)));
    }
  }
}
