package io.thalweg.mirror;

import static io.thalweg.mirror.ExpertKernels.EXPERTS;
import static io.thalweg.mirror.ExpertKernels.LANES;

import io.thalweg.math.FeatureVector;
import io.thalweg.math.Rows;
import io.thalweg.math.StableMath;
import java.util.Arrays;
import java.util.List;

/**
 * A linear learner with nothing to tune: three experts of different boldness descend side by side,
 * each along its own gradients with a step size for each feature, and their margins are mixed by
 * what their past losses say.
 *
 * <pre>
 *   margin   p = ȳ + Σ_k P_k·⟨w_k, (x, 1)⟩
 *   learn    g_k = weight · φ'(ȳ + ⟨w_k, (x, 1)⟩; label)                each expert's own slope
 *            q_k,i ← q_k,i·(1 − 1/memory) + (g_k·x_i)²
 *            w_k,i ← w_k,i − step_k·Y·g_k·x_i / (√U·(a_i²·caution_k·G + a_i·√q_k,i))
 *            P_k ∝ e^(η·Σ g·(p − p_k)),  η = min(1/E, C·√(ln 3 / V))
 * </pre>
 *
 * <p>Nothing here has a unit but what the stream brings along: a_i is the root mean square of
 * feature i where it is not 0; U the mean of Σ x_i²/a_i², how many features an event has; ȳ the
 * labels' mean and Y their mean distance from it (0 and 1 where margins are not in the labels'
 * unit); G the {@linkplain MarginLoss#typicalSlope typical slope} times the mean weight. Hence a
 * feature multiplied by a number changes no prediction, labels multiplied by a number or shifted
 * multiply or shift the predictions of a loss in their unit, and losses or weights multiplied by a
 * number change nothing, all beyond rounding.
 *
 * <p>The experts' steps are those of AdaGrad (Duchi, Hazan, Singer, JMLR 2011; McMahan, Streeter,
 * COLT 2010), the normalization follows Ross, Mineiro, Langford (Normalized Online Learning, UAI
 * 2013) with mean squares in place of maxima, the mixture is the exponentially weighted one of
 * Cesa-Bianchi, Mansour, Stoltz (Improved Second-Order Bounds for Prediction with Expert Advice,
 * Machine Learning 66, 2007) on linearized losses, where g·(p − p_k) is expert k's advantage, V the
 * sum of its variance under P, and E its largest size: over any window its regret to the best
 * expert, and to the best mixture of them, is of the order √(V·ln 3) + E·ln 3. This implementation
 * differs from those papers in the following: past gradients, advantages, V and E are forgotten
 * exponentially, which keeps up with drift; losses with unbounded slopes take the implicit step
 * (Kulis, Bartlett, ICML 2010; Karampatziakis, Langford, UAI 2011), so that no step overshoots,
 * while the others take the plain one, which on text is better by a tenth; and features are bounded
 * while their scale is unknown.
 *
 * <p>O(non-zeros) per event, some twenty operations for each feature and expert. Nothing overflows:
 * margins end at ±{@value #LARGEST_MARGIN}, far beyond any label.
 */
final class AdaptiveLearner implements Learner {
  private static final double LARGEST_MARGIN = 1e45;

  /** 2⁻⁷⁰⁰: below it, V counts as 0, so that its root's reciprocal is finite. */
  private static final double LEAST_VARIANCE = 0x1p-700;

  /** C·√(ln 3), with the C = √(2(√2 − 1)/(e − 2)) of Cesa-Bianchi, Mansour and Stoltz. */
  private static final double MIXING = 1.0738957 * Math.sqrt(1.0986122886681098);

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

  /** Σ Σ x_i²/a_i² over the descents. */
  private static final int FEATURES = 6;

  /** V. */
  private static final int VARIANCE = 7;

  /** E. */
  private static final int LARGEST = 8;

  /** Σ g·(p − p_k), for each expert. */
  private static final int ADVANTAGE = 9;

  /** P. */
  private static final int SHARE = ADVANTAGE + EXPERTS;

  private static final int NUMBERS = SHARE + EXPERTS;

  private static final ExpertKernels KERNELS = ExpertKernels.fastest();

  private final LearnerSpec spec;
  private final Layout layout;
  private final MarginLoss loss;
  private final double[] step = new double[EXPERTS];
  private final double[] caution = new double[EXPERTS];
  private final double mixerKeep;
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
    this.layout = Layout.of((spec.dimension() + 1) * Rows.CELLS, NUMBERS, 0);
    for (int k = 0; k < EXPERTS; k++) {
      step[k] = algorithm.experts().get(k).step();
      caution[k] = algorithm.experts().get(k).caution();
      keep[k] = 1 - 1 / algorithm.memory();
    }
    this.mixerKeep = 1 - 1 / algorithm.mixerMemory();
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
    Arrays.fill(model.numbers, SHARE, NUMBERS, 1.0 / EXPERTS);
    return model;
  }

  @Override
  public void predict(LinearModel model, FeatureVector x, Answer into) {
    into.margin = margin(model, x);
    into.prediction = loss.prediction(into.margin);
  }

  private double margin(LinearModel model, FeatureVector x) {
    rows.read(model.cells, x, spec.dimension());
    KERNELS.margins(rows.cells(), rows.at(), rows.values(), rows.size(), margins);
    double[] numbers = model.numbers;
    double mixed = 0;
    for (int k = 0; k < EXPERTS; k++) {
      margins[k] = Labels.clip(margins[k], -LARGEST_MARGIN, LARGEST_MARGIN);
      mixed += numbers[SHARE + k] * margins[k];
    }
    return numbers[CENTER] + mixed;
  }

  @Override
  public void learn(LinearModel model, FeatureVector x, double label, double weight, Answer into) {
    into.margin = margin(model, x);
    loss.evaluate(into.margin, label, into);
    model.rounds++;
    if (weight == 0) {
      return;
    }
    double[] numbers = model.numbers;
    mix(numbers, weight * into.slope, into.margin - numbers[CENTER]);
    meet(numbers, label, weight);
    double spread = numbers[DISTANCES] / numbers[WEIGHTS];
    if (spread > 0 || !centered) {
      descend(numbers, label, weight, spread);
    }
  }

  /**
   * Judges the experts.
   *
   * @param slope weight times slope at the mixed margin
   * @param mixed that margin, less ȳ
   */
  private void mix(double[] numbers, double slope, double mixed) {
    double variance = 0;
    double largest = 0;
    double best = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < EXPERTS; k++) {
      double advantage = slope * (mixed - margins[k]);
      variance += numbers[SHARE + k] * advantage * advantage;
      largest = Math.max(largest, Math.abs(advantage));
      numbers[ADVANTAGE + k] = numbers[ADVANTAGE + k] * mixerKeep + advantage;
      best = Math.max(best, numbers[ADVANTAGE + k]);
    }
    numbers[VARIANCE] = numbers[VARIANCE] * mixerKeep + variance;
    numbers[LARGEST] = Math.max(numbers[LARGEST] * mixerKeep, largest);
    if (numbers[VARIANCE] < LEAST_VARIANCE) {
      return;
    }
    double rate = Math.min(1 / numbers[LARGEST], MIXING / Math.sqrt(numbers[VARIANCE]));
    double sum = 0;
    for (int k = 0; k < EXPERTS; k++) {
      double behind = best - numbers[ADVANTAGE + k];
      double share = behind > 0 ? StableMath.exp(-rate * behind) : 1;
      numbers[SHARE + k] = share;
      sum += share;
    }
    for (int k = 0; k < EXPERTS; k++) {
      numbers[SHARE + k] /= sum;
    }
  }

  private void meet(double[] numbers, double label, double weight) {
    numbers[EVENTS]++;
    numbers[WEIGHTS] += weight;
    numbers[LABELS] += weight * label;
    double mean = numbers[LABELS] / numbers[WEIGHTS];
    numbers[DISTANCES] += weight * Math.abs(label - mean);
    numbers[CENTER] = centered ? mean : 0;
  }

  private void descend(double[] numbers, double label, double weight, double spread) {
    rows.write();
    int n = rows.size();
    if (moves.length < LANES * n) {
      moves = new double[LANES * Math.max(n, moves.length)];
    }
    double features = numbers[DESCENTS] > 0 ? numbers[FEATURES] / numbers[DESCENTS] : n;
    double unit = (centered ? spread : 1) / Math.sqrt(features);
    double typical = loss.typicalSlope(spread) * (numbers[WEIGHTS] / numbers[EVENTS]);
    double center = numbers[CENTER];
    for (int k = 0; k < EXPERTS; k++) {
      slopes[k] = weight * loss.slope(center + margins[k], label);
      squares[k] = slopes[k] * slopes[k];
      reach[k] = step[k] * unit;
      guard[k] = caution[k] * typical;
    }
    numbers[DESCENTS]++;
    numbers[FEATURES] +=
        KERNELS.prepare(
            rows.cells(),
            rows.at(),
            rows.values(),
            n,
            keep,
            squares,
            reach,
            guard,
            moves,
            curvatures);
    if (steep) {
      for (int k = 0; k < EXPERTS; k++) {
        double c = weight * curvatures[k];
        slopes[k] = weight * loss.proximalSlope(center + margins[k], label, c);
      }
    }
    KERNELS.move(rows.cells(), rows.at(), n, moves, slopes);
  }

  @Override
  public Reading read(LinearModel model) {
    List<Double> shares = Arrays.stream(model.numbers, SHARE, NUMBERS).boxed().toList();
    return new Reading(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, shares);
  }

  @Override
  public double weight(LinearModel model, int output, int index) {
    double weight = 0;
    for (int k = 0; k < EXPERTS; k++) {
      weight += model.numbers[SHARE + k] * model.cells.get(index * Rows.CELLS + k);
    }
    return weight;
  }
}
