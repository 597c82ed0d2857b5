package io.thalweg.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FeatureVectorTest {
  @Test
  void aCopyLeavesTheArraysAloneThatWereLentToIt() {
    int[] lentIndices = {1, 5};
    float[] lentValues = {2, 3};
    FeatureVector vector = new FeatureVector().sparse(lentIndices, lentValues, 2);
    FeatureVector other = new FeatureVector().sparse(new int[] {0, 9}, new float[] {7, 8}, 2);
    vector.copyFrom(other);
    assertThat(lentIndices).containsExactly(1, 5);
    assertThat(lentValues).containsExactly(2, 3);
    other.indices()[0] = 4;
    other.values()[0] = 40;
    assertThat(vector).hasToString("[0, 9]:[7.0, 8.0]");
  }

  @Test
  void aCopyTakesOverTheFormAndGrows() {
    FeatureVector vector = new FeatureVector();
    assertThat(vector.isSparse()).isFalse();
    assertThat(vector.size()).isZero();
    FeatureVector sparse = new Lcg(1).sparse(30, 100);
    FeatureVector dense = new Lcg(1).dense(50);
    assertThat(vector.copyFrom(sparse)).hasToString(sparse.toString());
    assertThat(vector.copyFrom(dense)).hasToString(dense.toString());
    assertThat(vector.index(7)).isEqualTo(7);
    float[] own = vector.values();
    assertThat(vector.copyFrom(sparse)).hasToString(sparse.toString());
    assertThat(vector.values()).isSameAs(own);
    assertThat(vector.index(7)).isEqualTo(sparse.indices()[7]);
  }

  @Test
  void elementsBehindTheSizeAreNoPartOfIt() {
    FeatureVector vector =
        new FeatureVector().sparse(new int[] {1, 2, 3}, new float[] {1, 2, 3}, 2);
    assertThat(vector).hasToString("[1, 2]:[1.0, 2.0]");
    assertThat(new FeatureVector().copyFrom(vector)).hasToString("[1, 2]:[1.0, 2.0]");
  }
}
