package io.thalweg.mirror;

import java.util.List;

/**
 * How much a model holds: what a learner's {@link LinearModel} is made of, and what its bytes are
 * checked against.
 *
 * @param cells doubles that are stored by pages, where they have been written: so many for each
 *     coordinate, those of one coordinate side by side
 * @param numbers doubles that are always stored
 * @param memories examples that are remembered
 * @param parts the models that this one is composed of besides
 */
public record Layout(int cells, int numbers, int memories, List<Layout> parts) {
  private static final int MOST_CELLS = 1 << 30;

  /** Checks that nothing is negative. */
  public Layout {
    if (cells < 0 || numbers < 0 || memories < 0) {
      throw new IllegalArgumentException(
          "a layout's sizes must be 0 or more: cells=%d, numbers=%d, memories=%d"
              .formatted(cells, numbers, memories));
    }
    parts = List.copyOf(parts);
  }

  /** A model of one part. */
  public static Layout of(int cells, int numbers, int memories) {
    return new Layout(cells, numbers, memories, List.of());
  }

  /**
   * A model of one part with {@code perCoordinate} cells for each of {@code dimension} coordinates.
   *
   * @throws IllegalArgumentException if these are more than a vector can hold
   */
  static Layout of(int dimension, int perCoordinate, int numbers, int memories) {
    long cells = (long) dimension * perCoordinate;
    if (cells > MOST_CELLS) {
      throw new IllegalArgumentException(
          "a model must have at most %d cells: cells=%d·%d"
              .formatted(MOST_CELLS, perCoordinate, dimension));
    }
    return of((int) cells, numbers, memories);
  }
}
