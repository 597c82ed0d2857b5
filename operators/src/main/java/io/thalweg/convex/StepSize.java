package io.thalweg.convex;

/**
 * A self-tuned step size, a function of the domain's diameter D and of the variation V = Σ|g − M|²
 * over the rounds before (g a gradient, M the hint it was met with).
 */
public sealed interface StepSize extends StepRule permits Convex, ScaleFree {
  /** 2⁻²⁰⁰: below it, |g|² of a scale-free optimizer's first gradient counts as 0. */
  double LEAST_VARIATION = 0x1p-200;

  /** The next round's step size; NaN while it cannot be told before that round's gradient. */
  double of(double diameter, double variation);

  @Override
  default double of(double diameter, double variation, long round) {
    return of(diameter, variation);
  }

  /**
   * The rule of a {@link #canonical} word.
   *
   * @throws IllegalArgumentException if there is none
   */
  static StepSize parse(String canonical) {
    if (StepRule.parse(canonical) instanceof StepSize size) {
      return size;
    }
    throw new IllegalArgumentException(
        "a step size must be convex or scale-free: step=" + canonical);
  }
}
