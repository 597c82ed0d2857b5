package io.thalweg.bandit;

import java.util.Arrays;

/**
 * The state of an online regression with a network: parameters, remembered examples, the features'
 * transform, a counter. {@link NeuralRegression} alone writes to it; {@link #restored} makes one
 * out of its parts that goes on as if it had never been taken apart.
 */
public final class NeuralModel implements RegressionModel {
  private static final long FIXED_BYTES = 256;

  final float[] parameters;
  final ReplayMemory memory;
  final Standardizer standardizer;
  long skipped;

  /**
   * An upper bound of each layer's distance from its initial parameters. It only tells when the
   * distance has to be computed, so it is no part of the state: a restored model begins without.
   */
  final double[] reach;

  private NeuralModel(
      float[] parameters,
      ReplayMemory memory,
      Standardizer standardizer,
      long skipped,
      double[] reach) {
    this.parameters = parameters;
    this.memory = memory;
    this.standardizer = standardizer;
    this.skipped = skipped;
    this.reach = reach;
  }

  /** A model that has learned nothing. */
  static NeuralModel create(float[] parameters, int layers, int capacity, int dimension) {
    return new NeuralModel(
        parameters,
        ReplayMemory.create(capacity, dimension),
        Standardizer.create(dimension),
        0,
        new double[layers]);
  }

  /** A model out of its parts, which it takes over. */
  public static NeuralModel restored(
      float[] parameters, ReplayMemory memory, Standardizer standardizer, long skipped) {
    double[] unknown = new double[NetworkShape.MOST_LAYERS + 1];
    Arrays.fill(unknown, Double.POSITIVE_INFINITY);
    return new NeuralModel(parameters, memory, standardizer, skipped, unknown);
  }

  /** The network's parameters, laid out as {@link Network} says; read only. */
  public float[] parameters() {
    return parameters;
  }

  /** The remembered examples. */
  public ReplayMemory memory() {
    return memory;
  }

  /** The transform of the features. */
  public Standardizer standardizer() {
    return standardizer;
  }

  /** Steps left out because value or gradient were not finite. */
  public long skipped() {
    return skipped;
  }

  @Override
  public long heapBytes() {
    return FIXED_BYTES
        + 4L * parameters.length
        + 24L * standardizer.shift().length
        + memory.heapBytes();
  }
}
