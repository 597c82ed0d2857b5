package io.thalweg.mirror;

import io.thalweg.convex.Box;
import io.thalweg.convex.ElasticNet;
import io.thalweg.convex.Hint;
import io.thalweg.convex.L1;
import io.thalweg.convex.L2;
import io.thalweg.convex.Regularizer;
import io.thalweg.convex.StepSize;
import io.thalweg.math.Cells;
import io.thalweg.math.FeatureVector;
import io.thalweg.math.Kernels;
import io.thalweg.math.Overlap;
import java.util.Arrays;
import java.util.List;

/**
 * {@link MirrorDescent} on a box with an elastic net l1·|x|₁ + (l2/2)·|x|² in both steps of a round
 * (Wang, Zhao et al., NeurIPS 2024, have composite functions in this setting), in O(non-zeros) per
 * event although every round shrinks every coordinate. With S[y] = soft(y, η·l1) / (1 + η·l2) and P
 * the clipping to the box,
 *
 * <pre>
 *   margin   p = ⟨P[S[x̂ − η·M]], x⟩
 *   learn    x̂ ← P[S[x̂ − η·g]],  V ← V + |g − M|²,  M ← g or 0
 * </pre>
 *
 * <p>What a coordinate misses while no event touches it is made up for by two sums that all of them
 * share, growth ← growth·(1 + η·l2) and threshold ← threshold + η·l1·growth: the cell of x̂ᵢ = y
 * holds ±(|y|·growth + threshold) as of when y was written, and reads as ±max(0, |cell| −
 * threshold) / growth at any time. Hence a coordinate that has become 0 stays 0 until it is
 * touched. A weight is exact to 2⁻⁵³ of what the threshold has taken from each so far. When growth
 * passes {@value #LARGEST_GROWTH}, all cells are divided by it, once in a great while.
 *
 * <p>On a ball this would not be exact, since its projection moves all coordinates by what all of
 * them are; without a bound a self-tuned step has no diameter to go by.
 */
final class RegularizedDescent implements Learner {
  private static final double LARGEST_GROWTH = 1e100;

  private static final int GROWTH = 0;
  private static final int THRESHOLD = 1;
  private static final int VARIATION = 2;
  private static final int GRADIENT_SQUARES = 3;
  private static final int LAST_SLOPE = 4;
  private static final int LAST_SQUARED_NORM = 5;
  private static final int PROJECTED = 6;
  private static final int NUMBERS = 7;

  private final LearnerSpec spec;
  private final Layout layout;
  private final MarginLoss loss;
  private final StepSize stepSize;
  private final Box box;
  private final double l1;
  private final double l2;
  private final double diameter;
  private final boolean remembers;
  private final Overlap overlap = new Overlap();
  private final Cells cells = new Cells();
  private final double[] lanes = new double[8];

  /** x̂ at each of the event's features, as it was looked at. */
  private double[] secondaries = {};

  private double squaredNorm;
  private double hintProduct;

  RegularizedDescent(LearnerSpec spec, Algorithm.Lazy algorithm, Box box) {
    this.spec = spec;
    this.loss = MarginLoss.of(spec);
    this.stepSize = algorithm.stepSize();
    this.box = box;
    Regularizer regularizer = algorithm.regularizer();
    this.l1 =
        regularizer instanceof L1 lasso
            ? lasso.weight()
            : regularizer instanceof ElasticNet net ? net.l1() : 0;
    this.l2 =
        regularizer instanceof L2 ridge
            ? ridge.weight()
            : regularizer instanceof ElasticNet net ? net.l2() : 0;
    this.diameter = box.diameter(spec.dimension());
    this.remembers = algorithm.hint().equals(Hint.LAST_GRADIENT);
    this.layout = Layout.of(spec.dimension(), NUMBERS, remembers ? 1 : 0);
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
    LinearModel model = LinearModel.create(layout);
    model.numbers[GROWTH] = 1;
    return model;
  }

  private double stepSize(LinearModel model) {
    return stepSize.of(diameter, model.numbers[VARIATION]);
  }

  @Override
  public void predict(LinearModel model, FeatureVector features, Answer into) {
    loss.answer(look(model, features, stepSize(model)), into);
  }

  private double look(LinearModel model, FeatureVector x, double step) {
    int n = x.size();
    float[] values = x.values();
    double slope = model.numbers[LAST_SLOPE];
    float[] hints = slope == 0 ? values : overlap.align(model.memory[0], x);
    squaredNorm = Kernels.dot(values, values, n);
    hintProduct = slope == 0 ? 0 : Kernels.dot(hints, values, n);
    if (secondaries.length < n) {
      secondaries = new double[Math.max(n, 2 * secondaries.length)];
    }
    boolean known = !Double.isNaN(step);
    double taken = step * l1;
    double shrink = 1 / (1 + step * l2);
    Arrays.fill(lanes, 0);
    cells.read(model.cells, x, 1);
    double[] slab = cells.slab();
    int[] at = cells.at();
    for (int k = 0; k < n; k++) {
      double secondary = weight(model.numbers, slab[at[k]]);
      secondaries[k] = secondary;
      double moved = secondary - step * slope * hints[k];
      double played = known ? clip(soft(moved, taken) * shrink) : secondary;
      lanes[k & 7] += played * values[k];
    }
    return Kernels.tree(lanes);
  }

  private static double soft(double y, double taken) {
    return Math.copySign(Math.max(0, Math.abs(y) - taken), y);
  }

  private double clip(double y) {
    return Math.min(box.upper(), Math.max(box.lower(), y));
  }

  @Override
  public void learn(
      LinearModel model, FeatureVector features, double label, double weight, Answer into) {
    double step = stepSize(model);
    loss.judge(look(model, features, step), label, into);
    model.rounds++;
    if (weight != 0) {
      update(model, features, step, weight * into.slope);
    }
  }

  private void update(LinearModel model, FeatureVector x, double knownStep, double slope) {
    double[] numbers = model.numbers;
    double last = numbers[LAST_SLOPE];
    double square = slope * slope * squaredNorm;
    double surprise =
        Math.max(
            0, square + last * last * numbers[LAST_SQUARED_NORM] - 2 * slope * last * hintProduct);
    double step = knownStep;
    if (Double.isNaN(step)) {
      if (surprise < StepSize.LEAST_VARIATION) {
        return;
      }
      step = stepSize.first(diameter, Math.sqrt(surprise));
    }
    numbers[VARIATION] += surprise;
    numbers[GRADIENT_SQUARES] += square;
    step(model, x, step, slope);
    if (remembers) {
      numbers[LAST_SLOPE] = slope;
      numbers[LAST_SQUARED_NORM] = squaredNorm;
      model.memory[0].copyFrom(x);
    }
  }

  private void step(LinearModel model, FeatureVector x, double step, double slope) {
    double[] numbers = model.numbers;
    double taken = step * l1;
    double shrink = 1 / (1 + step * l2);
    double growth = numbers[GROWTH] * (1 + step * l2);
    double threshold = numbers[THRESHOLD] + taken * numbers[GROWTH];
    boolean projected = false;
    if (slope != 0) {
      cells.write();
    }
    double[] slab = cells.slab();
    int[] at = cells.at();
    for (int k = 0; slope != 0 && k < x.size(); k++) {
      double moved = soft(secondaries[k] - step * slope * x.values()[k], taken) * shrink;
      double y = clip(moved);
      projected |= y != moved;
      slab[at[k]] = y == 0 ? 0 : Math.copySign(Math.abs(y) * growth + threshold, y);
    }
    if (projected) {
      numbers[PROJECTED]++;
    }
    numbers[GROWTH] = growth;
    numbers[THRESHOLD] = threshold;
    if (growth > LARGEST_GROWTH) {
      model.cells.scale(1 / growth);
      numbers[GROWTH] = 1;
      numbers[THRESHOLD] = threshold / growth;
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
        Double.NaN,
        List.of());
  }

  @Override
  public double weight(LinearModel model, int output, int index) {
    return weight(model.numbers, model.cells.get(index));
  }

  private static double weight(double[] numbers, double cell) {
    double kept = Math.abs(cell) - numbers[THRESHOLD];
    return kept > 0 ? Math.copySign(kept, cell) / numbers[GROWTH] : 0;
  }
}
