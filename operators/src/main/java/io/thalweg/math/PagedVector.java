package io.thalweg.math;

import java.util.Arrays;

/**
 * A vector of doubles that takes memory where it has been written. Up to {@value
 * #SINGLE_PAGE_LENGTH} elements it is one page of exactly its length; beyond that, pages of {@value
 * #PAGE_LENGTH} elements (1 KiB), each created when one of its elements is first written. An absent
 * page reads as zeros, and reading creates nothing.
 *
 * <p>A vector can stand in front of a store: {@link #stored} makes one whose present pages are
 * asked from a {@link PageLoader} when they are first touched, and each page written since the last
 * {@link #clearDirty} is dirty. Loading a page is invisible to the caller: it changes neither what
 * is present nor what is dirty.
 *
 * <p>The pages in memory lie one behind the other in one array. Once they are more than a quarter
 * of all pages, the vector turns <em>flat</em>: the array then holds every page in its place, so
 * that an element costs one load. All sums follow the canonical order of {@link Kernels}, whatever
 * is present, loaded or flat. Not thread-safe; its owner is the model that holds it.
 */
public final class PagedVector {
  /** The longest vector that is kept as one page, in elements. */
  public static final int SINGLE_PAGE_LENGTH = 8192;

  /** Elements of each page of a longer vector; a multiple of the eight lanes. */
  public static final int PAGE_LENGTH = 128;

  private static final int PAGE_SHIFT = 7;
  private static final int FLAT_FROM_ONE_IN = 4;
  private static final int ABSENT = 0;
  private static final int NOT_LOADED = -1;
  private static final PageLoader NOTHING_STORED =
      (page, into, offset) -> {
        throw new IllegalStateException("nothing is stored behind this vector: page=" + page);
      };

  /** Brings the elements of a present page that is not in memory. */
  @FunctionalInterface
  public interface PageLoader {
    /**
     * Writes the page's elements to {@code into}, from {@code offset} on: {@link #PAGE_LENGTH}
     * doubles, or the vector's length where it is one page.
     */
    void load(int page, double[] into, int offset);
  }

  private final int length;
  private final int shift;
  private final int mask;
  private final PageLoader loader;

  /**
   * Where each page begins in {@link #slab}, {@link #ABSENT} or {@link #NOT_LOADED}. In a flat
   * vector, whose pages are where they belong, a page may be marked absent and dirty: it is
   * present.
   */
  private final int[] offsets;

  private final byte[] dirty;
  private int notLoaded;
  private boolean flat;

  /** Unless flat, the first {@link #PAGE_LENGTH} elements stay zero: every absent page. */
  private double[] slab;

  private int used;

  /** A vector of {@code length} zeros. */
  public PagedVector(int length) {
    this(length, NOTHING_STORED);
  }

  private PagedVector(int length, PageLoader loader) {
    if (length < 0) {
      throw new IllegalArgumentException("length must be 0 or more: length=" + length);
    }
    this.length = length;
    this.loader = loader;
    boolean single = length <= SINGLE_PAGE_LENGTH;
    this.shift = single ? 31 : PAGE_SHIFT;
    this.mask = single ? Integer.MAX_VALUE : PAGE_LENGTH - 1;
    int pages = single ? 1 : ((length - 1) >>> PAGE_SHIFT) + 1;
    this.offsets = new int[pages];
    this.dirty = new byte[pages];
    this.flat = single;
    this.slab = new double[single ? length : PAGE_LENGTH];
    this.used = slab.length;
  }

  /**
   * A vector whose pages lie in a store.
   *
   * @param present long[⌈pages / 64⌉], bit {@code p & 63} of word {@code p >>> 6} says whether page
   *     {@code p} was ever written; a vector of one page ignores it and is asked for at once
   */
  public static PagedVector stored(int length, long[] present, PageLoader loader) {
    PagedVector vector = new PagedVector(length, loader);
    if (vector.pages() == 1) {
      loader.load(0, vector.slab, 0);
      return vector;
    }
    for (int page = 0; page < vector.pages(); page++) {
      if (((present[page >>> 6] >>> page) & 1) != 0) {
        vector.offsets[page] = NOT_LOADED;
        vector.notLoaded++;
      }
    }
    return vector;
  }

  /** Number of elements. */
  public int length() {
    return length;
  }

  /** Number of pages, absent ones included. */
  public int pages() {
    return offsets.length;
  }

  /** Elements of one page; the last page of several is filled up with zeros. */
  public int pageLength() {
    return offsets.length == 1 ? length : PAGE_LENGTH;
  }

  /** Whether a page was ever written; the one page of a short vector always counts as present. */
  public boolean isPresent(int page) {
    return offsets.length == 1 || offsets[page] != ABSENT || dirty[page] != 0;
  }

  /** Whether a page was written since the last {@link #clearDirty}. */
  public boolean isDirty(int page) {
    return dirty[page] != 0;
  }

  /** The first dirty page at or after {@code from}, or −1. */
  public int nextDirty(int from) {
    for (int page = from; page < dirty.length; page++) {
      if (dirty[page] != 0) {
        return page;
      }
    }
    return -1;
  }

  /** Declares what is in memory to be what is stored. */
  public void clearDirty() {
    for (int page = nextDirty(0); page >= 0; page = nextDirty(page + 1)) {
      dirty[page] = 0;
      if (flat) {
        offsets[page] = 1;
      }
    }
  }

  /** Heap taken by this vector, in bytes, up to object headers; O(1). */
  public long loadedBytes() {
    return 8L * slab.length + 5L * offsets.length;
  }

  /** Copies a page to {@code into}: {@link #pageLength} doubles from {@code offset} on. */
  public void copyPage(int page, double[] into, int offset) {
    int from = begin(page);
    System.arraycopy(slab, from, into, offset, pageLength());
  }

  /**
   * Copies {@code n} elements from {@code index} on to the beginning of {@code into}, as floats.
   */
  public void copy(int index, int n, float[] into) {
    for (int k = 0; k < n; ) {
      int within = (index + k) & mask;
      int from = begin((index + k) >>> shift) + within;
      int run = Math.min(n - k, pageLength() - within);
      for (int i = 0; i < run; i++) {
        into[k + i] = (float) slab[from + i];
      }
      k += run;
    }
  }

  /** The element at {@code index}. */
  public double get(int index) {
    int at = begin(index >>> shift) + (index & mask);
    return slab[at];
  }

  /** Replaces the element at {@code index}. */
  public void set(int index, double value) {
    int at = create(index >>> shift) + (index & mask);
    slab[at] = value;
  }

  /**
   * Replaces {@code n} elements from {@code index} on by those of {@code values} from {@code at}
   * on.
   */
  public void set(int index, float[] values, int at, int n) {
    for (int k = 0; k < n; ) {
      int within = (index + k) & mask;
      int to = create((index + k) >>> shift) + within;
      int run = Math.min(n - k, pageLength() - within);
      for (int i = 0; i < run; i++) {
        slab[to + i] = values[at + k + i];
      }
      k += run;
    }
  }

  /** ⟨this, x⟩ in canonical order over the stored elements of {@code x}. */
  public double dot(FeatureVector x) {
    float[] values = x.values();
    if (!x.isSparse() && flat && notLoaded == 0) {
      return Kernels.dot(slab, values, x.size());
    }
    double[] lanes = new double[8];
    for (int k = 0; k < x.size(); k++) {
      lanes[k & 7] += get(x.index(k)) * values[k];
    }
    return Kernels.tree(lanes);
  }

  /** this ← this + factor · x. */
  public void add(double factor, FeatureVector x) {
    int n = x.size();
    float[] values = x.values();
    if (!x.isSparse() && offsets.length == 1) {
      dirty[0] = 1;
      Kernels.add(slab, factor, values, n);
    } else {
      for (int k = 0; k < n; k++) {
        int index = x.index(k);
        set(index, get(index) + factor * values[k]);
      }
    }
  }

  /** this ← factor · this; every present page becomes dirty. */
  public void scale(double factor) {
    for (int page = 0; page < offsets.length; page++) {
      if (isPresent(page)) {
        int from = create(page);
        for (int i = from; i < from + pageLength(); i++) {
          slab[i] *= factor;
        }
      }
    }
  }

  /** |this|² in canonical order. */
  public double squaredNorm() {
    double[] lanes = new double[8];
    for (int page = 0; page < offsets.length; page++) {
      if (isPresent(page)) {
        int from = begin(page);
        for (int i = 0; i < pageLength(); i++) {
          double value = slab[from + i];
          lanes[i & 7] += value * value;
        }
      }
    }
    return Kernels.tree(lanes);
  }

  /**
   * Tells where the elements stand in {@link #slab}, for reading; absent ones stand among the
   * zeros.
   *
   * @param scratch int[≥ n] that the answer may be written to
   * @return int[≥ n]: {@code scratch}, or {@code indices} itself where the vector is flat
   */
  int[] positions(int[] indices, int n, int[] scratch) {
    if (notLoaded > 0) {
      for (int k = 0; k < n; k++) {
        begin(indices[k] >>> shift);
      }
    }
    if (flat) {
      return indices;
    }
    int[] offsets = this.offsets;
    for (int k = 0; k < n; k++) {
      int index = indices[k];
      scratch[k] = offsets[index >>> PAGE_SHIFT] + (index & (PAGE_LENGTH - 1));
    }
    return scratch;
  }

  /** As {@link #positions}, for writing: creates the pages; the caller marks them as written. */
  int[] positionsToWrite(int[] indices, int n, int[] scratch) {
    if (!flat) {
      for (int k = 0; k < n; k++) {
        create(indices[k] >>> PAGE_SHIFT);
      }
    }
    return positions(indices, n, scratch);
  }

  /** Marks the pages of elements as written. */
  void mark(int[] indices, int n) {
    byte[] dirty = this.dirty;
    int shift = this.shift;
    for (int k = 0; k < n; k++) {
      dirty[indices[k] >>> shift] = 1;
    }
  }

  /** The elements; replaced when pages are created or loaded. */
  double[] slab() {
    return slab;
  }

  /** One byte per page, 1 for each page that was written. */
  byte[] dirty() {
    return dirty;
  }

  /** An element's index, shifted right by this, is its page. */
  int shift() {
    return shift;
  }

  /** Where a page begins, for reading. */
  private int begin(int page) {
    int offset = offsets[page];
    if (offset == NOT_LOADED) {
      offset = allocate(page);
      loader.load(page, slab, offset);
      notLoaded--;
    }
    return flat ? page << PAGE_SHIFT : offset;
  }

  /** Where a page begins, for writing: created if it was absent, and dirty. */
  private int create(int page) {
    int offset = begin(page);
    if (!flat && offset == ABSENT) {
      offset = allocate(page);
    }
    dirty[page] = 1;
    return offset;
  }

  private int allocate(int page) {
    if (!flat && used > (offsets.length / FLAT_FROM_ONE_IN) << PAGE_SHIFT) {
      flatten();
    }
    if (flat) {
      // 1 is neither absent nor awaited; where the page stands is known without.
      offsets[page] = 1;
      return page << PAGE_SHIFT;
    }
    if (used == slab.length) {
      slab = Arrays.copyOf(slab, used + Math.max(used >> 1 & -PAGE_LENGTH, PAGE_LENGTH));
    }
    int offset = used;
    offsets[page] = offset;
    used += PAGE_LENGTH;
    return offset;
  }

  private void flatten() {
    double[] whole = new double[Math.multiplyExact(offsets.length, PAGE_LENGTH)];
    for (int page = 0; page < offsets.length; page++) {
      if (offsets[page] > ABSENT) {
        System.arraycopy(slab, offsets[page], whole, page << PAGE_SHIFT, PAGE_LENGTH);
        offsets[page] = 1;
      }
    }
    slab = whole;
    flat = true;
  }
}
