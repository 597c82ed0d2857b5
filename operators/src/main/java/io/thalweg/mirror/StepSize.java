package io.thalweg.mirror;

import java.io.Serializable;

/**
 * The rule for the step size of a round, a function of the domain's diameter D and of the variation
 * V = Σ|g − M|² over the rounds before (g a gradient, M the hint it was met with).
 */
public sealed interface StepSize extends Serializable permits Convex, ScaleFree {
  /** The next round's step size; NaN while it cannot be told before that round's gradient. */
  double of(double diameter, double variation);

  /** The step size of the round that brings the first gradient, where {@link #of} is NaN. */
  double first(double diameter, double gradientNorm);

  /** One word that says it all, the same for ever. */
  String canonical();
}
