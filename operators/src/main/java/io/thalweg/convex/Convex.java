package io.thalweg.convex;

/**
 * D / √(delta + 4·gradientBound² + V): the self-tuned step of optimistic mirror descent for convex
 * losses whose gradients' norms are at most {@code gradientBound} (Chen, Zhang, Tu, Zhao, Zhang:
 * Optimistic Online Mirror Descent for Bridging Stochastic and Adversarial Online Convex
 * Optimization, ICML 2023). Regret at most (D/2)·√(delta + 4G² + V) + 2D·(√(delta + V) − √delta).
 *
 * @param gradientBound G, at least 0
 * @param delta at least 0
 */
public record Convex(double gradientBound, double delta) implements StepSize {
  /** Checks both, and that their sum keeps the step size finite. */
  public Convex {
    Check.constant("gradientBound", gradientBound);
    Check.constant("delta", delta);
    if (delta + 4 * gradientBound * gradientBound < LEAST_VARIATION) {
      throw new IllegalArgumentException(
          "gradientBound or delta must be positive, delta + 4 gradientBound² at least "
              + LEAST_VARIATION
              + ": gradientBound="
              + gradientBound
              + ", delta="
              + delta);
    }
  }

  @Override
  public double of(double diameter, double variation) {
    return diameter / Math.sqrt(delta + 4 * gradientBound * gradientBound + variation);
  }

  @Override
  public String canonical() {
    return Word.of("convex", gradientBound, delta);
  }
}
