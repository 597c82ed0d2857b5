package io.thalweg.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.convex.Box;
import io.thalweg.convex.Convex;
import io.thalweg.convex.Hint;
import io.thalweg.convex.MovingAverage;
import io.thalweg.convex.PerCoordinateSpec;
import io.thalweg.convex.ScaleFree;
import io.thalweg.convex.StepSize;
import io.thalweg.math.FeatureVector;
import io.thalweg.math.Lcg;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PerCoordinateLearnerTest {
  private static final Box BOX = new Box(-1, 1);

  private static LearnerRun run(Loss loss, StepSize step, Hint hint, int dimension) {
    return new LearnerRun(
        new LearnerSpec(loss, new Algorithm.PerCoordinate(BOX, step, hint), dimension));
  }

  @Test
  void eventsFollowTheGoldenTrajectory() {
    JsonNode rows = GoldenTrajectory.named("a_diag_box_squared").get("rows");
    SquaredLoss loss = new SquaredLoss();
    LearnerRun run = run(loss, new Convex(1, 0.5), Hint.LAST_GRADIENT, 2);
    for (int t = 0; t < 6; t++) {
      JsonNode row = rows.get(t);
      near(row.get("xhat"), run.weight(0), run.weight(1));
      near(row.get("x"), run.played(0), run.played(1));
      float[] x = GoldenTrajectory.FEATURES[t];
      FeatureVector features =
          t % 2 == 0
              ? new FeatureVector().dense(x, 2)
              : new FeatureVector().sparse(new int[] {0, 1}, x, 2);
      double margin = run.learn(features, GoldenTrajectory.label(loss, t), 1);
      assertThat(margin).isCloseTo(row.get("p").asDouble(), within(1e-12));
    }
    near(rows.get(6).get("xhat"), run.weight(0), run.weight(1));
    near(rows.get(6).get("x"), run.played(0), run.played(1));
    near(rows.get(6).get("V"), run.model().cells().get(1), run.model().cells().get(3));
  }

  private static void near(JsonNode expected, double first, double second) {
    assertThat(first).isCloseTo(expected.get(0).asDouble(), within(1e-12));
    assertThat(second).isCloseTo(expected.get(1).asDouble(), within(1e-12));
  }

  static List<Arguments> compositions() {
    List<Arguments> all = new ArrayList<>();
    for (Loss loss : List.of(new LogisticLoss(), new SquaredLoss(), new PinballLoss(0.9))) {
      for (Hint hint : List.of(Hint.ZERO, Hint.LAST_GRADIENT)) {
        for (StepSize step : List.of(new Convex(2, 1), new ScaleFree(0.5))) {
          for (int dimension : new int[] {20, 20_000}) {
            all.add(Arguments.of(loss, step, hint, dimension));
          }
        }
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("compositions")
  void itEqualsTheDenseForm(Loss loss, StepSize step, Hint hint, int dimension) {
    LearnerRun sparse = run(loss, step, hint, dimension);
    LearnerRun dense =
        new LearnerRun(
            new LearnerSpec(loss, new Algorithm.Dense(new PerCoordinateSpec(BOX, hint, step)), 20));
    int stride = dimension / 20;
    Lcg random = new Lcg(dimension);
    for (int t = 0; t < 300; t++) {
      FeatureVector x = random.sparse(1 + random.below(5), 20);
      int[] strewn = new int[x.size()];
      for (int k = 0; k < strewn.length; k++) {
        strewn[k] = x.index(k) * stride;
      }
      double label = random.below(2);
      double weight = 1 + random.below(2);
      FeatureVector wide = new FeatureVector().sparse(strewn, x.values(), x.size());
      assertThat(sparse.learn(wide, label, weight))
          .isCloseTo(dense.learn(x, label, weight), within(1e-12));
    }
    Reading reading = sparse.reading();
    assertThat(reading.variation())
        .isCloseTo(dense.reading().variation(), within(1e-12 * reading.variation()));
    assertThat(reading.gradientSquares())
        .isCloseTo(dense.reading().gradientSquares(), within(1e-12 * reading.gradientSquares()));
    assertThat(reading.projectedRounds()).isEqualTo(dense.reading().projectedRounds());
  }

  /** A coordinate of every gradient times a number of its own: that coordinate alone is scaled. */
  @Test
  void scaleFreeStepsKnowNoUnitOfAFeature() {
    LearnerRun plain = run(new LogisticLoss(), new ScaleFree(1), Hint.LAST_GRADIENT, 4);
    LearnerRun scaled = run(new LogisticLoss(), new ScaleFree(1), Hint.LAST_GRADIENT, 4);
    Lcg random = new Lcg(1);
    for (int t = 0; t < 200; t++) {
      FeatureVector x = random.dense(4);
      double label = random.below(2);
      plain.learn(x, label, 1);
      scaled.learn(x, label, 1024);
      for (int i = 0; i < 4; i++) {
        assertThat(scaled.weight(i)).isEqualTo(plain.weight(i));
      }
    }
  }

  @Test
  void hintsThatTouchEverythingAreRefused() {
    assertThatThrownBy(
            () -> new Algorithm.PerCoordinate(BOX, new ScaleFree(1), new MovingAverage(0.5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("to touch only what events touch");
  }
}
