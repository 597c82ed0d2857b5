package io.thalweg.mirror;

import io.thalweg.convex.Hint;
import io.thalweg.convex.StepSize;
import io.thalweg.math.FeatureVector;
import io.thalweg.math.Kernels;
import io.thalweg.math.Overlap;
import io.thalweg.math.PagedVector;
import java.util.Arrays;
import java.util.List;

/**
 * Optimistic mirror descent on a box with a step size for each coordinate, AdaGrad's where the hint
 * is zero: {@link io.thalweg.convex.PerCoordinateDescent} tells the formulas and the bound, of
 * which this touches only the features of the current and, with a hint, of the last event.
 *
 * <p>Per coordinate two cells, x̂ and V side by side. The hint is the last event's slope times its
 * features, remembered; a coordinate that no event of the two has keeps both cells. O(non-zeros)
 * per event.
 */
final class PerCoordinateLearner implements Learner {
  private static final int VARIATION = 0;
  private static final int GRADIENT_SQUARES = 1;
  private static final int PROJECTED = 2;
  private static final int LAST_SLOPE = 3;
  private static final int NUMBERS = 4;

  private final LearnerSpec spec;
  private final MarginLoss loss;
  private final StepSize stepSize;
  private final double lower;
  private final double upper;
  private final boolean remembers;
  private final Layout layout;
  private final Overlap overlap = new Overlap();
  private final double[] lanes = new double[8];
  private final double[] surprises = new double[8];
  private final double[] squares = new double[8];
  private boolean projected;

  PerCoordinateLearner(LearnerSpec spec, Algorithm.PerCoordinate algorithm) {
    this.spec = spec;
    this.loss = MarginLoss.of(spec);
    this.stepSize = algorithm.stepSize();
    this.lower = algorithm.domain().lower();
    this.upper = algorithm.domain().upper();
    this.remembers = algorithm.hint().equals(Hint.LAST_GRADIENT);
    this.layout = Layout.of(spec.dimension(), 2, NUMBERS, remembers ? 1 : 0);
  }

  @Override
  public LearnerSpec spec() {
    return spec;
  }

  @Override
  public Layout layout() {
    return layout;
  }

  @Override
  public LinearModel create() {
    return LinearModel.create(layout);
  }

  @Override
  public void predict(LinearModel model, FeatureVector features, Answer into) {
    loss.answer(margin(model, features), into);
  }

  private double margin(LinearModel model, FeatureVector x) {
    Arrays.fill(lanes, 0);
    double slope = model.numbers[LAST_SLOPE];
    float[] values = x.values();
    float[] hints = slope == 0 ? values : overlap.align(model.memory[0], x);
    for (int k = 0; k < x.size(); k++) {
      double hint = slope == 0 ? 0 : slope * hints[k];
      lanes[k & 7] += played(model.cells, 2 * x.index(k), hint) * values[k];
    }
    return Kernels.tree(lanes);
  }

  private double played(PagedVector cells, int at, double hint) {
    double secondary = cells.get(at);
    if (hint == 0) {
      return secondary;
    }
    double step = stepSize.of(upper - lower, cells.get(at + 1));
    return Double.isNaN(step) ? secondary : Labels.clip(secondary - step * hint, lower, upper);
  }

  @Override
  public void learn(
      LinearModel model, FeatureVector features, double label, double weight, Answer into) {
    loss.judge(margin(model, features), label, into);
    model.rounds++;
    if (weight != 0) {
      update(model, features, weight * into.slope);
    }
  }

  /** Goes through the positions of this event's features and of the last one's, in order. */
  private void update(LinearModel model, FeatureVector x, double slope) {
    double[] numbers = model.numbers;
    Arrays.fill(surprises, 0);
    Arrays.fill(squares, 0);
    projected = false;
    FeatureVector z = remembers ? model.memory[0] : x;
    double last = numbers[LAST_SLOPE];
    int n = x.size();
    int m = last == 0 ? 0 : z.size();
    int j = 0;
    int k = 0;
    for (int count = 0; k < n || j < m; count++) {
      int index = k < n ? x.index(k) : Integer.MAX_VALUE;
      int lastIndex = j < m ? z.index(j) : Integer.MAX_VALUE;
      double hint = lastIndex <= index ? last * z.values()[j++] : 0;
      double gradient = index <= lastIndex ? slope * x.values()[k++] : 0;
      fold(model.cells, 2 * Math.min(index, lastIndex), gradient, hint, count & 7);
    }
    numbers[VARIATION] += Kernels.tree(surprises);
    numbers[GRADIENT_SQUARES] += Kernels.tree(squares);
    numbers[PROJECTED] += projected ? 1 : 0;
    if (remembers) {
      numbers[LAST_SLOPE] = slope;
      z.copyFrom(x);
    }
  }

  private void fold(PagedVector cells, int at, double gradient, double hint, int lane) {
    double error = gradient - hint;
    double square = error * error;
    double variation = cells.get(at + 1);
    double step = stepSize.of(upper - lower, variation);
    if (Double.isNaN(step)) {
      if (square < StepSize.LEAST_VARIATION) {
        return;
      }
      step = stepSize.first(upper - lower, Math.abs(error));
    }
    if (gradient != 0) {
      double moved = cells.get(at) - step * gradient;
      double clipped = Labels.clip(moved, lower, upper);
      projected |= clipped != moved;
      cells.set(at, clipped);
    }
    if (square != 0) {
      cells.set(at + 1, variation + square);
    }
    surprises[lane] += square;
    squares[lane] += gradient * gradient;
  }

  /** No one step size, each coordinate having its own. */
  @Override
  public Reading read(LinearModel model) {
    double[] numbers = model.numbers;
    return new Reading(
        Double.NaN,
        numbers[VARIATION],
        numbers[GRADIENT_SQUARES],
        numbers[PROJECTED],
        Double.NaN,
        List.of());
  }

  @Override
  public double weight(LinearModel model, int output, int index) {
    return model.cells.get(2 * index);
  }
}
