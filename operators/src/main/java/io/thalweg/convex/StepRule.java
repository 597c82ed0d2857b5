package io.thalweg.convex;

import java.io.Serializable;

/**
 * The rule for the step size of a round: {@link StepSize} tunes itself by the variation met so far,
 * the others know how curved the losses or the regularizer are and go by the round alone.
 */
public sealed interface StepRule extends Serializable
    permits StepSize, StronglyConvex, StronglyRegularized {
  /**
   * The step size of a round; NaN while it cannot be told before that round's gradient.
   *
   * @param diameter of the domain
   * @param variation V = Σ|g − M|² over the rounds before
   * @param round from 1
   */
  double of(double diameter, double variation, long round);

  /** The step size of the round that brings the first gradient, where {@link #of} is NaN. */
  default double first(double diameter, double gradientNorm) {
    return of(diameter, 0, 1);
  }

  /** One word that says it all, the same for ever. */
  String canonical();

  /**
   * The rule of a {@link #canonical} word.
   *
   * @throws IllegalArgumentException if there is none
   */
  static StepRule parse(String canonical) {
    Word word = Word.parse(canonical);
    if (word.is("convex", 2)) {
      return new Convex(word.number(0), word.number(1));
    }
    if (word.is("scale-free", 1)) {
      return new ScaleFree(word.number(0));
    }
    if (word.is("strongly-convex", 1)) {
      return new StronglyConvex(word.number(0));
    }
    if (word.is("strongly-regularized", 1)) {
      return new StronglyRegularized(word.number(0));
    }
    throw new IllegalArgumentException(
        "a step must be convex, scale-free, strongly-convex or strongly-regularized: step="
            + canonical);
  }
}
