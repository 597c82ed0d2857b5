package io.thalweg.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeTest {
  /** One page; pages, few then so many that they turn flat; longer than any table. */
  @ParameterizedTest
  @ValueSource(ints = {40, 8192, 9000, 262_144, (1 << 20) + 1})
  void sumsAreThoseOfTheDefinition(int length) {
    Lcg random = new Lcg(length);
    Probe probe = new Probe();
    PagedVector[] vectors = {new PagedVector(length), new PagedVector(length)};
    FeatureVector[] lasts = {new FeatureVector(), new FeatureVector()};
    double[][] plain = new double[2][length];
    for (int round = 0; round < 400; round++) {
      // Two vectors in turn, in no regular order: what is spread out must be that of the right one.
      int which = random.below(2);
      PagedVector vector = vectors[which];
      FeatureVector last = lasts[which];
      FeatureVector x = example(random, length);
      boolean hinted = last.size() > 0 && random.below(8) > 0;
      if (hinted) {
        probe.take(vector, last, x);
      } else {
        probe.take(vector, x);
      }
      double[] products = new double[8];
      double[] hints = new double[8];
      double[] squares = new double[8];
      for (int k = 0; k < x.size(); k++) {
        float value = x.values()[k];
        float z = hinted ? at(last, x.index(k)) : 0;
        products[k & 7] += plain[which][x.index(k)] * value;
        hints[k & 7] += (double) z * value;
        squares[k & 7] += (double) value * value;
        if (hinted) {
          assertThat(probe.hint(k)).isEqualTo(z);
        }
      }
      assertThat(probe.product()).isEqualTo(Kernels.tree(products));
      assertThat(probe.hintProduct()).isEqualTo(Kernels.tree(hints));
      assertThat(probe.squaredNorm()).isEqualTo(Kernels.tree(squares));
      if (random.below(4) > 0) {
        double factor = random.symmetric();
        probe.add(factor);
        for (int k = 0; k < x.size(); k++) {
          plain[which][x.index(k)] += factor * x.values()[k];
          assertThat(vector.get(x.index(k))).isEqualTo(plain[which][x.index(k)]);
        }
      }
      if (random.below(4) > 0) {
        probe.remember(last);
        assertThat(last).hasToString(x.toString());
      } else if (random.below(4) == 0) {
        // Someone else fills it: another instance of the same learner, say.
        last.copyFrom(example(random, length));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {9000, 100_000})
  void addingMarksAndCreatesPages(int length) {
    Lcg random = new Lcg(3);
    PagedVector vector = new PagedVector(length);
    Probe probe = new Probe();
    boolean[] written = new boolean[vector.pages()];
    for (int round = 0; round < 300; round++) {
      FeatureVector x = random.sparse(1 + round % 9, length);
      probe.take(vector, x);
      for (int page = 0; page < vector.pages(); page++) {
        assertThat(vector.isPresent(page)).isEqualTo(written[page]);
      }
      vector.clearDirty();
      probe.add(1);
      boolean[] dirty = new boolean[vector.pages()];
      for (int k = 0; k < x.size(); k++) {
        written[x.index(k) / PagedVector.PAGE_LENGTH] = true;
        dirty[x.index(k) / PagedVector.PAGE_LENGTH] = true;
      }
      for (int page = 0; page < vector.pages(); page++) {
        assertThat(vector.isDirty(page)).isEqualTo(dirty[page]);
        assertThat(vector.isPresent(page)).isEqualTo(written[page]);
      }
    }
  }

  private static FeatureVector example(Lcg random, int length) {
    if (length <= 100 && random.below(3) == 0) {
      return random.dense(length);
    }
    // Most positions from the front, so that consecutive examples meet and pages are shared.
    FeatureVector x = random.sparse(random.below(30), Math.min(length, 40));
    int spread = random.below(3) == 0 ? length / 40 : 1;
    for (int k = 0; k < x.size(); k++) {
      x.indices()[k] *= spread;
    }
    return x;
  }

  private static float at(FeatureVector x, int index) {
    for (int k = 0; k < x.size(); k++) {
      if (x.index(k) == index) {
        return x.values()[k];
      }
    }
    return 0;
  }
}
