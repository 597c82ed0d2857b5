package io.thalweg.jobs.settings;

/** Where the weights live. */
public sealed interface Domain {
  /** All weights of Euclidean norm at most {@code radius}. */
  record Ball(double radius) implements Domain {}

  /** All weights with each coordinate in [lower, upper]. */
  record Box(double lower, double upper) implements Domain {}
}
