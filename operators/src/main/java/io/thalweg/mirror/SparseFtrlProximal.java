package io.thalweg.mirror;

import io.thalweg.convex.FtrlProximalSpec;
import io.thalweg.convex.Hint;
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
  private final FtrlProximalSpec optimizer;
  private final Judge judge;
  private final int outputs;
  private final boolean remembers;
  private final Layout layout;
  private final Overlap overlap = new Overlap();
  private final double[] margins;
  private final double[] lanes;
  private final double[] surprises = new double[8];
  private final double[] squares = new double[8];

  SparseFtrlProximal(LearnerSpec spec, FtrlProximalSpec optimizer) {
    this.spec = spec;
    this.optimizer = optimizer;
    this.judge = Judge.of(spec.loss());
    this.outputs = judge.margins();
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
    Arrays.fill(lanes, 0);
    float[] values = x.values();
    boolean hinted = remembers && model.memory[0].size() > 0;
    float[] hints = hinted ? overlap.align(model.memory[0], x) : values;
    for (int k = 0; k < x.size(); k++) {
      int from = 2 * outputs * x.index(k);
      for (int output = 0; output < outputs; output++) {
        double hint = hinted ? model.numbers[SLOPES + output] * hints[k] : 0;
        lanes[8 * output + (k & 7)] += weight(model.cells, from + 2 * output, hint) * values[k];
      }
    }
    for (int output = 0; output < outputs; output++) {
      margins[output] = Kernels.tree(lanes, 8 * output);
    }
  }

  private double weight(PagedVector cells, int at, double hint) {
    double q = cells.get(at) + hint;
    double beyond = Math.abs(q) - optimizer.l1();
    if (!(beyond > 0)) {
      return 0;
    }
    double n = cells.get(at + 1);
    double divisor = (optimizer.damping() + Math.sqrt(n)) / optimizer.rate() + optimizer.l2();
    return -Math.copySign(beyond, q) / divisor;
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

  /** Goes through the positions of this event's features and of the last one's, in order. */
  private void update(LinearModel model, FeatureVector x) {
    Arrays.fill(surprises, 0);
    Arrays.fill(squares, 0);
    FeatureVector z = remembers ? model.memory[0] : x;
    int n = x.size();
    int m = remembers ? z.size() : 0;
    int j = 0;
    int k = 0;
    for (int count = 0; k < n || j < m; count++) {
      int index = k < n ? x.index(k) : Integer.MAX_VALUE;
      int last = j < m ? z.index(j) : Integer.MAX_VALUE;
      float value = index <= last ? x.values()[k++] : 0;
      float hint = last <= index ? z.values()[j++] : 0;
      fold(model, Math.min(index, last), value, hint, count & 7);
    }
    double[] numbers = model.numbers;
    numbers[VARIATION] += Kernels.tree(surprises);
    numbers[GRADIENT_SQUARES] += Kernels.tree(squares);
    if (remembers) {
      System.arraycopy(margins, 0, numbers, SLOPES, outputs);
      z.copyFrom(x);
    }
  }

  private void fold(LinearModel model, int index, float value, float hint, int lane) {
    PagedVector cells = model.cells;
    for (int output = 0; output < outputs; output++) {
      double gradient = margins[output] * value;
      double expected = model.numbers[SLOPES + output] * hint;
      if (gradient == 0 && expected == 0) {
        continue;
      }
      int at = 2 * (outputs * index + output);
      double error = gradient - expected;
      double before = cells.get(at + 1);
      double after = before + error * error;
      double s = (Math.sqrt(after) - Math.sqrt(before)) / optimizer.rate();
      double played = weight(cells, at, expected);
      cells.set(at, cells.get(at) + (gradient - s * played));
      cells.set(at + 1, after);
      surprises[lane] += error * error;
      squares[lane] += gradient * gradient;
    }
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
    return weight(model.cells, 2 * (outputs * index + output), 0);
  }
}
