package io.thalweg.mirror;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels with the Vector API, both halves of a row a vector of four doubles each, whatever the
 * machine could do beyond. {@link ExpertKernels} loads this class by name, and only where the
 * module jdk.incubator.vector is there.
 */
final class VectorExpertKernels implements ExpertKernels {
  // As a constant of this class, never as an argument: a species unknown to the compiler costs
  // 30-fold.
  private static final VectorSpecies<Double> ROW = DoubleVector.SPECIES_256;

  @Override
  public void margins(double[] cells, int[] at, double[] x, int n, double[] margins) {
    DoubleVector sum = DoubleVector.zero(ROW);
    for (int k = 0; k < n; k++) {
      int row = at[k];
      double value = ExpertKernels.bounded(cells, row, x[k]);
      sum = sum.add(DoubleVector.fromArray(ROW, cells, row).mul(value));
    }
    sum.intoArray(margins, 0);
  }

  @Override
  public void prepare(
      double[] cells,
      int[] at,
      double[] x,
      int n,
      double[] keep,
      double[] squares,
      double[] reach,
      double[] guard,
      double[] moves,
      double[] curvatures) {
    DoubleVector kept = DoubleVector.fromArray(ROW, keep, 0);
    DoubleVector slopeSquares = DoubleVector.fromArray(ROW, squares, 0);
    DoubleVector reaches = DoubleVector.fromArray(ROW, reach, 0);
    DoubleVector guards = DoubleVector.fromArray(ROW, guard, 0);
    DoubleVector ways = DoubleVector.zero(ROW);
    for (int k = 0; k < n; k++) {
      int row = at[k];
      double value = x[k];
      double square = value * value;
      double count = cells[row + COUNT] + 1;
      double p = cells[row + SQUARES] + square;
      cells[row + COUNT] = count;
      DoubleVector q =
          DoubleVector.fromArray(ROW, cells, row + GRADIENTS)
              .mul(kept)
              .add(slopeSquares.mul(square));
      q.intoArray(cells, row + GRADIENTS);
      DoubleVector moved =
          reaches.mul(count * value).div(guards.mul(p).add(q.mul(count * p).sqrt()));
      moved.intoArray(moves, LANES * k);
      ways = ways.add(moved.mul(value));
    }
    ways.intoArray(curvatures, 0);
  }

  @Override
  public void move(double[] cells, int[] at, int n, double[] moves, double[] slopes) {
    DoubleVector all = DoubleVector.fromArray(ROW, slopes, 0);
    for (int k = 0; k < n; k++) {
      int row = at[k];
      DoubleVector.fromArray(ROW, cells, row)
          .sub(all.mul(DoubleVector.fromArray(ROW, moves, LANES * k)))
          .intoArray(cells, row);
    }
  }
}
