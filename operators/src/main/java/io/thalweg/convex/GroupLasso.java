package io.thalweg.convex;

import java.util.List;
import java.util.stream.Collectors;

/**
 * weight·Σ|x_g| over groups g of neighbouring coordinates, Euclidean norms: a group becomes 0 as a
 * whole.
 *
 * @param weight in [0, 1e60]
 * @param sizes of the groups, in order, adding up to the dimension; or the one size of all, of
 *     which the dimension is a multiple
 */
public record GroupLasso(double weight, List<Integer> sizes) implements Regularizer {
  /** Checks the weight and that there are sizes, all positive. */
  public GroupLasso {
    Check.constant("weight", weight);
    sizes = List.copyOf(sizes);
    if (sizes.isEmpty() || sizes.stream().anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException("groups must have positive sizes: sizes=" + sizes);
    }
  }

  /**
   * Where the groups end, in ascending order.
   *
   * @throws IllegalArgumentException if the groups do not make up {@code dimension} coordinates
   */
  int[] ends(int dimension) {
    int size = sizes.get(0);
    boolean alike = sizes.size() == 1 && dimension % size == 0;
    int[] ends = new int[alike ? dimension / size : sizes.size()];
    long end = 0;
    for (int g = 0; g < ends.length; g++) {
      end += alike ? size : sizes.get(g);
      ends[g] = (int) end;
    }
    if (end != dimension) {
      throw new IllegalArgumentException(
          "groups must make up all coordinates: sizes=" + sizes + ", dimension=" + dimension);
    }
    return ends;
  }

  @Override
  public double curvature() {
    return 0;
  }

  @Override
  public String canonical() {
    String all = sizes.stream().map(String::valueOf).collect(Collectors.joining(","));
    return Word.of("group-lasso", weight, all);
  }
}
