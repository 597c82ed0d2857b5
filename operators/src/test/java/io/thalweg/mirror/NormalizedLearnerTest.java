package io.thalweg.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.thalweg.convex.Ball;
import io.thalweg.convex.FtrlProximalSpec;
import io.thalweg.convex.Hint;
import io.thalweg.convex.MirrorDescentSpec;
import io.thalweg.convex.ScaleFree;
import io.thalweg.math.FeatureVector;
import io.thalweg.math.Lcg;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NormalizedLearnerTest {
  private static final int DIMENSION = 12;

  static List<Algorithm> algorithms() {
    return List.of(
        new Algorithm.Lazy(new Ball(1), new ScaleFree(1), Hint.LAST_GRADIENT),
        new Algorithm.Implicit(new Ball(1), new ScaleFree(1)),
        new Algorithm.Sparse(new FtrlProximalSpec(0.3, 1, 0.1, 0, Hint.LAST_GRADIENT)),
        new Algorithm.Dense(new MirrorDescentSpec(new Ball(1), new ScaleFree(1), Hint.ZERO)));
  }

  private static LearnerRun normalized(Algorithm inner) {
    return new LearnerRun(
        new LearnerSpec(new LogisticLoss(), new Algorithm.Normalized(inner), DIMENSION));
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void unitsOfFeaturesChangeNoAnswer(Algorithm inner) {
    LearnerRun run = normalized(inner);
    LearnerRun binary = normalized(inner);
    LearnerRun metric = normalized(inner);
    Lcg random = new Lcg(5);
    for (int t = 0; t < 300; t++) {
      FeatureVector x = t % 10 == 3 ? random.dense(DIMENSION) : random.sparse(4, DIMENSION);
      double label = random.below(2);
      double margin = run.learn(x, label, 1);
      assertThat(binary.learn(times(x, 1024), label, 1)).isEqualTo(margin);
      // Features are floats: each is rounded by 2⁻²⁴ when it is multiplied, and steps of the size
      // of the domain make differences grow.
      assertThat(metric.learn(times(x, 1000), label, 1)).isCloseTo(margin, within(1e-4));
    }
    for (int i = 0; i < DIMENSION; i++) {
      double unit = i % 3 == 0 ? 1024 : 1;
      assertThat(binary.weight(i) * unit).isEqualTo(run.weight(i));
    }
  }

  /** Every third feature in another unit. */
  private static FeatureVector times(FeatureVector x, float unit) {
    float[] values = new float[x.size()];
    int[] indices = new int[x.size()];
    for (int k = 0; k < x.size(); k++) {
      indices[k] = x.index(k);
      values[k] = x.index(k) % 3 == 0 ? unit * x.values()[k] : x.values()[k];
    }
    return x.isSparse()
        ? new FeatureVector().sparse(indices, values, x.size())
        : new FeatureVector().dense(values, x.size());
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void theInnerLearnerSeesFeaturesOverTheirLargestSizeSoFar(Algorithm inner) {
    LearnerRun run = normalized(inner);
    LearnerRun plain = new LearnerRun(new LearnerSpec(new LogisticLoss(), inner, DIMENSION));
    double[] largest = new double[DIMENSION];
    Lcg random = new Lcg(6);
    for (int t = 0; t < 200; t++) {
      FeatureVector x = random.sparse(4, DIMENSION);
      double weight = t % 5 == 4 ? 0 : 1;
      int[] indices = new int[4];
      float[] values = new float[4];
      for (int k = 0; k < 4; k++) {
        int i = x.index(k);
        x.values()[k] *= (float) Math.pow(10, random.below(5));
        double size = Math.max(largest[i], Math.abs(x.values()[k]));
        indices[k] = i;
        values[k] = (float) (x.values()[k] / size);
        if (weight != 0) {
          largest[i] = size;
        }
      }
      FeatureVector seen = new FeatureVector().sparse(indices, values, 4);
      double label = random.below(2);
      double margin = run.margin(x);
      assertThat(run.learn(x, label, weight)).isEqualTo(margin);
      assertThat(plain.learn(seen, label, weight)).isEqualTo(margin);
      assertThat(run.model().rounds()).isEqualTo(t + 1);
    }
    for (int i = 0; i < DIMENSION; i++) {
      assertThat(run.weight(i)).isEqualTo(plain.weight(i) / largest[i]);
    }
  }

  @Test
  void featuresThatAreZeroHaveNoSize() {
    LearnerRun run = normalized(algorithms().get(0));
    FeatureVector zero = new FeatureVector().sparse(new int[] {2}, new float[] {0}, 1);
    assertThat(run.learn(zero, 1, 1)).isZero();
    assertThat(run.weight(2)).isZero();
    FeatureVector least =
        new FeatureVector().sparse(new int[] {2}, new float[] {Float.MIN_VALUE}, 1);
    run.learn(least, 1, 1);
    assertThat(run.margin(least)).isCloseTo(1, within(1e-12));
  }

  @Test
  void quantilesShareTheSizes() {
    LearnerRun run =
        new LearnerRun(
            new LearnerSpec(
                new SquaredLoss(),
                new Algorithm.Normalized(algorithms().get(0)),
                DIMENSION,
                List.of(0.1, 0.9)));
    run.learn(new Lcg(1).sparse(4, DIMENSION), 0.5, 1);
    assertThat(run.answer().scoreCount()).isEqualTo(2);
    assertThat(run.model().cells().length()).isEqualTo(DIMENSION);
    assertThat(run.model().flattened()).hasSize(5);
  }

  @Test
  void oneNormalizationIsEnough() {
    Algorithm once = new Algorithm.Normalized(algorithms().get(0));
    assertThatThrownBy(() -> new Algorithm.Normalized(once))
        .hasMessageStartingWith("what is normalized must not be so already: algorithm=normalized(");
  }
}
