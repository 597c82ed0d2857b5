package io.thalweg.convex;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Which check sees which mistake in mirror descent: most of them keep the regret's bound, and only
 * the golden numbers tell. The textbook's loop is run right and wrong.
 */
class PlantedMistakesTest {
  private enum Mistake {
    NONE(false, false),
    HINT_WITH_THE_WRONG_SIGN(true, false),
    SECONDARY_ITERATE_FROM_THE_PLAYED(false, false),
    STEP_SIZE_OF_THE_ROUND_BEFORE(false, false),
    VARIATION_OF_GRADIENTS(true, false),
    PLAYED_ITERATE_NOT_PROJECTED(false, true),
    SECONDARY_ITERATE_NOT_PROJECTED(false, false);

    final boolean breaksTheBound;
    final boolean leavesTheBall;

    Mistake(boolean breaksTheBound, boolean leavesTheBall) {
      this.breaksTheBound = breaksTheBound;
      this.leavesTheBall = leavesTheBall;
    }
  }

  /** The textbook's loop, one mistake in it. */
  private static final class Loop {
    final Mistake mistake;
    final double radius;
    final Convex rule;
    double[] secondary;
    double[] hint;
    double variation;
    double step;
    double stepBefore;
    double[] x;

    Loop(Mistake mistake, double radius, Convex rule, int d) {
      this.mistake = mistake;
      this.radius = radius;
      this.rule = rule;
      this.secondary = new double[d];
      this.hint = new double[d];
      this.stepBefore = rule.of(2 * radius, 0);
    }

    double[] play() {
      double now = rule.of(2 * radius, variation);
      step = mistake == Mistake.STEP_SIZE_OF_THE_ROUND_BEFORE ? stepBefore : now;
      stepBefore = now;
      double sign = mistake == Mistake.HINT_WITH_THE_WRONG_SIGN ? -1 : 1;
      x = moved(secondary, sign * step, hint);
      if (mistake != Mistake.PLAYED_ITERATE_NOT_PROJECTED) {
        Projection.onto(new Ball(radius), x.length).project(x);
      }
      return x;
    }

    void learn(double[] g) {
      double[] from = mistake == Mistake.SECONDARY_ITERATE_FROM_THE_PLAYED ? x : secondary;
      secondary = moved(from, step, g);
      if (mistake != Mistake.SECONDARY_ITERATE_NOT_PROJECTED) {
        Projection.onto(new Ball(radius), x.length).project(secondary);
      }
      double[] error = mistake == Mistake.VARIATION_OF_GRADIENTS ? g : Streams.minus(g, hint);
      variation += Streams.dot(error, error);
      hint = g;
    }

    private static double[] moved(double[] from, double step, double[] v) {
      double[] to = new double[from.length];
      Vectors.step(to, from, 0, step, v, 0, from.length);
      return to;
    }
  }

  @ParameterizedTest
  @EnumSource(Mistake.class)
  void theGoldenNumbersSeeEveryMistake(Mistake mistake) {
    JsonNode rows = Golden.named("a_convex_squared").get("rows");
    Loop loop = new Loop(mistake, 0.8, new Convex(1, 1), 2);
    double worst = 0;
    for (int t = 0; t <= 6; t++) {
      double[] x = loop.play();
      JsonNode golden = rows.get(t).get("x");
      double[] expected = {golden.get(0).asDouble(), golden.get(1).asDouble()};
      worst = Math.max(worst, Streams.norm(Streams.minus(x, expected)));
      if (t < 6) {
        double slope = Golden.squaredSlope(t, Streams.dot(x, Golden.FEATURES[t]));
        loop.learn(Streams.times(slope, Golden.FEATURES[t]));
      }
    }
    if (mistake == Mistake.NONE) {
      assertThat(worst).isLessThanOrEqualTo(Golden.TOLERANCE);
    } else {
      assertThat(worst).isGreaterThan(1e-2);
    }
  }

  @ParameterizedTest
  @EnumSource(Mistake.class)
  void theBoundSeesTwoMistakesAndTheBallOneMore(Mistake mistake) {
    double worst = Double.NEGATIVE_INFINITY;
    double outside = 0;
    for (var stream : Streams.all(3).values()) {
      Loop loop = new Loop(mistake, 1, new Convex(1, 1), 3);
      Streams.Stream gradients = stream.apply(1);
      double linear = 0;
      double[] sum = new double[3];
      for (int t = 0; t < 2000; t++) {
        double[] x = loop.play();
        outside = Math.max(outside, Streams.norm(x) - 1);
        double[] g = gradients.gradient(t, x);
        linear += Streams.dot(g, x);
        Vectors.add(sum, 0, 1, g, 0, 3);
        loop.learn(g);
        if (t % 37 == 0) {
          double bound = Account.convexBound(2, loop.rule, loop.variation);
          worst = Math.max(worst, (linear + Streams.norm(sum)) / bound);
        }
      }
    }
    assertThat(worst > 1).isEqualTo(mistake.breaksTheBound);
    assertThat(outside > 1e-12).isEqualTo(mistake.leavesTheBall);
  }

  /** f(x) − f(u) ≤ ⟨g, x − u⟩ − (β/2)⟨g, x − u⟩², with the paper's β for logistic losses. */
  @Test
  void expConcaveLossesHaveTheCurvatureThatNewtonsSpecTakes() {
    Ball ball = new Ball(2);
    // |margin| ≤ 2: α = e⁻², |g| ≤ 1.
    double beta = NewtonSpec.ofExpConcave(ball, 1, Math.exp(-2), Hint.ZERO).curvature();
    for (int i = -40; i <= 40; i++) {
      for (int j = -40; j <= 40; j++) {
        double p = i / 20.0;
        double q = j / 20.0;
        double linear = -(p - q) / (1 + Math.exp(p));
        double gap = Math.log1p(Math.exp(-p)) - Math.log1p(Math.exp(-q));
        assertThat(gap).isLessThanOrEqualTo(linear - beta / 2 * linear * linear + 1e-15);
      }
    }
    assertThat(beta).isEqualTo(1.0 / 32);
    assertThat(NewtonSpec.ofExpConcave(ball, 0.01, 0.5, Hint.ZERO).curvature()).isEqualTo(0.25);
  }
}
