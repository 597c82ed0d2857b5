package io.thalweg.mirror;

import static io.thalweg.mirror.ExpertKernels.EXPERTS;
import static io.thalweg.mirror.ExpertKernels.LANES;

import io.thalweg.math.FeatureVector;
import io.thalweg.math.Rows;

/**
 * A linear learner with nothing to tune: three experts of different boldness descend side by side,
 * each along its own gradients with a step size for each feature, and their margins are {@linkplain
 * ExpertMixture mixed}.
 *
 * <pre>
 *   margin   p = ȳ + Σ_k P_k·p_k,  p_k = ⟨w_k, (x, 1)⟩
 *   learn    g_k = weight · φ'(ȳ + p_k; label)
 *            q_k,i ← q_k,i·(1 − 1/memory) + (g_k·x_i)²
 *            w_k,i ← w_k,i − step_k·Y/√U · g_k·x_i / (a_i²·caution_k·G + a_i·√q_k,i)
 * </pre>
 *
 * <p>Nothing in it has a unit but what the stream brings along: a_i is the root mean square of
 * feature i where it is not 0, U how many features an event has in the mean, ȳ the labels' mean and
 * Y their mean distance from it (0 and 1 where margins are not in the labels' unit), G the
 * {@linkplain MarginLoss#typicalSlope typical slope} times the mean weight. Hence a feature
 * multiplied by a number changes no prediction; labels multiplied by a number, or shifted, multiply
 * or shift those of a loss in their unit; all weights, or the loss, multiplied by a number change
 * nothing: all beyond rounding.
 *
 * <p>An expert's steps are those of AdaGrad (Duchi, Hazan, Singer, JMLR 2011; McMahan, Streeter,
 * COLT 2010) in normalized features (Ross, Mineiro, Langford: Normalized Online Learning, UAI
 * 2013). This implementation differs from those papers in the following: scales are mean squares,
 * not maxima, so that an odd value loses its hold; past gradients are forgotten, so that no step
 * size goes to 0; losses with unbounded slopes take the implicit step (Kulis, Bartlett, ICML 2010;
 * Karampatziakis, Langford, UAI 2011), so that none overshoots, the others the plain one, which is
 * better on text by a tenth; and values far beyond a scale that is hardly known are {@linkplain
 * ExpertKernels#bounded bounded}.
 *
 * <p>O(non-zeros) per event, some twenty operations for each feature and expert. Nothing overflows:
 * an expert's margin ends {@value #LARGEST_MARGIN} from ȳ, far beyond any label.
 */
final class AdaptiveLearner implements Learner {
  private static final double LARGEST_MARGIN = 1e45;

  /** Events of a weight above 0. */
  private static final int EVENTS = 0;

  /** Σ weight. */
  private static final int WEIGHTS = 1;

  /** Σ weight·label. */
  private static final int LABELS = 2;

  /** Σ weight·|label − ȳ|. */
  private static final int DISTANCES = 3;

  /** ȳ. */
  private static final int CENTER = 4;

  /** Events that the experts learned from: all but those before the labels had a spread. */
  private static final int DESCENTS = 5;

  /** Features of those events, that of the constant included. */
  private static final int FEATURES = 6;

  private static final int MIXTURE = FEATURES + 1;
  private static final int NUMBERS = MIXTURE + ExpertMixture.numbers(EXPERTS);

  private static final ExpertKernels KERNELS = ExpertKernels.fastest();

  private final LearnerSpec spec;
  private final Layout layout;
  private final MarginLoss loss;
  private final double[] step = new double[EXPERTS];
  private final double[] caution = new double[EXPERTS];
  private final ExpertMixture mixture;
  private final boolean centered;
  private final boolean steep;

  private final Rows rows = new Rows();
  private final double[] margins = new double[LANES];
  private final double[] slopes = new double[LANES];
  private final double[] keep = {0, 0, 0, 1};
  private final double[] squares = {0, 0, 0, 1};
  private final double[] reach = new double[LANES];
  private final double[] guard = {0, 0, 0, 1};
  private final double[] curvatures = new double[LANES];
  private double[] moves = {};

  AdaptiveLearner(LearnerSpec spec, Adaptive algorithm) {
    this.spec = spec;
    this.loss = MarginLoss.of(spec);
    this.layout = Layout.of(spec.dimension() + 1, Rows.CELLS, NUMBERS, 0);
    for (int k = 0; k < EXPERTS; k++) {
      step[k] = algorithm.experts().get(k).step();
      caution[k] = algorithm.experts().get(k).caution();
      keep[k] = 1 - 1 / algorithm.memory();
    }
    this.mixture = new ExpertMixture(EXPERTS, algorithm.mixerMemory(), MIXTURE);
    this.centered = loss.inLabelUnits();
    this.steep = loss.isSteep();
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
    mixture.start(model.numbers);
    return model;
  }

  @Override
  public void predict(LinearModel model, FeatureVector x, Answer into) {
    loss.answer(model.numbers[CENTER] + look(model, x), into);
  }

  /** Leaves the experts' margins in {@link #margins}; returns the mixed one, less ȳ. */
  private double look(LinearModel model, FeatureVector x) {
    rows.read(model.cells, x, spec.dimension());
    KERNELS.margins(rows.cells(), rows.at(), rows.values(), rows.size(), margins);
    for (int k = 0; k < EXPERTS; k++) {
      margins[k] = Labels.clip(margins[k], -LARGEST_MARGIN, LARGEST_MARGIN);
    }
    return mixture.mixed(model.numbers, margins);
  }

  @Override
  public void learn(LinearModel model, FeatureVector x, double label, double weight, Answer into) {
    double mixed = look(model, x);
    loss.judge(model.numbers[CENTER] + mixed, label, into);
    model.rounds++;
    if (weight == 0) {
      return;
    }
    double[] numbers = model.numbers;
    mixture.judge(numbers, margins, mixed, weight * into.slope, unit(numbers));
    meet(numbers, label, weight);
    if (unit(numbers) > 0) {
      descend(numbers, label, weight);
    }
  }

  /** Y. */
  private double unit(double[] numbers) {
    return centered ? spread(numbers) : 1;
  }

  private static double spread(double[] numbers) {
    return numbers[WEIGHTS] > 0 ? numbers[DISTANCES] / numbers[WEIGHTS] : 0;
  }

  private void meet(double[] numbers, double label, double weight) {
    numbers[EVENTS]++;
    numbers[WEIGHTS] += weight;
    numbers[LABELS] += weight * label;
    double mean = numbers[LABELS] / numbers[WEIGHTS];
    numbers[DISTANCES] += weight * Math.abs(label - mean);
    numbers[CENTER] = centered ? mean : 0;
  }

  private void descend(double[] numbers, double label, double weight) {
    rows.write();
    int n = rows.size();
    if (moves.length < LANES * n) {
      moves = new double[LANES * Math.max(n, moves.length)];
    }
    numbers[DESCENTS]++;
    numbers[FEATURES] += n;
    double unit = unit(numbers) / Math.sqrt(numbers[FEATURES] / numbers[DESCENTS]);
    double typical = loss.typicalSlope(spread(numbers)) * (numbers[WEIGHTS] / numbers[EVENTS]);
    double center = numbers[CENTER];
    for (int k = 0; k < EXPERTS; k++) {
      slopes[k] = weight * loss.slope(center + margins[k], label);
      squares[k] = slopes[k] * slopes[k];
      reach[k] = step[k] * unit;
      guard[k] = caution[k] * typical;
    }
    ExpertKernels.settle(rows.cells(), rows.at(), rows.values(), n);
    KERNELS.prepare(
        rows.cells(), rows.at(), rows.values(), n, keep, squares, reach, guard, moves, curvatures);
    if (steep) {
      for (int k = 0; k < EXPERTS; k++) {
        double c = weight * curvatures[k];
        slopes[k] = weight * loss.proximalSlope(center + margins[k], label, c);
      }
    }
    KERNELS.move(rows.cells(), rows.at(), n, moves, slopes);
  }

  /**
   * The experts' shares, and no more. Each expert has gradients of its own, and each feature a step
   * and a unit of its own: a sum of squares over them, as V is, or a distance between weights would
   * add what has no common unit, and so depend on the features' units, as nothing here does. There
   * is no hint for V to judge, and no domain.
   */
  @Override
  public Reading read(LinearModel model) {
    return new Reading(
        Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, mixture.shares(model.numbers));
  }

  @Override
  public double weight(LinearModel model, int output, int index) {
    double[] weights = new double[EXPERTS];
    for (int k = 0; k < EXPERTS; k++) {
      weights[k] = model.cells.get(index * Rows.CELLS + k);
    }
    return mixture.mixed(model.numbers, weights);
  }
}
