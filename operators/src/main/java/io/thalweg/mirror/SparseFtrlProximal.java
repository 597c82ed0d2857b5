package io.thalweg.mirror;

import io.thalweg.convex.FtrlProximalSpec;
import io.thalweg.convex.Hint;
import io.thalweg.math.Cells;
import io.thalweg.math.FeatureVector;
import io.thalweg.math.Kernels;
import io.thalweg.math.Overlap;
import io.thalweg.math.PagedVector;
import java.util.Arrays;
import java.util.List;

/**
 * FTRL-Proximal (McMahan et al.: Ad Click Prediction: a View from the Trenches, KDD 2013) and its
 * optimistic form for linear models, touching only the features of the current and, with a hint, of
 * the last event: {@link io.thalweg.convex.FtrlProximal} tells the formulas and the source. A
 * weight is a function of its coordinate's own z and n, so a coordinate that no event touches stays
 * what it is, and one that is 0 stays 0.
 *
 * <p>Per coordinate and margin two cells, z and n side by side. The hint is the last event's slope
 * times its features, remembered: q = z + M differs from z on these only. Numbers: V, Σ|g|², the
 * last slope of each margin, times its weight.
 */
final class SparseFtrlProximal implements Learner {
  private static final int VARIATION = 0;
  private static final int GRADIENT_SQUARES = 1;
  private static final int SLOPES = 2;

  private final LearnerSpec spec;
  private final Judge judge;
  private final int outputs;
  private final boolean remembers;
  private final Layout layout;
  private final Overlap overlap = new Overlap();
  private final Cells cells = new Cells();
  private final double rateInverse;
  private final double damping;
  private final double l1;
  private final double l2;
  private final double[] margins;
  private final double[] lanes;

  /** Weight and √n of each margin at each of the event's features, as it was looked at. */
  private double[] played = {};

  private double[] roots = {};

  /** The last event's features at this one's, where there is a hint. */
  private float[] hints = {};

  private boolean hinted;

  private final double[] surprises = new double[8];
  private final double[] squares = new double[8];

  SparseFtrlProximal(LearnerSpec spec, FtrlProximalSpec optimizer) {
    this.spec = spec;
    this.judge = Judge.of(spec.loss());
    this.outputs = judge.margins();
    this.rateInverse = 1 / optimizer.rate();
    this.damping = optimizer.damping();
    this.l1 = optimizer.l1();
    this.l2 = optimizer.l2();
    this.remembers = optimizer.hint().equals(Hint.LAST_GRADIENT);
    this.layout = Layout.of(spec.dimension(), 2 * outputs, SLOPES + outputs, remembers ? 1 : 0);
    this.margins = new double[outputs];
    this.lanes = new double[8 * outputs];
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
    return outputs;
  }

  @Override
  public LinearModel create() {
    return LinearModel.create(layout);
  }

  @Override
  public void predict(LinearModel model, FeatureVector features, Answer into) {
    look(model, features);
    judge.answer(margins, into);
  }

  private void look(LinearModel model, FeatureVector x) {
    int n = x.size();
    if (played.length < n * outputs) {
      played = new double[Math.max(n * outputs, 2 * played.length)];
      roots = new double[played.length];
    }
    Arrays.fill(lanes, 0);
    float[] values = x.values();
    hinted = remembers && model.memory[0].size() > 0;
    hints = hinted ? overlap.align(model.memory[0], x) : values;
    cells.read(model.cells, x, 2 * outputs);
    double[] numbers = model.numbers;
    double[] slab = cells.slab();
    int[] at = cells.at();
    for (int k = 0; k < n; k++) {
      for (int output = 0; output < outputs; output++) {
        int cell = outputs * k + output;
        double q = slab[at[2 * cell]] + expected(numbers, output, k);
        double root = root(q, slab[at[2 * cell + 1]]);
        double weight = weight(q, root);
        lanes[8 * output + (k & 7)] += weight * values[k];
        played[cell] = weight;
        roots[cell] = root;
      }
    }
    for (int output = 0; output < outputs; output++) {
      margins[output] = Kernels.tree(lanes, 8 * output);
    }
  }

  /** M at the event's k-th feature. */
  private double expected(double[] numbers, int output, int k) {
    return hinted ? numbers[SLOPES + output] * hints[k] : 0;
  }

  /** √n where the weight is not 0, which alone needs it. */
  private double root(double q, double n) {
    return Math.abs(q) > l1 ? Math.sqrt(n) : 0;
  }

  private double weight(double q, double root) {
    double beyond = Math.abs(q) - l1;
    return beyond > 0 ? -Math.copySign(beyond, q) / ((damping + root) * rateInverse + l2) : 0;
  }

  /** What playing a weight takes off z as n grows. */
  private double pull(double weight, double root, double n) {
    return weight == 0 ? 0 : (Math.sqrt(n) - root) * rateInverse * weight;
  }

  @Override
  public void learn(
      LinearModel model, FeatureVector features, double label, double weight, Answer into) {
    look(model, features);
    judge.judge(margins, label, into);
    model.rounds++;
    if (weight != 0) {
      for (int output = 0; output < outputs; output++) {
        margins[output] *= weight;
      }
      update(model, features);
    }
  }

  private void update(LinearModel model, FeatureVector x) {
    Arrays.fill(surprises, 0);
    Arrays.fill(squares, 0);
    fold(model, x);
    double[] numbers = model.numbers;
    if (hinted) {
      fade(model, x);
    }
    numbers[VARIATION] += Kernels.tree(surprises);
    numbers[GRADIENT_SQUARES] += Kernels.tree(squares);
    if (remembers) {
      System.arraycopy(margins, 0, numbers, SLOPES, outputs);
      model.memory[0].copyFrom(x);
    }
  }

  private void fold(LinearModel model, FeatureVector x) {
    cells.write();
    double[] numbers = model.numbers;
    double[] slab = cells.slab();
    int[] at = cells.at();
    float[] values = x.values();
    for (int k = 0; k < x.size(); k++) {
      for (int output = 0; output < outputs; output++) {
        int cell = outputs * k + output;
        double gradient = margins[output] * values[k];
        double error = gradient - expected(numbers, output, k);
        double n = slab[at[2 * cell + 1]] + error * error;
        slab[at[2 * cell]] += gradient - pull(played[cell], roots[cell], n);
        slab[at[2 * cell + 1]] = n;
        surprises[k & 7] += error * error;
        squares[k & 7] += gradient * gradient;
      }
    }
  }

  /** Meets the hint where this event lacks a feature of the last one: the gradient there is 0. */
  private void fade(LinearModel model, FeatureVector x) {
    FeatureVector z = model.memory[0];
    int k = 0;
    for (int j = 0; j < z.size(); j++) {
      int index = z.index(j);
      while (k < x.size() && x.index(k) < index) {
        k++;
      }
      if (k == x.size() || x.index(k) > index) {
        for (int output = 0; output < outputs; output++) {
          double expected = model.numbers[SLOPES + output] * z.values()[j];
          fade(model.cells, 2 * (outputs * index + output), expected);
          surprises[j & 7] += expected * expected;
        }
      }
    }
  }

  private void fade(PagedVector vector, int at, double expected) {
    if (expected == 0) {
      return;
    }
    double z = vector.get(at);
    double n = vector.get(at + 1);
    double root = root(z + expected, n);
    double after = n + expected * expected;
    vector.set(at, z - pull(weight(z + expected, root), root, after));
    vector.set(at + 1, after);
  }

  /** No step size, each coordinate having its own; there is no domain to be held back by. */
  @Override
  public Reading read(LinearModel model) {
    return new Reading(
        Double.NaN,
        model.numbers[VARIATION],
        model.numbers[GRADIENT_SQUARES],
        0,
        Double.NaN,
        List.of());
  }

  @Override
  public double weight(LinearModel model, int output, int index) {
    int at = 2 * (outputs * index + output);
    double z = model.cells.get(at);
    return weight(z, root(z, model.cells.get(at + 1)));
  }
}
