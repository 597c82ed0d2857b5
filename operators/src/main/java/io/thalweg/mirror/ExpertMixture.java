package io.thalweg.mirror;

import io.thalweg.math.StableMath;
import java.util.Arrays;
import java.util.List;

/**
 * Mixes the margins of some experts by what following each of them would have gained: the
 * exponentially weighted forecaster with the self-tuned rate of Cesa-Bianchi, Mansour and Stoltz
 * (Improved Second-Order Bounds for Prediction with Expert Advice, Machine Learning 66, 2007), on
 * linearized losses. With p the mixed margin, p_k expert k's and g the slope at p,
 *
 * <pre>
 *   A_k ← A_k + g·(p − p_k)                   its advantage
 *   V   ← V + Σ_k P_k·(g·(p − p_k))²          their variance under the shares P
 *   E   ← max(E, |g·(p − p_k)|)
 *   P_k ∝ e^(η·A_k),  η = min(1/E, √(2(√2 − 1)/(e − 2)·ln K / V))
 * </pre>
 *
 * so that, for convex losses, the mixture's loss exceeds that of the best expert, and of the best
 * fixed mixture of them, by no more than the order of √(V·ln K) + E·ln K. Nothing has a unit: a
 * number by which all losses are multiplied changes no share.
 *
 * <p>This implementation differs from the paper in the following: E is the largest size itself, not
 * the next power of two, and A, V and E are forgotten exponentially, so that the bound holds for
 * windows about as long as the memory, and the shares follow the best expert of the day.
 *
 * <p>Keeps V, E, the A_k and the P_k among a model's numbers.
 */
final class ExpertMixture {
  /** 2⁻⁷⁰⁰: below it, V counts as 0, so that what is divided by its root stays finite. */
  private static final double LEAST_VARIANCE = 0x1p-700;

  private static final double NEGLIGIBLE = 0x1p-40;

  private final int experts;
  private final double keep;
  private final double rateSquare;
  private final int variance;
  private final int largest;
  private final int advantages;
  private final int shares;

  /**
   * A mixture.
   *
   * @param memory events over which the past is forgotten by 1/e
   * @param at where its numbers begin among the model's
   */
  ExpertMixture(int experts, double memory, int at) {
    this.experts = experts;
    this.keep = 1 - 1 / memory;
    this.rateSquare = 2 * (Math.sqrt(2) - 1) / (Math.E - 2) * StrictMath.log(experts);
    this.variance = at;
    this.largest = at + 1;
    this.advantages = at + 2;
    this.shares = advantages + experts;
  }

  /** How many numbers the mixture of so many experts keeps. */
  static int numbers(int experts) {
    return 2 + 2 * experts;
  }

  /** Gives every expert the same share. */
  void start(double[] numbers) {
    Arrays.fill(numbers, shares, shares + experts, 1.0 / experts);
  }

  /** The experts' margins, or whatever else is linear in them, mixed. */
  double mixed(double[] numbers, double[] margins) {
    double sum = 0;
    for (int k = 0; k < experts; k++) {
      sum += numbers[shares + k] * margins[k];
    }
    return sum;
  }

  /** The shares. */
  List<Double> shares(double[] numbers) {
    return Arrays.stream(numbers, shares, shares + experts).boxed().toList();
  }

  /**
   * Judges the experts by one event.
   *
   * @param margins as they were mixed
   * @param mixed what came of it
   * @param slope the loss's there, times the event's weight
   * @param unit size that margins typically have; what is less by far is rounding, and says nothing
   */
  void judge(double[] numbers, double[] margins, double mixed, double slope, double unit) {
    double square = 0;
    double size = 0;
    double best = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < experts; k++) {
      double ahead = mixed - margins[k];
      double gain = Math.abs(ahead) > NEGLIGIBLE * unit ? slope * ahead : 0;
      square += numbers[shares + k] * gain * gain;
      size = Math.max(size, Math.abs(gain));
      numbers[advantages + k] = numbers[advantages + k] * keep + gain;
      best = Math.max(best, numbers[advantages + k]);
    }
    numbers[variance] = numbers[variance] * keep + square;
    numbers[largest] = Math.max(numbers[largest] * keep, size);
    if (numbers[variance] >= LEAST_VARIANCE) {
      share(numbers, best);
    }
  }

  private void share(double[] numbers, double best) {
    double rate = Math.min(1 / numbers[largest], Math.sqrt(rateSquare / numbers[variance]));
    double sum = 0;
    for (int k = 0; k < experts; k++) {
      double behind = best - numbers[advantages + k];
      double share = behind > 0 ? StableMath.exp(-rate * behind) : 1;
      numbers[shares + k] = share;
      sum += share;
    }
    for (int k = 0; k < experts; k++) {
      numbers[shares + k] /= sum;
    }
  }
}
