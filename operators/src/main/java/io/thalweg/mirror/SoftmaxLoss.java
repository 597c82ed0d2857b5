package io.thalweg.mirror;

import io.thalweg.convex.Word;
import io.thalweg.math.StableMath;
import java.util.Arrays;

/**
 * The log loss −ln P(label) over several classes, P(k) = e^(margin of k) / Σ e^(margins); labels
 * are the classes' numbers from 0. The prediction is the number of the likeliest class.
 *
 * @param classes number of classes, in [2, 1024]
 */
public record SoftmaxLoss(int classes) implements Loss {
  private static final int MOST = 1024;

  /** Checks the number of classes. */
  public SoftmaxLoss {
    if (classes < 2 || classes > MOST) {
      throw new IllegalArgumentException(
          "classes must be in [2, " + MOST + "]: classes=" + classes);
    }
  }

  @Override
  public String name() {
    return "softmax";
  }

  @Override
  public String canonical() {
    return Word.of(name(), classes);
  }

  /**
   * Turns margins into probabilities, in place.
   *
   * @param margins double[≥ classes]
   * @return ln Σ e^margin, of which the loss is the label's margin short
   */
  double normalize(double[] margins) {
    double largest = margins[0];
    for (int k = 1; k < classes; k++) {
      largest = Math.max(largest, margins[k]);
    }
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      margins[k] = StableMath.exp(margins[k] - largest);
      sum += margins[k];
    }
    for (int k = 0; k < classes; k++) {
      margins[k] /= sum;
    }
    return largest + StrictMath.log(sum);
  }

  @Override
  public double[] forecast(Answer answer) {
    double[] probabilities = new double[classes];
    Arrays.setAll(probabilities, answer::score);
    return probabilities;
  }

  /** A probability that has vanished counts as the least normal number: the loss stays finite. */
  @Override
  public double value(double[] forecast, double label) {
    return -StrictMath.log(Math.max(forecast[(int) label], Double.MIN_NORMAL));
  }

  @Override
  public boolean accepts(double label) {
    return label >= 0 && label < classes && label == Math.rint(label);
  }

  @Override
  public boolean ofClasses() {
    return true;
  }

  @Override
  public String labelRule() {
    return "a whole number from 0 to " + (classes - 1);
  }
}
