package io.thalweg.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.thalweg.convex.Ball;
import io.thalweg.convex.Box;
import io.thalweg.convex.Convex;
import io.thalweg.convex.ElasticNet;
import io.thalweg.convex.GroupLasso;
import io.thalweg.convex.Hint;
import io.thalweg.convex.L1;
import io.thalweg.convex.L2;
import io.thalweg.convex.MirrorDescentSpec;
import io.thalweg.convex.Regularizer;
import io.thalweg.convex.ScaleFree;
import io.thalweg.convex.StepSize;
import io.thalweg.convex.WholeSpace;
import io.thalweg.math.FeatureVector;
import io.thalweg.math.Lcg;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RegularizedDescentTest {
  private static final Box BOX = new Box(-0.4, 0.6);

  static List<Arguments> compositions() {
    List<Arguments> all = new ArrayList<>();
    for (MarginLoss loss : List.of(new LogisticLoss(), new SquaredLoss())) {
      for (Regularizer regularizer :
          List.of(new L1(0.02), new L2(0.1), new ElasticNet(0.01, 0.3))) {
        for (StepSize step : List.of(new Convex(2, 1), new ScaleFree(0.02))) {
          for (Hint hint : List.of(Hint.ZERO, Hint.LAST_GRADIENT)) {
            all.add(Arguments.of(loss, regularizer, step, hint));
          }
        }
      }
    }
    return all;
  }

  private static LearnerRun lazy(
      Loss loss, StepSize step, Regularizer regularizer, Hint hint, int dimension) {
    Algorithm algorithm = new Algorithm.Lazy(BOX, step, regularizer, hint);
    return new LearnerRun(new LearnerSpec(loss, algorithm, dimension));
  }

  private static LearnerRun dense(
      Loss loss, StepSize step, Regularizer regularizer, Hint hint, int dimension) {
    Algorithm algorithm = new Algorithm.Dense(new MirrorDescentSpec(BOX, step, regularizer, hint));
    return new LearnerRun(new LearnerSpec(loss, algorithm, dimension));
  }

  @ParameterizedTest
  @MethodSource("compositions")
  void itEqualsTheDenseCompositeForm(
      MarginLoss loss, Regularizer regularizer, StepSize step, Hint hint) {
    for (int dimension : new int[] {50, 9000}) {
      LearnerRun lazy = lazy(loss, step, regularizer, hint, dimension);
      LearnerRun dense = dense(loss, step, regularizer, hint, dimension);
      Lcg random = new Lcg(5);
      for (int t = 0; t < (dimension == 50 ? 1500 : 300); t++) {
        FeatureVector x = event(random, t, dimension);
        double label = random.below(2);
        double weight = t % 11 == 10 ? 0 : t % 5 == 0 ? 3 * random.uniform() : 1;
        double margin = dense.learn(x, label, weight);
        assertThat(lazy.learn(x, label, weight)).as("round %d", t).isCloseTo(margin, within(1e-12));
      }
      for (int i = 0; i < dimension; i += dimension / 50) {
        assertThat(lazy.played(i)).isCloseTo(dense.played(i), within(1e-12));
      }
      assertThat(lazy.reading().variation() / dense.reading().variation())
          .isCloseTo(1, within(1e-11));
      assertThat(lazy.reading().projectedRounds()).isEqualTo(dense.reading().projectedRounds());
    }
  }

  /** Of a large dimension only 50 coordinates are ever touched. */
  private static FeatureVector event(Lcg random, int t, int dimension) {
    if (dimension == 50 && t % 10 == 3) {
      return random.dense(50);
    }
    FeatureVector x = random.sparse(1 + random.below(8), 50);
    int[] indices = new int[x.size()];
    for (int k = 0; k < x.size(); k++) {
      indices[k] = x.index(k) * (dimension / 50);
    }
    return new FeatureVector().sparse(indices, x.values(), x.size());
  }

  @Test
  void dividingTheSharedSumsMovesNothing() {
    Regularizer net = new ElasticNet(0.01, 500);
    StepSize step = new Convex(0, 0.5);
    LearnerRun lazy = lazy(new SquaredLoss(), step, net, Hint.LAST_GRADIENT, 50);
    LearnerRun dense = dense(new SquaredLoss(), step, net, Hint.LAST_GRADIENT, 50);
    Lcg random = new Lcg(6);
    int divided = 0;
    for (int t = 0; t < 500; t++) {
      FeatureVector x = random.sparse(5, 50);
      double label = random.symmetric();
      double growth = lazy.model().numbers()[0];
      double margin = dense.learn(x, label, 1);
      assertThat(lazy.learn(x, label, 1)).isCloseTo(margin, within(1e-12));
      divided += lazy.model().numbers()[0] < growth ? 1 : 0;
    }
    assertThat(divided).isGreaterThan(2);
  }

  @Test
  void aCoordinateGoesToZeroAndStaysThereWithoutEventsOfItsOwn() {
    LearnerRun run =
        lazy(new SquaredLoss(), new ScaleFree(1), new L1(0.05), Hint.LAST_GRADIENT, 20_000);
    run.learn(new FeatureVector().sparse(new int[] {7}, new float[] {1}, 1), 1, 1);
    assertThat(run.weight(7)).isPositive();
    FeatureVector other = new FeatureVector().sparse(new int[] {19_000}, new float[] {1}, 1);
    int zeros = 0;
    for (int t = 0; t < 300; t++) {
      run.learn(other, t % 2, 1);
      assertThat(run.weight(7) == 0 || zeros == 0).isTrue();
      zeros += run.weight(7) == 0 ? 1 : 0;
    }
    assertThat(zeros).isGreaterThan(100);
    assertThat(run.played(7)).isZero();
  }

  @Test
  void onlyWhatIsExactCanBeLazy() {
    assertThatThrownBy(
            () -> new Algorithm.Lazy(new Ball(1), new ScaleFree(1), new L1(0.1), Hint.ZERO))
        .hasMessageContaining("must go with a box")
        .hasMessageContaining("dense(mirror-descent(...)) takes any domain")
        .hasMessageContaining("domain=ball(0x1.0p0)");
    assertThatThrownBy(
            () -> new Algorithm.Lazy(new WholeSpace(), new ScaleFree(1), new L2(0.1), Hint.ZERO))
        .hasMessageContaining("must go with a box");
    assertThatThrownBy(
            () ->
                new Algorithm.Lazy(
                    BOX, new ScaleFree(1), new GroupLasso(0.1, List.of(2)), Hint.ZERO))
        .hasMessageContaining("must not tie coordinates together");
  }
}
