package io.thalweg.jobs.settings;

import io.thalweg.convex.Domain;
import io.thalweg.convex.Hint;
import io.thalweg.convex.Regularizer;
import io.thalweg.mirror.Loss;
import io.thalweg.mirror.SoftmaxLoss;

/**
 * What a learner is composed of beside its algorithm.
 *
 * @param dimension features, the bias among them
 */
record LearnerParts(Loss loss, Domain domain, Regularizer regularizer, Hint hint, int dimension) {
  /** Whether there is a margin for each of several classes. */
  boolean ofSeveralClasses() {
    return loss instanceof SoftmaxLoss;
  }

  /** Number of all weights: those of every class. */
  long weights() {
    return loss instanceof SoftmaxLoss softmax ? (long) softmax.classes() * dimension : dimension;
  }

  /** Whether the hint can be kept in what the last event touches. */
  boolean hasSparseHint() {
    return hint.equals(Hint.ZERO) || hint.equals(Hint.LAST_GRADIENT);
  }
}
