package io.thalweg.mirror;

/** What a loss says about one margin and label; filled by {@link Loss#evaluate}. */
public final class Evaluation {
  double value;
  double slope;
  double prediction;

  /** The loss. */
  public double value() {
    return value;
  }

  /** Its derivative in the margin. */
  public double slope() {
    return slope;
  }

  /** The answer that the margin stands for. */
  public double prediction() {
    return prediction;
  }
}
