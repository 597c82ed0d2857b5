package io.thalweg.bandit;

import io.thalweg.math.KeyedRandom;
import java.util.Arrays;

/**
 * Remembered examples, raw: features as they came, the arm's offset among the inputs, loss, weight.
 * The arrays grow up to the capacity and then stay. {@link NeuralRegression} alone writes to it.
 */
public final class ReplayMemory {
  private float[] values;
  private int[] offsets;
  private double[] losses;
  private double[] weights;
  private int size;

  private ReplayMemory(float[] values, int[] offsets, double[] losses, double[] weights, int size) {
    this.values = values;
    this.offsets = offsets;
    this.losses = losses;
    this.weights = weights;
    this.size = size;
  }

  /** A memory of nothing. */
  static ReplayMemory create() {
    return new ReplayMemory(new float[0], new int[0], new double[0], new double[0], 0);
  }

  /**
   * A memory out of its parts, which it takes over.
   *
   * @param values float[≥ size × dimension], row-major
   */
  public static ReplayMemory restored(
      float[] values, int[] offsets, double[] losses, double[] weights, int size) {
    return new ReplayMemory(values, offsets, losses, weights, size);
  }

  /** Examples remembered. */
  public int size() {
    return size;
  }

  /** Features, float[≥ size × dimension], row-major; read only. */
  public float[] values() {
    return values;
  }

  /** Each example's offset among the inputs; read only. */
  public int[] offsets() {
    return offsets;
  }

  /** Losses; read only. */
  public double[] losses() {
    return losses;
  }

  /** Importance weights; read only. */
  public double[] weights() {
    return weights;
  }

  /** Takes in the {@code n}-th example, n ≥ 1, as the settings say. */
  void remember(
      Replay replay, KeyedRandom kept, long n, Arms arms, int arm, double loss, double weight) {
    int place = place(replay, kept, n);
    if (place < 0) {
      return;
    }
    int dimension = arms.dimension();
    if (place >= losses.length) {
      grow(Math.min(replay.capacity(), Math.max(16, 2 * losses.length)), dimension);
    }
    System.arraycopy(arms.values(), arms.at(arm), values, place * dimension, dimension);
    offsets[place] = arms.offset(arm);
    losses[place] = loss;
    weights[place] = weight;
    size = Math.max(size, place + 1);
  }

  /** Where the n-th example goes; −1: nowhere. */
  private static int place(Replay replay, KeyedRandom kept, long n) {
    int capacity = replay.capacity();
    if (replay.keep() == Replay.Keep.LAST || n <= capacity) {
      return (int) ((n - 1) % capacity);
    }
    long place = kept.below(n, n);
    return place < capacity ? (int) place : -1;
  }

  private void grow(int length, int dimension) {
    values = Arrays.copyOf(values, length * dimension);
    offsets = Arrays.copyOf(offsets, length);
    losses = Arrays.copyOf(losses, length);
    weights = Arrays.copyOf(weights, length);
  }

  /** The example of replay step number {@code step} of a model, counted from 0. */
  int drawn(KeyedRandom replayed, long step) {
    return (int) replayed.below(size, step);
  }

  /** Heap that this takes, in bytes, up to object headers. */
  long heapBytes() {
    return 4L * values.length + 20L * losses.length;
  }
}
