package io.thalweg.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellsTest {
  /** Of one page, of few pages, and of so many that the vector turns flat. */
  @ParameterizedTest
  @CsvSource({"30, 2, 4", "30, 1, 30", "20000, 2, 6", "20000, 3, 6", "20000, 1, 3000"})
  void cellsAreReadAndWrittenWhereTheyStand(int dimension, int perCoordinate, int features) {
    PagedVector vector = new PagedVector(dimension * perCoordinate);
    double[] expected = new double[dimension * perCoordinate];
    Cells cells = new Cells();
    Lcg random = new Lcg(4);
    for (int t = 0; t < 20; t++) {
      FeatureVector x =
          features == dimension ? random.dense(dimension) : random.sparse(features, dimension);
      vector.clearDirty();
      cells.read(vector, x, perCoordinate);
      for (int k = 0; k < x.size(); k++) {
        for (int cell = 0; cell < perCoordinate; cell++) {
          assertThat(cells.slab()[cells.at()[k * perCoordinate + cell]])
              .isEqualTo(expected[x.index(k) * perCoordinate + cell]);
        }
      }
      assertThat(vector.nextDirty(0)).isEqualTo(-1);
      cells.write();
      for (int k = 0; k < x.size(); k++) {
        for (int cell = 0; cell < perCoordinate; cell++) {
          double value = random.symmetric();
          cells.slab()[cells.at()[k * perCoordinate + cell]] = value;
          expected[x.index(k) * perCoordinate + cell] = value;
          int page = (x.index(k) * perCoordinate + cell) / vector.pageLength();
          assertThat(vector.isDirty(page) && vector.isPresent(page)).isTrue();
        }
      }
      for (int i = 0; i < expected.length; i++) {
        assertThat(vector.get(i)).isEqualTo(expected[i]);
      }
    }
  }
}
