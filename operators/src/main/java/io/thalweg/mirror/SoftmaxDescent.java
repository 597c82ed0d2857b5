package io.thalweg.mirror;

import static io.thalweg.mirror.Geometry.GRADIENT_SQUARES;
import static io.thalweg.mirror.Geometry.LAST_SLOPE;
import static io.thalweg.mirror.Geometry.LAST_SQUARED_NORM;
import static io.thalweg.mirror.Geometry.MOVEMENT;
import static io.thalweg.mirror.Geometry.PROJECTED;
import static io.thalweg.mirror.Geometry.SCALE;
import static io.thalweg.mirror.Geometry.VARIATION;

import io.thalweg.convex.Ball;
import io.thalweg.convex.Hint;
import io.thalweg.convex.StepSize;
import io.thalweg.math.Cells;
import io.thalweg.math.FeatureVector;
import io.thalweg.math.Kernels;
import io.thalweg.math.Overlap;
import java.util.Arrays;
import java.util.List;

/**
 * {@link MirrorDescent} for several classes: the iterate is a matrix of a row of weights per class,
 * the ball is that of the Frobenius norm, and the gradient is the matrix s ⊗ x of the slopes, P(k)
 * less 1 for the label's class, and the features. O(classes · non-zeros) per event.
 *
 * <p>Cells: the classes' weights of one coordinate side by side. Numbers: those of {@link
 * Geometry}, with s ⊗ z of the last event in the place of z, hence 1 in that of its slope where
 * there is a hint; then the last slopes, one for each class.
 */
final class SoftmaxDescent implements Learner {
  private static final int SLOPES = Geometry.NUMBERS;
  private static final long REFRESH_MASK = (1 << 16) - 1;

  private final LearnerSpec spec;
  private final Layout layout;
  private final Judge judge;
  private final int classes;
  private final StepSize stepSize;
  private final BallGeometry geometry;
  private final double diameter;
  private final boolean remembers;
  private final Overlap overlap = new Overlap();
  private final Cells cells = new Cells();
  private final double[] products;
  private final double[] margins;
  private final double[] lanes;
  private double hintProduct;
  private double squaredNorm;

  SoftmaxDescent(LearnerSpec spec, Algorithm.Lazy algorithm) {
    this.spec = spec;
    this.judge = Judge.of(spec.loss());
    this.classes = judge.margins();
    this.stepSize = algorithm.stepSize();
    this.geometry = new BallGeometry(ball(algorithm).radius());
    this.diameter = algorithm.domain().diameter(spec.dimension());
    this.remembers = algorithm.hint().equals(Hint.LAST_GRADIENT);
    this.layout = Layout.of(spec.dimension(), classes, SLOPES + classes, remembers ? 1 : 0);
    this.products = new double[classes];
    this.margins = new double[classes];
    this.lanes = new double[8 * classes];
  }

  private static Ball ball(Algorithm.Lazy algorithm) {
    if (algorithm.domain() instanceof Ball ball) {
      return ball;
    }
    throw new IllegalArgumentException(
        "a lazy learner of several classes must have a ball: domain="
            + algorithm.domain().canonical());
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
  public int outputs() {
    return classes;
  }

  @Override
  public LinearModel create() {
    LinearModel model = LinearModel.create(layout);
    model.numbers[SCALE] = 1;
    return model;
  }

  private double stepSize(LinearModel model) {
    return stepSize.of(diameter, model.numbers[VARIATION]);
  }

  private static double hintStep(LinearModel model, double step) {
    return model.numbers[LAST_SLOPE] == 0 ? 0 : step;
  }

  @Override
  public void predict(LinearModel model, FeatureVector features, Answer into) {
    look(model, features, hintStep(model, stepSize(model)));
    judge.answer(margins, into);
  }

  private void look(LinearModel model, FeatureVector x, double hintStep) {
    int n = x.size();
    float[] values = x.values();
    double[] numbers = model.numbers;
    squaredNorm = Kernels.dot(values, values, n);
    hintProduct = hintStep == 0 ? 0 : Kernels.dot(overlap.align(model.memory[0], x), values, n);
    Arrays.fill(lanes, 0);
    cells.read(model.cells, x, classes);
    double[] slab = cells.slab();
    int[] at = cells.at();
    for (int k = 0; k < n; k++) {
      for (int c = 0; c < classes; c++) {
        lanes[8 * c + (k & 7)] += slab[at[classes * k + c]] * values[k];
      }
    }
    double shrink = geometry.shrink(numbers, hintStep);
    for (int c = 0; c < classes; c++) {
      products[c] = Kernels.tree(lanes, 8 * c);
      double hinted = hintStep * numbers[SLOPES + c] * hintProduct;
      margins[c] = shrink * (numbers[SCALE] * products[c] - hinted);
    }
  }

  @Override
  public void learn(
      LinearModel model, FeatureVector features, double label, double weight, Answer into) {
    double step = stepSize(model);
    look(model, features, hintStep(model, step));
    judge.judge(margins, label, into);
    model.rounds++;
    if (weight != 0) {
      update(model, features, step, weight);
    }
    if ((model.rounds & REFRESH_MASK) == 0) {
      geometry.refresh(model);
    }
  }

  private void update(LinearModel model, FeatureVector x, double knownStep, double weight) {
    double[] numbers = model.numbers;
    double slopeSquares = 0;
    double slopeProduct = 0;
    double product = 0;
    for (int c = 0; c < classes; c++) {
      double slope = weight * margins[c];
      margins[c] = slope;
      slopeSquares += slope * slope;
      slopeProduct += slope * numbers[SLOPES + c];
      product += slope * products[c];
    }
    double square = slopeSquares * squaredNorm;
    double crossed = slopeProduct * hintProduct;
    double last = numbers[LAST_SLOPE] == 0 ? 0 : numbers[LAST_SQUARED_NORM];
    double surprise = Math.max(0, square + last - 2 * crossed);
    double step = knownStep;
    if (Double.isNaN(step)) {
      if (surprise < StepSize.LEAST_VARIATION) {
        return;
      }
      step = stepSize.first(diameter, Math.sqrt(surprise));
    }
    numbers[VARIATION] += surprise;
    numbers[GRADIENT_SQUARES] += square;
    if (slopeSquares != 0) {
      add(x, -step / numbers[SCALE]);
    }
    geometry.step(model, product, square, slopeSquares == 0 ? 0 : step, hintStep(model, step));
    geometry.arrive(model, product, crossed, square, remembers ? stepSize(model) : 0);
    if (remembers) {
      numbers[LAST_SLOPE] = slopeSquares == 0 ? 0 : 1;
      numbers[LAST_SQUARED_NORM] = square;
      System.arraycopy(margins, 0, numbers, SLOPES, classes);
      model.memory[0].copyFrom(x);
    }
  }

  private void add(FeatureVector x, double factor) {
    cells.write();
    double[] slab = cells.slab();
    int[] at = cells.at();
    for (int k = 0; k < x.size(); k++) {
      double scaled = factor * x.values()[k];
      for (int c = 0; c < classes; c++) {
        slab[at[classes * k + c]] += scaled * margins[c];
      }
    }
  }

  @Override
  public Reading read(LinearModel model) {
    double[] numbers = model.numbers;
    return new Reading(
        stepSize(model),
        numbers[VARIATION],
        numbers[GRADIENT_SQUARES],
        numbers[PROJECTED],
        Math.sqrt(numbers[MOVEMENT]),
        List.of());
  }

  @Override
  public double weight(LinearModel model, int output, int index) {
    return model.numbers[SCALE] * model.cells.get(classes * index + output);
  }
}
