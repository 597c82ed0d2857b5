package io.thalweg.bandit;

import io.thalweg.math.KeyedRandom;
import java.util.Arrays;

/**
 * The network and its online regression in doubles and in the plainest form: the parameters in the
 * order of the papers (weights unit by unit, biases after them, layer by layer), every sum from
 * left to right.
 */
final class ReferenceNetwork {
  /** What can be done wrong. */
  enum Mistake {
    NONE,
    NO_SCALE,
    SLOPE_OF_SUM_IGNORED,
    SIGNS_SHIFTED,
    OFFSETS_NOT_DIVIDED,
    PERTURBATION_GRADIENT_FORGOTTEN,
    NOT_PROJECTED,
    PROJECTED_ON_ORIGIN
  }

  final int[] dims;
  final Activation activation;
  final Parametrization parametrization;
  final Mistake mistake;
  final int[] start;
  final double[] initial;
  double[] theta;
  double[][] signs = {};
  double size;

  ReferenceNetwork(
      int[] dims,
      Activation activation,
      Parametrization parametrization,
      long seed,
      Mistake mistake) {
    this.dims = Arrays.copyOf(dims, dims.length + 1);
    this.dims[dims.length] = 1;
    this.activation = activation;
    this.parametrization = parametrization;
    this.mistake = mistake;
    start = new int[dims.length + 1];
    for (int l = 0; l < dims.length; l++) {
      start[l + 1] = bias(l) + (hasBias() ? units(l) : 0);
    }
    initial = initial(seed);
    theta = initial.clone();
  }

  private boolean hasBias() {
    return parametrization == Parametrization.STANDARD;
  }

  int layers() {
    return start.length - 1;
  }

  private int inputs(int l) {
    return dims[l];
  }

  private int units(int l) {
    return dims[l + 1];
  }

  private int bias(int l) {
    return start[l] + inputs(l) * units(l);
  }

  int width() {
    return dims[dims.length - 2];
  }

  private double scale(int l) {
    return hasBias() || mistake == Mistake.NO_SCALE ? 1 : 1 / Math.sqrt(inputs(l));
  }

  private double[] initial(long seed) {
    KeyedRandom random = new KeyedRandom(seed, 3);
    double[] theta = new double[start[layers()]];
    double m = width();
    double sigma = 1 / (2 * (1 + Math.sqrt(Math.log(m)) / Math.sqrt(2 * m)));
    for (int l = 0; l < layers(); l++) {
      double square = 0;
      for (int p = start[l]; p < start[l + 1]; p++) {
        double bell = random.bell(p);
        square += bell * bell;
        theta[p] = hasBias() ? (2 * random.uniform(p) - 1) / Math.sqrt(inputs(l)) : bell * sigma;
      }
      if (!hasBias() && l == layers() - 1) {
        for (int p = start[l]; p < start[l + 1]; p++) {
          theta[p] = random.bell(p) / Math.sqrt(square);
        }
      }
    }
    return theta;
  }

  void perturb(int count, double size, long seed) {
    KeyedRandom random = new KeyedRandom(seed, 4);
    this.size = mistake == Mistake.OFFSETS_NOT_DIVIDED ? size : size / Math.pow(width(), 0.25);
    signs = new double[count][theta.length];
    int shift = mistake == Mistake.SIGNS_SHIFTED ? 1 : 0;
    for (int s = 0; s < count; s++) {
      for (int j = 0; j < theta.length; j++) {
        int bit = j + shift;
        signs[s][j] = (random.signs(s, theta.length, bit >> 6) >>> (bit & 63) & 1) == 1 ? 1 : -1;
      }
    }
  }

  private double activate(double z) {
    return activation == Activation.RELU ? Math.max(z, 0) : Math.tanh(z);
  }

  private double slope(double h) {
    if (mistake == Mistake.SLOPE_OF_SUM_IGNORED) {
      return 1;
    }
    return activation == Activation.RELU ? (h > 0 ? 1 : 0) : 1 - h * h;
  }

  private double[][] forward(double[] x) {
    double[][] h = new double[layers() + 1][];
    h[0] = x;
    for (int l = 0; l < layers(); l++) {
      h[l + 1] = new double[units(l)];
      for (int j = 0; j < units(l); j++) {
        double sum = 0;
        for (int i = 0; i < inputs(l); i++) {
          sum += theta[start[l] + j * inputs(l) + i] * h[l][i];
        }
        double z = scale(l) * sum + (hasBias() ? theta[bias(l) + j] : 0);
        h[l + 1][j] = l < layers() - 1 ? activate(z) : z;
      }
    }
    return h;
  }

  double value(double[] x) {
    return forward(x)[layers()][0];
  }

  double[] gradient(double[] x) {
    double[][] h = forward(x);
    double[] gradient = new double[theta.length];
    double[] delta = {1};
    for (int l = layers() - 1; l >= 0; l--) {
      double[] before = new double[inputs(l)];
      for (int j = 0; j < units(l); j++) {
        double d = l < layers() - 1 ? delta[j] * slope(h[l + 1][j]) : delta[j];
        for (int i = 0; i < inputs(l); i++) {
          gradient[start[l] + j * inputs(l) + i] = scale(l) * d * h[l][i];
          before[i] += scale(l) * d * theta[start[l] + j * inputs(l) + i];
        }
        if (hasBias()) {
          gradient[bias(l) + j] = d;
        }
      }
      delta = before;
    }
    return gradient;
  }

  double[] offsets() {
    double[] offsets = new double[signs.length];
    for (int s = 0; s < signs.length; s++) {
      for (int j = 0; j < theta.length; j++) {
        offsets[s] += size * (theta[j] - initial[j]) * signs[s][j];
      }
    }
    return offsets;
  }

  /** The outputs f + δₛ; the output itself without signs. */
  private double[] perturbed(double f) {
    double[] z = signs.length == 0 ? new double[1] : offsets();
    for (int s = 0; s < z.length; s++) {
      z[s] += f;
    }
    return z;
  }

  double score(double[] x, RegressionLoss loss) {
    double sum = 0;
    double[] z = perturbed(value(x));
    for (double zs : z) {
      sum += loss == RegressionLoss.SQUARED ? zs : 1 / (1 + Math.exp(-zs));
    }
    return sum / z.length;
  }

  double loss(double[] x, double y, RegressionLoss loss) {
    double sum = 0;
    double[] z = perturbed(value(x));
    for (double zs : z) {
      if (loss == RegressionLoss.SQUARED) {
        sum += 0.5 * (zs - y) * (zs - y);
      } else {
        double p = 1 / (1 + Math.exp(-zs));
        sum += y == 0 ? 0 : y * Math.log(y / p);
        sum += y == 1 ? 0 : (1 - y) * Math.log((1 - y) / (1 - p));
      }
    }
    return sum / z.length;
  }

  double[] lossGradient(double[] x, double y, RegressionLoss loss) {
    double[] z = perturbed(value(x));
    double[] gradient = gradient(x);
    double mean = 0;
    for (double zs : z) {
      mean += (loss == RegressionLoss.SQUARED ? zs : 1 / (1 + Math.exp(-zs))) - y;
    }
    mean /= z.length;
    for (int j = 0; j < gradient.length; j++) {
      gradient[j] *= mean;
      if (mistake != Mistake.PERTURBATION_GRADIENT_FORGOTTEN) {
        for (int s = 0; s < signs.length; s++) {
          double r = (loss == RegressionLoss.SQUARED ? z[s] : 1 / (1 + Math.exp(-z[s]))) - y;
          gradient[j] += size * r * signs[s][j] / signs.length;
        }
      }
    }
    return gradient;
  }

  void step(double[] x, double y, RegressionLoss loss, double rate) {
    double[] gradient = lossGradient(x, y, loss);
    for (int j = 0; j < theta.length; j++) {
      theta[j] -= rate * gradient[j];
    }
  }

  /** Each layer's distance before it is projected. */
  double[] project(double hidden, double output) {
    double[] distances = new double[layers()];
    for (int l = 0; l < layers(); l++) {
      double square = 0;
      for (int p = start[l]; p < start[l + 1]; p++) {
        square += Math.pow(theta[p] - initial[p], 2);
      }
      distances[l] = Math.sqrt(square);
      double factor = (l < layers() - 1 ? hidden : output) / distances[l];
      for (int p = start[l]; p < start[l + 1]; p++) {
        if (factor < 1 && mistake == Mistake.PROJECTED_ON_ORIGIN) {
          theta[p] *= factor;
        } else if (factor < 1 && mistake != Mistake.NOT_PROJECTED) {
          theta[p] = initial[p] + factor * (theta[p] - initial[p]);
        }
      }
    }
    return distances;
  }
}
