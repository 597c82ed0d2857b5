package io.thalweg.mirror;

import io.thalweg.convex.StepSize;
import java.io.Serializable;

/** How a learner turns gradients into weights; what it needs beside is in {@link LearnerSpec}. */
public sealed interface Algorithm extends Serializable permits Algorithm.GlobalStep {
  /** One word that says it all, the same for ever. */
  String canonical();

  /**
   * Optimistic mirror descent in its Euclidean two-sequence form, with one step size for all
   * coordinates (Chen, Zhang, Tu, Zhao, Zhang, ICML 2023): {@link MirrorDescent}.
   */
  record GlobalStep(StepSize stepSize) implements Algorithm {
    @Override
    public String canonical() {
      return stepSize.canonical();
    }
  }

  /**
   * The algorithm of a {@link #canonical} word.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Algorithm parse(String canonical) {
    return new GlobalStep(StepSize.parse(canonical));
  }
}
