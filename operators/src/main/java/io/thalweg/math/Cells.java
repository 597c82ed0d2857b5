package io.thalweg.math;

/**
 * Where the cells of an example's coordinates stand, in a vector that keeps some for each, side by
 * side: looked up once, to be read and written in plain loops.
 *
 * <p>Protocol: {@link #read}; then {@link #write} before any of them is written; both tell anew
 * where the cells are, and so must be asked after anything else has touched the vector. One owner,
 * one thread; any number of vectors in turn.
 */
public final class Cells {
  private PagedVector vector = new PagedVector(0);
  private int[] indices = {};
  private int[] scratch = {};
  private int[] at = {};
  private int count;

  /**
   * Looks up an example's cells, those of absent pages among the zeros.
   *
   * @param perCoordinate cells of one coordinate
   */
  public void read(PagedVector vector, FeatureVector x, int perCoordinate) {
    this.vector = vector;
    count = x.size() * perCoordinate;
    if (indices.length < count) {
      indices = new int[Math.max(count, 2 * indices.length)];
      scratch = new int[indices.length];
    }
    int next = 0;
    for (int k = 0; k < x.size(); k++) {
      int first = x.index(k) * perCoordinate;
      for (int cell = 0; cell < perCoordinate; cell++) {
        indices[next++] = first + cell;
      }
    }
    at = vector.positions(indices, count, scratch);
  }

  /** Creates those that are not there yet, and declares all of them to be written. */
  public void write() {
    at = vector.positionsToWrite(indices, count, scratch);
    vector.mark(indices, count);
  }

  /** Where they stand in {@link #slab}: int[≥ x.size() × perCoordinate], row-major. */
  public int[] at() {
    return at;
  }

  /** All cells of the vector that are in memory. */
  public double[] slab() {
    return vector.slab();
  }
}
