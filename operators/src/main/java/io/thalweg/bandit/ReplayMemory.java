package io.thalweg.bandit;

import io.thalweg.math.KeyedRandom;
import io.thalweg.math.PagedVector;

/**
 * Remembered examples, raw, each a row of one vector: the features as they came, then the arm's
 * offset among the inputs, the loss and the weight. It is a vector so that a store may hold it in
 * pages: an example that is learned changes a row, and not all of them have to be written or read.
 * {@link NeuralRegression} alone writes to it.
 */
public final class ReplayMemory {
  /** Longest vector of rows, in elements. */
  static final int MOST_CELLS = 1 << 30;

  private static final int BESIDE_FEATURES = 3;

  private final PagedVector rows;
  private final int dimension;
  private int size;

  private ReplayMemory(PagedVector rows, int dimension, int size) {
    this.rows = rows;
    this.dimension = dimension;
    this.size = size;
  }

  /** A memory of nothing, with room for {@code capacity} examples. */
  static ReplayMemory create(int capacity, int dimension) {
    return new ReplayMemory(new PagedVector(cells(capacity, dimension)), dimension, 0);
  }

  /**
   * A memory out of its parts, which it takes over.
   *
   * @param rows double[capacity × (dimension + 3)], row-major
   * @param size examples remembered, those in the first rows
   */
  public static ReplayMemory restored(PagedVector rows, int dimension, int size) {
    return new ReplayMemory(rows, dimension, size);
  }

  /**
   * Elements of the vector that holds so many examples.
   *
   * @throws IllegalArgumentException if that are more than 2^30
   */
  public static int cells(int capacity, int dimension) {
    long cells = (long) capacity * (dimension + BESIDE_FEATURES);
    if (cells > MOST_CELLS) {
      throw new IllegalArgumentException(
          "a memory's capacity times its features and 3 must be at most 2^30: capacity="
              + capacity
              + ", features="
              + dimension);
    }
    return (int) cells;
  }

  /** Examples remembered. */
  public int size() {
    return size;
  }

  /** The rows, double[capacity × (dimension + 3)], row-major; read only. */
  public PagedVector rows() {
    return rows;
  }

  /** Writes an example's features, as they came, to {@code into}: float[dimension]. */
  public void features(int example, float[] into) {
    rows.copy(row(example), dimension, into);
  }

  /** The offset of an example's arm among the inputs. */
  public int offset(int example) {
    return (int) rows.get(row(example) + dimension);
  }

  /** An example's loss. */
  public double loss(int example) {
    return rows.get(row(example) + dimension + 1);
  }

  /** An example's importance weight. */
  public double weight(int example) {
    return rows.get(row(example) + dimension + 2);
  }

  private int row(int example) {
    return example * (dimension + BESIDE_FEATURES);
  }

  /** Takes in the {@code n}-th example, n ≥ 1, as the settings say. */
  void remember(
      Replay replay, KeyedRandom kept, long n, Arms arms, int arm, double loss, double weight) {
    int place = place(replay, kept, n);
    if (place < 0) {
      return;
    }
    put(place, arms.values(), arms.at(arm), arms.offset(arm), loss, weight);
    size = Math.max(size, place + 1);
  }

  /**
   * Writes a row; the memory's size stays.
   *
   * @param values holds the features, from {@code at} on
   */
  public void put(int place, float[] values, int at, int offset, double loss, double weight) {
    int end = row(place) + dimension;
    rows.set(row(place), values, at, dimension);
    rows.set(end, offset);
    rows.set(end + 1, loss);
    rows.set(end + 2, weight);
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

  /** The example of replay step number {@code step} of a model, counted from 0. */
  int drawn(KeyedRandom replayed, long step) {
    return (int) replayed.below(size, step);
  }

  /** Heap that this takes, in bytes, up to object headers. */
  long heapBytes() {
    return rows.loadedBytes();
  }
}
