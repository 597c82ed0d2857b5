package io.thalweg.convex;

/** Nothing is paid beside the loss. */
public record NoRegularizer() implements Regularizer {
  @Override
  public double curvature() {
    return 0;
  }

  @Override
  public String canonical() {
    return "none";
  }
}
