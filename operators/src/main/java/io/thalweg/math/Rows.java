package io.thalweg.math;

/**
 * Where an example's coordinates stand in a vector that keeps {@value #CELLS} cells for each, side
 * by side, and the values of its features. Features of value 0 are left out, so that a dense
 * example and its sparse form are one and the same; behind all others stands one that is always 1.
 *
 * <p>Protocol: {@link #read}, then any number of reads of {@link #cells}, then {@link #write}
 * before the first of them is written. One owner, one thread; any number of vectors in turn.
 */
public final class Rows {
  /** Cells of each coordinate; a divisor of a page, so that no row lies in two. */
  public static final int CELLS = 8;

  private PagedVector vector = new PagedVector(0);
  private int[] first = {};
  private int[] scratch = {};
  private int[] at = {};
  private double[] values = {};
  private int size;

  /**
   * Looks at an example.
   *
   * @param always the coordinate of the feature that is always 1, which {@code x} does not have
   */
  public void read(PagedVector vector, FeatureVector x, int always) {
    this.vector = vector;
    int n = x.size() + 1;
    if (first.length < n) {
      int capacity = Math.max(n, 2 * first.length);
      first = new int[capacity];
      scratch = new int[capacity];
      values = new double[capacity];
    }
    float[] all = x.values();
    int[] indices = x.indices();
    boolean sparse = x.isSparse();
    int met = 0;
    for (int k = 0; k < n - 1; k++) {
      if (all[k] != 0) {
        first[met] = (sparse ? indices[k] : k) * CELLS;
        values[met++] = all[k];
      }
    }
    first[met] = always * CELLS;
    values[met++] = 1;
    size = met;
    at = vector.positions(first, size, scratch);
  }

  /** Creates what is not there yet, and declares the example's rows to be written. */
  public void write() {
    at = vector.positionsToWrite(first, size, scratch);
    vector.mark(first, size);
  }

  /** The cells of all coordinates; replaced by {@link #read} and {@link #write}. */
  public double[] cells() {
    return vector.slab();
  }

  /** Where the row of each feature begins in {@link #cells}, int[≥ size]. */
  public int[] at() {
    return at;
  }

  /** The features' values, none of them 0, double[≥ size]. */
  public double[] values() {
    return values;
  }

  /** Number of features that are not 0, the one that is always 1 included. */
  public int size() {
    return size;
  }
}
