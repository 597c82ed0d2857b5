package io.thalweg.bandit;

/** The state of a {@link Regression}. */
public sealed interface RegressionModel permits NeuralModel, RidgeModel, MirrorModel, NoModel {
  /** Heap that it takes, in bytes, up to object headers; O(1). */
  long heapBytes();
}
