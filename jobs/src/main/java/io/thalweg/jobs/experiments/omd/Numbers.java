package io.thalweg.jobs.experiments.omd;

/** Arithmetic on short vectors, from left to right. */
final class Numbers {
  private Numbers() {}

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }

  static double[] times(double factor, double[] a) {
    double[] product = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      product[i] = factor * a[i];
    }
    return product;
  }

  static void add(double[] a, double factor, double[] b) {
    for (int i = 0; i < a.length; i++) {
      a[i] += factor * b[i];
    }
  }

  /** The log loss at a margin for a class of ±1. */
  static double logLoss(double margin, double label) {
    double m = label * margin;
    return m > 0 ? Math.log1p(Math.exp(-m)) : -m + Math.log1p(Math.exp(m));
  }

  /** Its derivative in the margin. */
  static double logSlope(double margin, double label) {
    return -label / (1 + Math.exp(label * margin));
  }

  /** The slope of the line that fits log values over log lengths best, by least squares. */
  static double growth(int[] lengths, double[] values) {
    int n = lengths.length;
    double meanX = 0;
    double meanY = 0;
    for (int i = 0; i < n; i++) {
      meanX += Math.log(lengths[i]) / n;
      meanY += Math.log(values[i]) / n;
    }
    double xy = 0;
    double xx = 0;
    for (int i = 0; i < n; i++) {
      double x = Math.log(lengths[i]) - meanX;
      xy += x * (Math.log(values[i]) - meanY);
      xx += x * x;
    }
    return xy / xx;
  }
}
