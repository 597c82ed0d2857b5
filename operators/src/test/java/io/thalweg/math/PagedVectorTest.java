package io.thalweg.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagedVectorTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 100, 8192, 8193, 20_000, 262_144})
  void behavesAsAPlainArray(int length) {
    Lcg random = new Lcg(length);
    PagedVector vector = new PagedVector(length);
    double[] plain = new double[length];
    for (int round = 0; round < 50; round++) {
      FeatureVector x = random.sparse(Math.min(length, 1 + random.below(30)), length);
      double factor = random.symmetric();
      assertThat(vector.dot(x)).isEqualTo(dot(plain, x));
      vector.add(factor, x);
      for (int k = 0; k < x.size(); k++) {
        plain[x.index(k)] += factor * x.values()[k];
      }
      vector.set(x.index(0), 0.5);
      plain[x.index(0)] = 0.5;
    }
    vector.scale(0.75);
    double[] lanes = new double[8];
    for (int i = 0; i < length; i++) {
      plain[i] *= 0.75;
      lanes[i & 7] += plain[i] * plain[i];
      assertThat(vector.get(i)).isEqualTo(plain[i]);
    }
    assertThat(vector.squaredNorm()).isEqualTo(Kernels.tree(lanes));
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 8192, 8200})
  void denseAndSparseFormsOfAFullVectorGiveTheSameBits(int length) {
    Lcg random = new Lcg(1);
    PagedVector fromDense = new PagedVector(length);
    PagedVector fromSparse = new PagedVector(length);
    FeatureVector dense = random.dense(length);
    int[] all = new int[length];
    for (int i = 0; i < length; i++) {
      all[i] = i;
    }
    FeatureVector sparse = new FeatureVector().sparse(all, dense.values(), length);
    fromDense.add(0.3, dense);
    fromSparse.add(0.3, sparse);
    assertThat(fromDense.dot(sparse)).isEqualTo(fromSparse.dot(dense));
    assertThat(fromDense.squaredNorm()).isEqualTo(fromSparse.squaredNorm());
  }

  @Test
  void readingCreatesNothing() {
    PagedVector vector = new PagedVector(100_000);
    long before = vector.loadedBytes();
    assertThat(vector.dot(new Lcg(3).sparse(40, 100_000))).isZero();
    assertThat(vector.get(99_999)).isZero();
    assertThat(vector.squaredNorm()).isZero();
    assertThat(vector.nextDirty(0)).isEqualTo(-1);
    assertThat(vector.isPresent(5)).isFalse();
    assertThat(vector.loadedBytes()).isEqualTo(before);
  }

  @Test
  void aPageIsCreatedAndDirtyOnceWritten() {
    PagedVector vector = new PagedVector(100_000);
    vector.add(1, new FeatureVector().sparse(new int[] {130, 99_999}, new float[] {1, 2}, 2));
    assertThat(dirtyPages(vector)).containsExactly(1, 781);
    assertThat(vector.isPresent(1)).isTrue();
    assertThat(vector.isPresent(2)).isFalse();
    vector.clearDirty();
    assertThat(dirtyPages(vector)).isEmpty();
    assertThat(vector.isPresent(781)).isTrue();
    vector.scale(0.5);
    assertThat(dirtyPages(vector)).containsExactly(1, 781);
  }

  @Test
  void loadedBytesGrowWithThePagesThatWereWritten() {
    PagedVector vector = new PagedVector(1 << 20);
    long empty = vector.loadedBytes();
    for (int page = 0; page < 100; page++) {
      vector.set(page * PagedVector.PAGE_LENGTH, 1);
    }
    assertThat(vector.loadedBytes() - empty).isBetween(100L * 1024, 2 * 100L * 1024);
    for (int i = 0; i < 1 << 20; i += PagedVector.PAGE_LENGTH) {
      vector.set(i, 1);
    }
    assertThat(vector.loadedBytes()).isEqualTo(8L * (1 << 20) + 5L * 8192);
  }

  @Test
  void aStoredPageIsAskedForOnceAndWhenFirstTouched() {
    PagedVector original = new PagedVector(10_000);
    FeatureVector x = new Lcg(8).sparse(300, 10_000);
    original.add(1, x);
    Map<Integer, double[]> store = new HashMap<>();
    long[] present = new long[2];
    for (int page = 0; page < original.pages(); page++) {
      if (original.isPresent(page)) {
        double[] elements = new double[original.pageLength()];
        original.copyPage(page, elements, 0);
        store.put(page, elements);
        present[page >>> 6] |= 1L << page;
      }
    }
    List<Integer> asked = new ArrayList<>();
    PagedVector vector =
        PagedVector.stored(
            10_000,
            present,
            (page, into, offset) -> {
              asked.add(page);
              System.arraycopy(store.get(page), 0, into, offset, PagedVector.PAGE_LENGTH);
            });
    assertThat(asked).isEmpty();
    assertThat(vector.get(x.index(7))).isEqualTo(original.get(x.index(7)));
    assertThat(asked).containsExactly(x.index(7) / PagedVector.PAGE_LENGTH);
    assertThat(vector.dot(x)).isEqualTo(original.dot(x));
    vector.add(-0.25, x);
    original.add(-0.25, x);
    assertThat(vector.squaredNorm()).isEqualTo(original.squaredNorm());
    assertThat(asked).containsExactlyInAnyOrderElementsOf(store.keySet());
  }

  @Test
  void loadingMakesNothingDirty() {
    PagedVector vector =
        PagedVector.stored(10_000, new long[] {-1, 1}, (page, into, offset) -> into[offset] = page);
    assertThat(vector.get(3 * PagedVector.PAGE_LENGTH)).isEqualTo(3);
    assertThat(vector.get(64 * PagedVector.PAGE_LENGTH)).isEqualTo(64);
    assertThat(vector.isPresent(65)).isFalse();
    assertThat(vector.nextDirty(0)).isEqualTo(-1);
  }

  @Test
  void aNegativeLengthIsRefused() {
    assertThatThrownBy(() -> new PagedVector(-1)).hasMessage("length must be 0 or more: length=-1");
  }

  @Test
  void anEmptyVectorHasOneEmptyPage() {
    PagedVector empty = new PagedVector(0);
    empty.copyPage(0, new double[0], 0);
    assertThat(empty.pages()).isEqualTo(1);
    assertThat(empty.squaredNorm()).isZero();
    assertThat(empty.nextDirty(0)).isEqualTo(-1);
  }

  private static List<Integer> dirtyPages(PagedVector vector) {
    List<Integer> pages = new ArrayList<>();
    for (int page = vector.nextDirty(0); page >= 0; page = vector.nextDirty(page + 1)) {
      pages.add(page);
    }
    return pages;
  }

  private static double dot(double[] plain, FeatureVector x) {
    double[] lanes = new double[8];
    for (int k = 0; k < x.size(); k++) {
      lanes[k & 7] += plain[x.index(k)] * x.values()[k];
    }
    return Kernels.tree(lanes);
  }

  @Test
  void rowsAreSetAndCopiedAcrossPages() {
    int row = 300;
    for (int length : List.of(4 * row, 100 * row)) {
      PagedVector vector = new PagedVector(length);
      float[] values = new float[row + 2];
      for (int i = 0; i < values.length; i++) {
        values[i] = i + 0.5f;
      }
      vector.set(row, values, 2, row);
      float[] copy = new float[row + 1];
      vector.copy(row - 1, row + 1, copy);
      assertThat(copy[0]).isZero();
      for (int i = 0; i < row; i++) {
        assertThat(copy[i + 1]).isEqualTo(values[i + 2]);
        assertThat(vector.get(row + i)).isEqualTo(values[i + 2]);
      }
      assertThat(vector.get(2 * row)).isZero();
      if (vector.pages() > 1) {
        assertThat(vector.nextDirty(0)).isEqualTo(row / 128);
        assertThat(vector.nextDirty((2 * row - 1) / 128 + 1)).isEqualTo(-1);
      }
    }
  }
}
