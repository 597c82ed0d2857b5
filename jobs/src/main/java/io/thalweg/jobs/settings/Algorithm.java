package io.thalweg.jobs.settings;

/** How the step sizes are found. */
public sealed interface Algorithm {
  /** For gradients of norm at most {@code gradientBound}. */
  record Convex(double gradientBound, double delta) implements Algorithm {}

  /** For gradients of any scale. */
  record ScaleFree(double multiplier) implements Algorithm {}
}
