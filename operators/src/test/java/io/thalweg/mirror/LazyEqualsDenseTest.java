package io.thalweg.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.thalweg.convex.Ball;
import io.thalweg.convex.Box;
import io.thalweg.convex.Convex;
import io.thalweg.convex.Domain;
import io.thalweg.convex.Hint;
import io.thalweg.convex.MirrorDescentSpec;
import io.thalweg.convex.ScaleFree;
import io.thalweg.convex.StepSize;
import io.thalweg.math.FeatureVector;
import io.thalweg.math.Lcg;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Mirror descent that touches only what events touch is mirror descent on whole vectors. */
class LazyEqualsDenseTest {
  private static final int DIMENSION = 50;

  static List<Arguments> compositions() {
    List<Arguments> all = new ArrayList<>();
    for (Domain domain : List.of(new Ball(0.7), new Box(-0.2, 0.3))) {
      for (StepSize step : List.of(new Convex(2, 1), new ScaleFree(1))) {
        for (Hint hint : List.of(Hint.ZERO, Hint.LAST_GRADIENT)) {
          all.add(Arguments.of(domain, step, hint));
        }
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("compositions")
  void theLazyFormEqualsTheDenseOne(Domain domain, StepSize step, Hint hint) {
    Loss loss = new LogisticLoss();
    LearnerRun lazy = new LearnerRun(new LearnerSpec(loss, domain, step, hint, DIMENSION));
    Algorithm whole = new Algorithm.Dense(new MirrorDescentSpec(domain, step, hint));
    LearnerRun dense = new LearnerRun(new LearnerSpec(loss, whole, DIMENSION));
    Lcg random = new Lcg(5);
    for (int t = 0; t < 2000; t++) {
      FeatureVector x = fewAndOftenTheFirst(random);
      double label = random.below(2);
      assertThat(lazy.learn(x, label, 1)).isCloseTo(dense.learn(x, label, 1), within(1e-10));
    }
    for (int i = 0; i < DIMENSION; i++) {
      assertThat(lazy.played(i)).isCloseTo(dense.played(i), within(1e-10));
    }
    assertThat(lazy.reading().variation() / dense.reading().variation())
        .isCloseTo(1, within(1e-10));
    assertThat(lazy.reading().projectedRounds()).isEqualTo(dense.reading().projectedRounds());
  }

  private static FeatureVector fewAndOftenTheFirst(Lcg random) {
    TreeSet<Integer> positions = new TreeSet<>();
    for (int k = 0; k < 5; k++) {
      positions.add((int) (DIMENSION * random.uniform() * random.uniform()));
    }
    int[] indices = positions.stream().mapToInt(Integer::intValue).toArray();
    float[] values = new float[indices.length];
    for (int k = 0; k < values.length; k++) {
      values[k] = (float) random.symmetric();
    }
    return new FeatureVector().sparse(indices, values, values.length);
  }
}
