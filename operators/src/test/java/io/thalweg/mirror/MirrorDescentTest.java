package io.thalweg.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.convex.Ball;
import io.thalweg.convex.Box;
import io.thalweg.convex.Convex;
import io.thalweg.convex.Domain;
import io.thalweg.convex.Hint;
import io.thalweg.convex.ScaleFree;
import io.thalweg.convex.StepSize;
import io.thalweg.math.Allocation;
import io.thalweg.math.FeatureVector;
import io.thalweg.math.Lcg;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MirrorDescentTest {
  private static final int DIMENSION = 20_000;

  static List<LearnerSpec> specs() {
    return Compositions.of(DIMENSION);
  }

  @Test
  void scalingEveryGradientOfAScaleFreeLearnerChangesNoIterate() {
    for (Domain domain : List.of(new Ball(1), new Box(-0.1, 0.1))) {
      LearnerSpec spec =
          new LearnerSpec(new LogisticLoss(), domain, new ScaleFree(1), Hint.LAST_GRADIENT, 40);
      LearnerRun run = new LearnerRun(spec);
      LearnerRun scaled = new LearnerRun(spec);
      Lcg random = new Lcg(5);
      for (int t = 0; t < 300; t++) {
        FeatureVector x = random.sparse(6, 40);
        double label = random.below(2);
        double weight = random.uniform();
        assertThat(scaled.learn(x, label, 1024 * weight)).isEqualTo(run.learn(x, label, weight));
        for (int i = 0; i < 40; i++) {
          assertThat(scaled.weight(i)).isEqualTo(run.weight(i));
        }
      }
      assertThat(scaled.reading().variation()).isEqualTo(1024 * 1024 * run.reading().variation());
    }
  }

  @ParameterizedTest
  @MethodSource("specs")
  void everyIterateStaysInTheDomain(LearnerSpec spec) {
    LearnerRun run = new LearnerRun(spec);
    Lcg random = new Lcg(9);
    int[] indices = new int[32];
    float[] ones = new float[32];
    Arrays.fill(ones, 1);
    for (int i = 0; i < 32; i++) {
      indices[i] = 600 * i;
    }
    for (int t = 0; t < 200; t++) {
      FeatureVector x = random.sparse(5, 32);
      for (int k = 0; k < 5; k++) {
        x.indices()[k] *= 600;
      }
      run.learn(x, random.below(2), 1 + 100 * random.uniform());
      double[] played = new double[32];
      for (int i = 0; i < 32; i++) {
        played[i] = run.margin(new FeatureVector().sparse(new int[] {indices[i]}, ones, 1));
      }
      if (Textbook.lazy(spec).domain() instanceof Ball ball) {
        double limit = ball.radius() * (1 + 1e-12);
        assertThat(run.norm()).isLessThanOrEqualTo(limit);
        assertThat(Textbook.norm(played)).isLessThanOrEqualTo(limit);
      } else {
        Box box = (Box) Textbook.lazy(spec).domain();
        for (int i = 0; i < 32; i++) {
          assertThat(run.weight(indices[i])).isBetween(box.lower(), box.upper());
          assertThat(played[i]).isBetween(box.lower(), box.upper());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("specs")
  void anEventOfWeightZeroIsCountedAndChangesNothingElse(LearnerSpec spec) {
    LearnerRun run = new LearnerRun(spec);
    Lcg random = new Lcg(11);
    long learned = 0;
    for (int t = 0; t < 20; t++) {
      run.learn(random.sparse(5, DIMENSION), random.below(2), 1);
      learned++;
      double[] before = run.model().numbers().clone();
      FeatureVector last = new FeatureVector().copyFrom(run.model().memory().get(0));
      FeatureVector x = random.sparse(9, DIMENSION);
      double margin = run.margin(x);
      run.model().cells().clearDirty();
      assertThat(run.learn(x, random.below(2), 0)).isEqualTo(margin);
      assertThat(run.model().rounds()).isEqualTo(++learned);
      assertThat(run.model().numbers()).isEqualTo(before);
      assertThat(run.model().memory().get(0)).hasToString(last.toString());
      assertThat(run.model().cells().nextDirty(0)).isEqualTo(-1);
    }
  }

  @Test
  void aZeroGradientBeforeTheFirstChangesNothing() {
    LearnerSpec spec =
        new LearnerSpec(
            new SquaredLoss(), new Ball(1), new ScaleFree(1), Hint.LAST_GRADIENT, DIMENSION);
    LearnerRun run = new LearnerRun(spec);
    FeatureVector x = new Lcg(1).sparse(5, DIMENSION);
    assertThat(run.learn(x, 0, 1)).isZero();
    assertThat(run.stepSize()).isNaN();
    assertThat(run.model().cells().isPresent(x.index(0) / 128)).isFalse();
    assertThat(run.learn(x, 0.5, 1)).isZero();
    assertThat(run.stepSize()).isEqualTo(2 / Math.sqrt(run.reading().variation()));
    // The first step crosses the whole ball and is projected back onto it.
    assertThat(run.norm()).isCloseTo(1, org.assertj.core.api.Assertions.within(1e-15));
  }

  /**
   * The largest and smallest of everything that is let in, and domains and steps at their limits.
   */
  @Test
  void nothingOverflowsAtTheExtremes() {
    int n = 8192;
    float[] magnitudes = {Float.MAX_VALUE, Float.MIN_VALUE, 1, Float.MIN_NORMAL};
    double[] weights = {1e9, 1, Double.MIN_VALUE, 1e9};
    for (Loss loss : List.of(new SquaredLoss(), new LogisticLoss())) {
      for (Domain domain :
          List.of(new Ball(1e9), new Ball(Double.MIN_VALUE), new Box(-1e9, 1e9), new Box(0, 1))) {
        for (StepSize step :
            List.of(
                new ScaleFree(1e6),
                new ScaleFree(1),
                new Convex(0, 0x1p-200),
                new Convex(1e60, 1e60))) {
          for (int order = 0; order < 24; order++) {
            LearnerRun run =
                new LearnerRun(new LearnerSpec(loss, domain, step, Hint.LAST_GRADIENT, n));
            Lcg random = new Lcg(order);
            for (int t = 0; t < 8; t++) {
              float[] values = new float[n];
              float size = magnitudes[random.below(4)];
              for (int i = 0; i < n; i++) {
                values[i] = random.uniform() < 0.5 ? size : -size;
              }
              FeatureVector x = new FeatureVector().dense(values, n);
              double label =
                  loss instanceof SquaredLoss ? random.sign() * Float.MAX_VALUE : random.below(2);
              double margin = run.learn(x, label, weights[random.below(4)]);
              double[] numbers = run.model().numbers();
              assertThat(
                      DoubleStream.concat(
                              DoubleStream.of(margin, run.norm()), Arrays.stream(numbers))
                          .toArray())
                  .as("%s %s %s order %d round %d", loss, domain, step, order, t)
                  .matches(
                      a -> Arrays.stream(a).allMatch(v -> Double.isFinite(v) || isTold(v, domain)));
              assertThat(numbers[Geometry.SCALE]).isPositive();
            }
          }
        }
      }
    }
  }

  /** A box does not tell how far the iterate has moved. */
  private static boolean isTold(double value, Domain domain) {
    return Double.isNaN(value) && domain instanceof Box;
  }

  @ParameterizedTest
  @Tag(Allocation.TAG)
  @MethodSource("specs")
  void aWarmLearnerAllocatesNothing(LearnerSpec spec) {
    LearnerRun run = new LearnerRun(spec);
    Lcg random = new Lcg(3);
    FeatureVector[] events = new FeatureVector[64];
    for (int t = 0; t < events.length; t++) {
      events[t] = random.sparse(20, DIMENSION);
    }
    assertThat(Allocation.least(() -> learnAll(run, events))).isLessThanOrEqualTo(0);
  }

  private static void learnAll(LearnerRun run, FeatureVector[] events) {
    for (int t = 0; t < events.length; t++) {
      run.margin(events[t]);
      run.learn(events[t], t & 1, 1);
    }
  }
}
