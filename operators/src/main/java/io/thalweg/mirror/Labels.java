package io.thalweg.mirror;

/** The labels that losses are defined for, and the tests that several losses share. */
final class Labels {
  /** Labels 0 and 1, which classification losses read as −1 and 1. */
  static final String CLASSES = "0 or 1";

  static final String FINITE = "a finite number of at most " + Float.MAX_VALUE + " in size";

  private static final double KINK = 1e-12;

  private Labels() {}

  static boolean isClass(double label) {
    return label == 0 || label == 1;
  }

  static boolean isFinite(double label) {
    return Math.abs(label) <= Float.MAX_VALUE;
  }

  /** y = ±1 of a label 1 or 0. */
  static double sign(double label) {
    return label > 0 ? 1 : -1;
  }

  static double clip(double value, double lower, double upper) {
    return Math.min(upper, Math.max(lower, value));
  }

  /** Whether two numbers are equal but for rounding. */
  static boolean meet(double a, double b) {
    return Math.abs(a - b) <= KINK * Math.max(1, Math.max(Math.abs(a), Math.abs(b)));
  }
}
