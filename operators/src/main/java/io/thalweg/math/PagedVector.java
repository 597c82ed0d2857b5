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
 * <p>The pages in memory lie one behind the other in one array, so that an element costs two loads
 * and no page's header is read. All sums follow the canonical order of {@link Kernels}, whatever is
 * present or loaded. Not thread-safe; its owner is the model that holds it.
 */
public final class PagedVector {
  /** The longest vector that is kept as one page, in elements. */
  public static final int SINGLE_PAGE_LENGTH = 8192;

  /** Elements of each page of a longer vector; a multiple of the eight lanes. */
  public static final int PAGE_LENGTH = 128;

  private static final int PAGE_SHIFT = 7;
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

  /** Where each page begins in {@link #slab}, {@link #ABSENT} or {@link #NOT_LOADED}. */
  private final int[] offsets;

  private final byte[] dirty;
  private int notLoaded;

  /** Of many pages, the first {@link #PAGE_LENGTH} elements stay zero: every absent page. */
  private double[] slab;

  private int used;

  /** A vector of {@code length} zeros. */
  public PagedVector(int length) {
    this(length, NOTHING_STORED);
  }

  private PagedVector(int length, PageLoader loader) {
    if (length < 1) {
      throw new IllegalArgumentException("length must be at least 1: length=" + length);
    }
    this.length = length;
    this.loader = loader;
    boolean single = length <= SINGLE_PAGE_LENGTH;
    this.shift = single ? 31 : PAGE_SHIFT;
    this.mask = single ? Integer.MAX_VALUE : PAGE_LENGTH - 1;
    int pages = single ? 1 : ((length - 1) >>> PAGE_SHIFT) + 1;
    this.offsets = new int[pages];
    this.dirty = new byte[pages];
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
      if ((present[page >>> 6] >>> page & 1) != 0) {
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
    return offsets.length == 1 || offsets[page] != ABSENT;
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
    Arrays.fill(dirty, (byte) 0);
  }

  /** Heap taken by this vector, in bytes, up to object headers; O(1). */
  public long loadedBytes() {
    return 8L * slab.length + 5L * offsets.length;
  }

  /** Copies a page to {@code into}: {@link #pageLength} doubles from {@code offset} on. */
  public void copyPage(int page, double[] into, int offset) {
    System.arraycopy(slab, readable(page), into, offset, pageLength());
  }

  /** The element at {@code index}. */
  public double get(int index) {
    int at = readable(index >>> shift) + (index & mask);
    return slab[at];
  }

  /** Replaces the element at {@code index}. */
  public void set(int index, double value) {
    int at = writable(index >>> shift) + (index & mask);
    slab[at] = value;
  }

  /** ⟨this, x⟩ in canonical order over the stored elements of {@code x}. */
  public double dot(FeatureVector x) {
    if (!x.isSparse()) {
      return dotDense(x);
    }
    int n = x.size();
    int[] indices = x.indices();
    float[] values = x.values();
    load(indices, n);
    double[] slab = this.slab;
    int[] offsets = this.offsets;
    int shift = this.shift;
    int mask = this.mask;
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int k = 0;
    for (; k <= n - 8; k += 8) {
      int i0 = indices[k];
      int i1 = indices[k + 1];
      int i2 = indices[k + 2];
      int i3 = indices[k + 3];
      int i4 = indices[k + 4];
      int i5 = indices[k + 5];
      int i6 = indices[k + 6];
      int i7 = indices[k + 7];
      s0 += slab[offsets[i0 >>> shift] + (i0 & mask)] * values[k];
      s1 += slab[offsets[i1 >>> shift] + (i1 & mask)] * values[k + 1];
      s2 += slab[offsets[i2 >>> shift] + (i2 & mask)] * values[k + 2];
      s3 += slab[offsets[i3 >>> shift] + (i3 & mask)] * values[k + 3];
      s4 += slab[offsets[i4 >>> shift] + (i4 & mask)] * values[k + 4];
      s5 += slab[offsets[i5 >>> shift] + (i5 & mask)] * values[k + 5];
      s6 += slab[offsets[i6 >>> shift] + (i6 & mask)] * values[k + 6];
      s7 += slab[offsets[i7 >>> shift] + (i7 & mask)] * values[k + 7];
    }
    for (; k < n; k++) {
      int i = indices[k];
      double product = slab[offsets[i >>> shift] + (i & mask)] * values[k];
      switch (k & 7) {
        case 0 -> s0 += product;
        case 1 -> s1 += product;
        case 2 -> s2 += product;
        case 3 -> s3 += product;
        case 4 -> s4 += product;
        case 5 -> s5 += product;
        default -> s6 += product;
      }
    }
    return Kernels.tree(s0, s1, s2, s3, s4, s5, s6, s7);
  }

  private double dotDense(FeatureVector x) {
    if (offsets.length == 1) {
      return Kernels.dot(slab, x.values(), x.size());
    }
    float[] values = x.values();
    double[] lanes = new double[8];
    for (int k = 0; k < x.size(); k++) {
      lanes[k & 7] += get(k) * values[k];
    }
    return Kernels.tree(lanes);
  }

  /** this ← this + factor · x. */
  public void add(double factor, FeatureVector x) {
    int n = x.size();
    float[] values = x.values();
    if (!x.isSparse()) {
      if (offsets.length == 1) {
        dirty[0] = 1;
        Kernels.add(slab, factor, values, n);
      } else {
        for (int k = 0; k < n; k++) {
          set(k, get(k) + factor * values[k]);
        }
      }
      return;
    }
    int[] indices = x.indices();
    create(indices, n);
    double[] slab = this.slab;
    int[] offsets = this.offsets;
    int shift = this.shift;
    int mask = this.mask;
    for (int k = 0; k < n; k++) {
      int i = indices[k];
      slab[offsets[i >>> shift] + (i & mask)] += factor * values[k];
    }
  }

  /** this ← factor · this; every present page becomes dirty. */
  public void scale(double factor) {
    for (int page = 0; page < offsets.length; page++) {
      if (isPresent(page)) {
        int from = writable(page);
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
        int from = readable(page);
        for (int i = 0; i < pageLength(); i++) {
          double value = slab[from + i];
          lanes[i & 7] += value * value;
        }
      }
    }
    return Kernels.tree(lanes);
  }

  private void load(int[] indices, int n) {
    if (notLoaded > 0) {
      for (int k = 0; k < n; k++) {
        readable(indices[k] >>> shift);
      }
    }
  }

  private void create(int[] indices, int n) {
    for (int k = 0; k < n; k++) {
      int page = indices[k] >>> shift;
      dirty[page] = 1;
      if (offsets[page] <= ABSENT) {
        writable(page);
      }
    }
  }

  private int readable(int page) {
    int offset = offsets[page];
    return offset == NOT_LOADED ? bring(page) : offset;
  }

  private int writable(int page) {
    dirty[page] = 1;
    int offset = readable(page);
    return offset == ABSENT && offsets.length > 1 ? allocate(page) : offset;
  }

  private int bring(int page) {
    int offset = allocate(page);
    loader.load(page, slab, offset);
    notLoaded--;
    return offset;
  }

  private int allocate(int page) {
    int offset = used;
    if (offset + PAGE_LENGTH > slab.length) {
      int grown = Math.min(slab.length + Math.max(slab.length >> 1, PAGE_LENGTH), capacity());
      slab = Arrays.copyOf(slab, grown);
    }
    used = offset + PAGE_LENGTH;
    offsets[page] = offset;
    return offset;
  }

  private int capacity() {
    return Math.multiplyExact(offsets.length + 1, PAGE_LENGTH);
  }
}
