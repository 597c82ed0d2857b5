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
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IntervalLearnerTest {
  private static final List<Double> LEVELS = List.of(0.1, 0.5, 0.9);

  static List<Algorithm> algorithms() {
    return List.of(
        new Algorithm.Lazy(new Ball(3), new ScaleFree(1), Hint.LAST_GRADIENT),
        new Algorithm.Implicit(new Ball(3), new ScaleFree(1)),
        new Algorithm.Sparse(new FtrlProximalSpec(0.3, 1, 0, 0, Hint.ZERO)),
        new Algorithm.Dense(new MirrorDescentSpec(new Ball(3), new ScaleFree(1), Hint.ZERO)));
  }

  private static LearnerSpec spec(Algorithm algorithm, int dimension) {
    return new LearnerSpec(new SquaredLoss(), algorithm, dimension, LEVELS);
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void quantilesAreThoseOfPinballLearnersInOrder(Algorithm algorithm) {
    LearnerRun run = new LearnerRun(spec(algorithm, 5));
    LearnerRun alone = new LearnerRun(new LearnerSpec(new SquaredLoss(), algorithm, 5));
    List<LearnerRun> levels =
        LEVELS.stream()
            .map(q -> new LearnerRun(new LearnerSpec(new PinballLoss(q), algorithm, 5)))
            .toList();
    Lcg random = new Lcg(4);
    int crossed = 0;
    for (int t = 0; t < 400; t++) {
      FeatureVector x = random.sparse(3, 5);
      double label = random.symmetric() + 2 * x.values()[0];
      double weight = t % 7 == 6 ? 0 : 1;
      assertThat(run.learn(x, label, weight)).isEqualTo(alone.learn(x, label, weight));
      assertThat(run.answer().prediction()).isEqualTo(alone.answer().prediction());
      assertThat(run.answer().loss()).isEqualTo(alone.answer().loss());
      double[] expected = levels.stream().mapToDouble(q -> q.learn(x, label, weight)).toArray();
      double[] sorted = expected.clone();
      Arrays.sort(sorted);
      crossed += Arrays.equals(sorted, expected) ? 0 : 1;
      assertThat(scores(run)).isEqualTo(sorted);
      assertThat(run.model().rounds()).isEqualTo(t + 1);
    }
    for (int k = 0; k <= LEVELS.size(); k++) {
      LearnerRun part = k == 0 ? alone : levels.get(k - 1);
      for (int i = 0; i < 5; i++) {
        assertThat(run.weight(k, i)).isEqualTo(part.weight(i));
      }
    }
    assertThat(crossed).isPositive();
    assertThat(run.reading()).isEqualTo(alone.reading());
  }

  private static double[] scores(LearnerRun run) {
    double[] scores = new double[run.answer().scoreCount()];
    for (int k = 0; k < scores.length; k++) {
      scores[k] = run.answer().score(k);
    }
    return scores;
  }

  @Test
  void intervalsHoldAsManyLabelsAsTheirLevelsSay() {
    LearnerRun run = new LearnerRun(spec(algorithms().get(0), 1));
    Lcg random = new Lcg(12);
    FeatureVector bias = new FeatureVector().dense(new float[] {1}, 1);
    int inside = 0;
    int rounds = 20_000;
    for (int t = 0; t < rounds; t++) {
      double label = random.symmetric();
      run.learn(bias, label, 1);
      inside += label >= run.answer().score(0) && label <= run.answer().score(2) ? 1 : 0;
    }
    // Labels are uniform in ±1: the quantiles are ±0.8. The regret of each, O(1/√rounds), leaves
    // them within its square root of that.
    assertThat(run.answer().score(0)).isCloseTo(-0.8, within(0.1));
    assertThat(run.answer().score(1)).isCloseTo(0, within(0.1));
    assertThat(run.answer().score(2)).isCloseTo(0.8, within(0.1));
    assertThat(inside / (double) rounds).isCloseTo(0.8, within(0.05));
  }

  @Test
  void predictingChangesNothingAndAnswersAsLearningDoes() {
    LearnerRun run = new LearnerRun(spec(algorithms().get(1), 5));
    Lcg random = new Lcg(4);
    for (int t = 0; t < 100; t++) {
      FeatureVector x = random.sparse(3, 5);
      run.margin(x);
      double[] before = scores(run);
      run.margin(random.sparse(2, 5));
      run.learn(x, random.symmetric(), 1);
      assertThat(scores(run)).isEqualTo(before);
    }
  }

  @Test
  void classesHaveNoQuantiles() {
    for (Loss loss : List.of(new LogisticLoss(), new HingeLoss(), new SoftmaxLoss(3))) {
      assertThatThrownBy(() -> new LearnerSpec(loss, algorithms().get(0), 5, LEVELS))
          .hasMessageStartingWith("quantiles must go with labels that are quantities");
    }
  }

  @Test
  void levelsAscendBetweenZeroAndOne() {
    for (List<Double> levels :
        List.of(
            List.of(0.0),
            List.of(1.0),
            List.of(0.5, 0.5),
            List.of(0.9, 0.1),
            List.of(Double.NaN))) {
      assertThatThrownBy(() -> new LearnerSpec(new SquaredLoss(), algorithms().get(0), 5, levels))
          .hasMessage("quantiles must ascend in (0, 1): quantiles=" + levels);
    }
  }
}
