package io.thalweg.mirror;

import io.thalweg.math.FeatureVector;
import io.thalweg.math.PagedVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The state of a linear learner, in the form that every learner's state has: numbers, cells stored
 * by pages, remembered examples, and the models that it is composed of. What stands where is the
 * learner's to know, which alone writes to it; the codec stores and restores it as it stands.
 */
public final class LinearModel {
  private static final long FIXED_BYTES = 160;

  final double[] numbers;
  final PagedVector cells;
  final FeatureVector[] memory;
  final LinearModel[] parts;
  long rounds;

  private LinearModel(
      long rounds,
      double[] numbers,
      PagedVector cells,
      FeatureVector[] memory,
      LinearModel[] parts) {
    this.rounds = rounds;
    this.numbers = numbers;
    this.cells = cells;
    this.memory = memory;
    this.parts = parts;
  }

  /** A model of zeros. */
  static LinearModel create(Layout layout) {
    return composed(layout, layout.parts().stream().map(LinearModel::create).toList());
  }

  /** A model of zeros around parts that it takes over, which may not be zeros. */
  static LinearModel composed(Layout layout, List<LinearModel> parts) {
    return new LinearModel(
        0,
        new double[layout.numbers()],
        new PagedVector(layout.cells()),
        memory(layout.memories()),
        parts.toArray(LinearModel[]::new));
  }

  private static FeatureVector[] memory(int count) {
    FeatureVector[] memory = new FeatureVector[count];
    Arrays.setAll(memory, k -> new FeatureVector());
    return memory;
  }

  /** A model out of its parts, which it takes over. */
  public static LinearModel restored(
      long rounds,
      double[] numbers,
      PagedVector cells,
      List<FeatureVector> memory,
      List<LinearModel> parts) {
    return new LinearModel(
        rounds,
        numbers,
        cells,
        memory.toArray(FeatureVector[]::new),
        parts.toArray(LinearModel[]::new));
  }

  /** Events learned. */
  public long rounds() {
    return rounds;
  }

  /** The numbers, for the codec to store; read only. */
  public double[] numbers() {
    return numbers;
  }

  /** The cells, for the codec to store, and to tell what has changed. */
  public PagedVector cells() {
    return cells;
  }

  /** The remembered examples; read only. */
  public List<FeatureVector> memory() {
    return List.of(memory);
  }

  /** The models that this one is composed of besides. */
  public List<LinearModel> parts() {
    return List.of(parts);
  }

  /** This model and all that it is composed of, in the order in which they are stored. */
  public List<LinearModel> flattened() {
    if (parts.length == 0) {
      return List.of(this);
    }
    List<LinearModel> all = new ArrayList<>();
    all.add(this);
    for (LinearModel part : parts) {
      all.addAll(part.flattened());
    }
    return all;
  }

  /** Heap that this model takes, in bytes, up to object headers; O(parts). */
  public long heapBytes() {
    long bytes = FIXED_BYTES + 8L * numbers.length + cells.loadedBytes();
    for (FeatureVector example : memory) {
      bytes += 4L * example.values().length + 4L * example.indices().length;
    }
    for (LinearModel part : parts) {
      bytes += part.heapBytes();
    }
    return bytes;
  }
}
