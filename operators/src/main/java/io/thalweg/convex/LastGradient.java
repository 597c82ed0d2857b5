package io.thalweg.convex;

/**
 * The last gradient, in the order in which the model learned: best where losses change slowly. On
 * pure noise it doubles the variation, on a kink of the loss it quadruples it.
 */
public record LastGradient() implements Hint {
  @Override
  public String canonical() {
    return "last-gradient";
  }
}
