package io.thalweg.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Learners of several classes. */
class SoftmaxTest {
  private static final int FEATURES = 30;

  private static LearnerSpec lazy(int classes, Domain domain, StepSize step, Hint hint, int d) {
    return new LearnerSpec(new SoftmaxLoss(classes), domain, step, hint, d);
  }

  private static LearnerSpec dense(int classes, Domain domain, StepSize step, Hint hint, int d) {
    return new LearnerSpec(
        new SoftmaxLoss(classes),
        new Algorithm.Dense(new MirrorDescentSpec(domain, step, hint)),
        d);
  }

  static List<Arguments> compositions() {
    List<Arguments> all = new ArrayList<>();
    for (int classes : new int[] {2, 5}) {
      for (Domain domain : List.of(new Ball(0.5), new Ball(20))) {
        for (StepSize step : List.of(new Convex(2, 1), new ScaleFree(1))) {
          for (Hint hint : List.of(Hint.ZERO, Hint.LAST_GRADIENT)) {
            all.add(Arguments.of(classes, domain, step, hint));
          }
        }
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("compositions")
  void theLazyFormEqualsTheDenseOne(int classes, Domain domain, StepSize step, Hint hint) {
    for (int stride : new int[] {1, 1000}) {
      LearnerRun lazy = new LearnerRun(lazy(classes, domain, step, hint, stride * FEATURES));
      LearnerRun dense = new LearnerRun(dense(classes, domain, step, hint, FEATURES));
      Lcg random = new Lcg(5);
      for (int t = 0; t < 600; t++) {
        FeatureVector x = t % 10 == 3 ? random.dense(FEATURES) : random.sparse(4, FEATURES);
        double label = random.below(classes);
        double weight = t % 11 == 10 ? 0 : t % 5 == 0 ? 3 * random.uniform() : 1;
        double margin = dense.learn(x, label, weight);
        FeatureVector spread = stride == 1 && t % 20 == 3 ? x : spread(x, stride);
        assertThat(lazy.learn(spread, label, weight)).isCloseTo(margin, within(1e-11));
        assertThat(lazy.answer().loss()).isCloseTo(dense.answer().loss(), within(1e-11));
        for (int k = 0; k < classes; k++) {
          assertThat(lazy.answer().score(k)).isCloseTo(dense.answer().score(k), within(1e-12));
        }
        assertThat(lazy.stepSize() / dense.stepSize()).isCloseTo(1, within(1e-12));
        assertThat(lazy.reading().movement()).isCloseTo(dense.reading().movement(), within(1e-6));
      }
      assertThat(lazy.reading().gradientSquares() / dense.reading().gradientSquares())
          .isCloseTo(1, within(1e-12));
      for (int k = 0; k < classes; k++) {
        for (int i = 0; i < FEATURES; i++) {
          FeatureVector one = new FeatureVector().sparse(new int[] {i}, new float[] {1}, 1);
          dense.margin(one);
          lazy.margin(spread(one, stride));
          assertThat(lazy.answer().score(k)).isCloseTo(dense.answer().score(k), within(1e-12));
        }
      }
    }
  }

  @Test
  void theGradientIsTheLossesDerivativeInEveryWeight() {
    int classes = 4;
    int d = 3;
    LearnerSpec spec = dense(classes, new Ball(1e6), new Convex(1e7, 0), Hint.ZERO, d);
    Lcg random = new Lcg(2);
    for (int trial = 0; trial < 20; trial++) {
      LearnerRun run = new LearnerRun(spec);
      run.learn(random.dense(d), random.below(classes), 1);
      FeatureVector x = random.dense(d);
      int label = random.below(classes);
      double[][] w = new double[classes][d];
      for (int k = 0; k < classes; k++) {
        for (int i = 0; i < d; i++) {
          w[k][i] = run.weight(k, i);
        }
      }
      // What the step that follows subtracts, over its size, is the gradient.
      double step = run.stepSize();
      run.learn(x, label, 1);
      assertThat(run.answer().loss()).isCloseTo(loss(w, x, label), within(1e-12 * step));
      for (int k = 0; k < classes; k++) {
        for (int i = 0; i < d; i++) {
          double gradient = (w[k][i] - run.weight(k, i)) / step;
          assertThat(gradient).isCloseTo(difference(w, x, label, k, i), within(1e-8));
        }
      }
    }
  }

  private static double difference(double[][] w, FeatureVector x, int label, int k, int i) {
    double h = 1e-6;
    double kept = w[k][i];
    w[k][i] = kept + h;
    double above = loss(w, x, label);
    w[k][i] = kept - h;
    double below = loss(w, x, label);
    w[k][i] = kept;
    return (above - below) / (2 * h);
  }

  private static double loss(double[][] w, FeatureVector x, int label) {
    double sum = 0;
    double own = x.dot(w[label]);
    for (double[] row : w) {
      sum += StrictMath.exp(x.dot(row) - own);
    }
    return StrictMath.log(sum);
  }

  /** By symmetry the two rows are opposite; their difference u has |u|² = 2|W|². */
  @Test
  void twoClassesAreALogisticLearnerOnALargerBall() {
    for (Hint hint : List.of(Hint.ZERO, Hint.LAST_GRADIENT)) {
      LearnerRun softmax = new LearnerRun(lazy(2, new Ball(1), new ScaleFree(1), hint, FEATURES));
      LearnerRun logistic =
          new LearnerRun(
              new LearnerSpec(
                  new LogisticLoss(), new Ball(Math.sqrt(2)), new ScaleFree(1), hint, FEATURES));
      Lcg random = new Lcg(9);
      for (int t = 0; t < 500; t++) {
        FeatureVector x = random.sparse(5, FEATURES);
        double label = random.below(2);
        logistic.learn(x, label, 1);
        double margin = softmax.learn(x, label, 1);
        double one = logistic.answer().prediction();
        assertThat(softmax.answer().score(1)).isCloseTo(one, within(1e-12));
        assertThat(softmax.answer().score(0)).isCloseTo(1 - one, within(1e-12));
        assertThat(softmax.answer().loss()).isCloseTo(logistic.answer().loss(), within(1e-12));
        assertThat(margin).isCloseTo(Math.abs(logistic.answer().margin()) / 2, within(1e-12));
        if (Math.abs(one - 0.5) > 1e-9) {
          assertThat(softmax.answer().prediction()).isEqualTo(one > 0.5 ? 1 : 0);
        }
      }
    }
  }

  @Test
  void theLikeliestClassIsPredictedAndProbabilitiesAddUpToOne() {
    LearnerRun run =
        new LearnerRun(lazy(6, new Ball(5), new ScaleFree(1), Hint.LAST_GRADIENT, FEATURES));
    Lcg random = new Lcg(3);
    int right = 0;
    for (int t = 0; t < 3000; t++) {
      FeatureVector x = random.dense(6);
      int largest = 0;
      for (int i = 1; i < 6; i++) {
        largest = x.values()[i] > x.values()[largest] ? i : largest;
      }
      run.learn(x, largest, 1);
      Answer answer = run.answer();
      double sum = 0;
      int likeliest = (int) answer.prediction();
      for (int k = 0; k < 6; k++) {
        sum += answer.score(k);
        assertThat(answer.score(k)).isLessThanOrEqualTo(answer.score(likeliest));
      }
      assertThat(sum).isCloseTo(1, within(1e-14));
      assertThat(answer.loss()).isCloseTo(-Math.log(answer.score(largest)), within(1e-12));
      right += likeliest == largest ? 1 : 0;
    }
    // Guessing gets 500 of them, four standard deviations being 82.
    assertThat(right).isGreaterThan(2000);
  }

  @Test
  void severalClassesNeedABallWhereTheyAreLazy() {
    assertThatThrownBy(
            () -> Learner.of(lazy(3, new Box(-1, 1), new ScaleFree(1), Hint.ZERO, FEATURES)))
        .hasMessageStartingWith("a lazy learner of several classes must have a ball: domain=box(");
    assertThatThrownBy(
            () ->
                Learner.of(
                    new LearnerSpec(
                        new SoftmaxLoss(3),
                        new Algorithm.Implicit(new Ball(1), new ScaleFree(1)),
                        FEATURES)))
        .hasMessage(
            "this algorithm's loss must be of one margin: loss=softmax(3),"
                + " algorithm=implicit(ball(0x1.0p0),scale-free(0x1.0p0))");
  }

  private static FeatureVector spread(FeatureVector x, int stride) {
    int[] indices = new int[x.size()];
    for (int k = 0; k < x.size(); k++) {
      indices[k] = x.index(k) * stride;
    }
    return new FeatureVector().sparse(indices, x.values(), x.size());
  }
}
