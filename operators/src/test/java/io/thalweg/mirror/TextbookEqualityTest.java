package io.thalweg.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.thalweg.convex.Ball;
import io.thalweg.convex.Hint;
import io.thalweg.convex.ScaleFree;
import io.thalweg.math.FeatureVector;
import io.thalweg.math.Lcg;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lazily scaled, sparse learner equals the textbook's dense one. */
class TextbookEqualityTest {
  private static final int STEPS = 2500;

  /** 50 features spread over one page, or over many. */
  static List<LearnerSpec> specs() {
    return IntStream.of(50, 20_000).boxed().flatMap(d -> Compositions.of(d).stream()).toList();
  }

  @ParameterizedTest
  @MethodSource("specs")
  void thousandsOfEventsLeaveBothAtTheSamePoint(LearnerSpec spec) {
    int features = 50;
    int stride = spec.dimension() / features;
    LearnerRun run = new LearnerRun(spec);
    // A box's diameter, hence every step, depends on the dimension: the textbook takes the
    // learner's.
    Textbook textbook =
        new Textbook(
            new LearnerSpec(
                spec.loss(),
                Textbook.lazy(spec).domain(),
                Textbook.stepSize(spec),
                Textbook.lazy(spec).hint(),
                features),
            Textbook.Mistake.NONE,
            Textbook.lazy(spec).domain().diameter(spec.dimension()));
    Lcg random = new Lcg(5);
    double scale =
        Math.max(1, Textbook.lazy(spec).domain() instanceof Ball ball ? ball.radius() : 1);
    for (int t = 0; t < STEPS; t++) {
      FeatureVector drawn = event(random, t, features);
      double[] dense = Textbook.dense(drawn, features);
      FeatureVector x = stride == 1 ? drawn : spread(drawn, stride);
      double label = spec.loss() instanceof LogisticLoss ? random.below(2) : random.symmetric();
      double weight = t % 11 == 0 ? 0 : t % 5 == 0 ? 3 * random.uniform() : 1;
      double expected = textbook.margin(dense);
      double margin = run.learn(x, label, weight);
      assertThat(margin).as("margin at step %d", t).isCloseTo(expected, within(1e-12 * scale));
      if (weight > 0) {
        textbook.learn(dense, label, weight);
      }
      assertThat(run.model().rounds()).isEqualTo(t + 1);
    }
    for (int i = 0; i < features; i++) {
      assertThat(run.weight(i * stride)).isCloseTo(textbook.secondary[i], within(1e-12 * scale));
    }
    assertThat(run.reading().variation() / textbook.variation).isCloseTo(1, within(1e-11));
    assertThat(run.reading().gradientSquares() / textbook.gradientSquares)
        .isCloseTo(1, within(1e-11));
    assertThat(run.norm()).isCloseTo(Textbook.norm(textbook.secondary), within(1e-11 * scale));
  }

  static List<LearnerSpec> balls() {
    return specs().stream().filter(spec -> Textbook.lazy(spec).domain() instanceof Ball).toList();
  }

  @ParameterizedTest
  @MethodSource("balls")
  void howFarTheIterateMovedIsWhatTheTextbookSees(LearnerSpec spec) {
    int features = 50;
    int stride = spec.dimension() / features;
    LearnerRun run = new LearnerRun(spec);
    Textbook textbook =
        new Textbook(
            new LearnerSpec(spec.loss(), spec.algorithm(), features),
            Textbook.Mistake.NONE,
            Textbook.lazy(spec).domain().diameter(spec.dimension()));
    Lcg random = new Lcg(8);
    double radius = ((Ball) Textbook.lazy(spec).domain()).radius();
    for (int t = 0; t < 300; t++) {
      FeatureVector drawn = event(random, t, features);
      double[] dense = Textbook.dense(drawn, features);
      double[] before = textbook.played();
      textbook.learn(dense, t & 1, 1);
      run.learn(stride == 1 ? drawn : spread(drawn, stride), t & 1, 1);
      double movement = Textbook.distance(before, textbook.played());
      // It comes out of squares: half of their digits are lost.
      assertThat(run.reading().movement()).isCloseTo(movement, within(1e-7 * Math.max(1, radius)));
    }
  }

  /** Gradients that grow tenfold each time shrink the scale until it has to be folded in. */
  @Test
  void foldingTheScaleIntoTheIterateMovesNothing() {
    LearnerSpec spec =
        new LearnerSpec(
            new LogisticLoss(), new Ball(0.7), new ScaleFree(1), Hint.LAST_GRADIENT, 20_000);
    LearnerRun run = new LearnerRun(spec);
    Textbook textbook = new Textbook(spec, Textbook.Mistake.NONE);
    Lcg random = new Lcg(2);
    int folds = 0;
    for (int t = 0; t < 60; t++) {
      FeatureVector x = random.sparse(8, 20_000);
      double weight = Math.pow(10, t % 20 - 10);
      double scale = run.model().numbers()[Geometry.SCALE];
      double label = random.below(2);
      double margin = run.learn(x, label, weight);
      folds += run.model().numbers()[Geometry.SCALE] > scale ? 1 : 0;
      assertThat(margin)
          .isCloseTo(textbook.learn(Textbook.dense(x, 20_000), label, weight), within(1e-12));
    }
    assertThat(folds).isPositive();
    assertThat(run.norm()).isCloseTo(Textbook.norm(textbook.secondary), within(1e-12));
  }

  private static FeatureVector event(Lcg random, int t, int features) {
    return t % 10 == 3 ? random.dense(features) : random.sparse(1 + random.below(8), features);
  }

  private static FeatureVector spread(FeatureVector x, int stride) {
    int[] indices = new int[x.size()];
    for (int k = 0; k < x.size(); k++) {
      indices[k] = x.index(k) * stride;
    }
    return new FeatureVector().sparse(indices, x.values(), x.size());
  }
}
