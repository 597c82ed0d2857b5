package io.thalweg.convex;

import java.io.Serializable;

/**
 * The rule for the step size of a round, a function of the domain's diameter D and of the variation
 * V = Σ|g − M|² over the rounds before (g a gradient, M the hint it was met with).
 */
public sealed interface StepSize extends Serializable permits Convex, ScaleFree {
  /** 2⁻²⁰⁰: below it, |g|² of a scale-free optimizer's first gradient counts as 0. */
  double LEAST_VARIATION = 0x1p-200;

  /** The next round's step size; NaN while it cannot be told before that round's gradient. */
  double of(double diameter, double variation);

  /** The step size of the round that brings the first gradient, where {@link #of} is NaN. */
  double first(double diameter, double gradientNorm);

  /** One word that says it all, the same for ever. */
  String canonical();

  /**
   * The rule of a {@link #canonical} word.
   *
   * @throws IllegalArgumentException if there is none
   */
  static StepSize parse(String canonical) {
    Word word = Word.parse(canonical);
    if (word.is("convex", 2)) {
      return new Convex(word.numbers().get(0), word.numbers().get(1));
    }
    if (word.is("scale-free", 1)) {
      return new ScaleFree(word.numbers().get(0));
    }
    throw new IllegalArgumentException(
        "a step size must be convex or scale-free: step=" + canonical);
  }
}
