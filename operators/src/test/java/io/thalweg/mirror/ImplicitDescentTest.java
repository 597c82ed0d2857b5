package io.thalweg.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.convex.Ball;
import io.thalweg.convex.Box;
import io.thalweg.convex.Convex;
import io.thalweg.convex.Domain;
import io.thalweg.convex.Hint;
import io.thalweg.convex.ScaleFree;
import io.thalweg.convex.Simplex;
import io.thalweg.convex.StepSize;
import io.thalweg.math.FeatureVector;
import io.thalweg.math.Lcg;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImplicitDescentTest {
  private static final double KINK = 0.3183098861837907;

  private static LearnerSpec spec(Loss loss, Domain domain, StepSize step, int dimension) {
    return new LearnerSpec(loss, new Algorithm.Implicit(domain, step), dimension);
  }

  static List<Arguments> golden() {
    return List.of(
        Arguments.of("e_implicit_hinge", new HingeLoss()),
        Arguments.of("e_implicit_pinball0.9", new PinballLoss(0.9)),
        Arguments.of("e_implicit_logistic", new LogisticLoss()));
  }

  @ParameterizedTest
  @MethodSource("golden")
  void eventsFollowTheGoldenTrajectory(String name, MarginLoss loss) {
    JsonNode rows = GoldenTrajectory.named(name).get("rows");
    LearnerRun run = new LearnerRun(spec(loss, new Ball(1.25), new Convex(1.5, 1), 2));
    for (int t = 0; t <= 6; t++) {
      JsonNode row = rows.get(t);
      near(row.get("xhat"), run.weight(0), run.weight(1));
      near(row.get("x"), run.played(0), run.played(1));
      if (t == 6) {
        assertThat(run.reading().variation()).isCloseTo(row.get("V").asDouble(), within(1e-12));
        break;
      }
      double slope = run.model().numbers()[Geometry.LAST_SLOPE];
      float[] z = run.model().memory().get(0).values();
      near(row.get("M"), t == 0 ? 0 : slope * z[0], t == 0 ? 0 : slope * z[1]);
      assertThat(run.stepSize()).isCloseTo(row.get("eta").asDouble(), within(1e-12));
      float[] x = GoldenTrajectory.FEATURES[t];
      FeatureVector features =
          t % 2 == 0
              ? new FeatureVector().dense(x, 2)
              : new FeatureVector().sparse(new int[] {0, 1}, x, 2);
      run.learn(features, GoldenTrajectory.label(loss, t), 1);
      near(row.get("g"), run.answer().slope() * x[0], run.answer().slope() * x[1]);
    }
  }

  private static void near(JsonNode expected, double first, double second) {
    assertThat(first).isCloseTo(expected.get(0).asDouble(), within(1e-12));
    assertThat(second).isCloseTo(expected.get(1).asDouble(), within(1e-12));
  }

  static List<Arguments> compositions() {
    List<Arguments> all = new ArrayList<>();
    for (MarginLoss loss : Losses.ofOneMargin()) {
      for (Domain domain :
          List.of(new Ball(0.4), new Ball(100), new Box(-0.15, 0.3), new Box(-9, 9))) {
        for (StepSize step : List.of(new Convex(1, 1), new ScaleFree(1))) {
          all.add(Arguments.of(loss, domain, step));
        }
      }
    }
    return all;
  }

  /** No point of the domain beside it is better than the one that is played. */
  @ParameterizedTest
  @MethodSource("compositions")
  void thePointPlayedIsTheMinimumOverTheDomain(MarginLoss loss, Domain domain, StepSize step) {
    int d = 4;
    LearnerRun run = new LearnerRun(spec(loss, domain, step, d));
    Lcg random = new Lcg(5);
    for (int t = 0; t < 100; t++) {
      FeatureVector z = t % 3 == 0 ? random.dense(d) : random.sparse(1 + random.below(3), d);
      double label = loss.accepts(-0.5) ? 2 * random.symmetric() : random.below(2);
      double weight = t % 5 == 4 ? 0.01 + 3 * random.uniform() : 1;
      run.learn(z, label, weight);
      if (Double.isNaN(run.stepSize())) {
        continue;
      }
      double[] last = Textbook.dense(z, d);
      double[] played = new double[d];
      double[] secondary = new double[d];
      for (int i = 0; i < d; i++) {
        played[i] = run.played(i);
        secondary[i] = run.weight(i);
      }
      double cost = cost(loss, last, label, weight, run.stepSize(), played, secondary);
      for (int trial = 0; trial < 40; trial++) {
        double size = Math.pow(10, -random.below(8));
        double[] beside = new double[d];
        for (int i = 0; i < d; i++) {
          beside[i] = played[i] + size * random.symmetric();
        }
        double other =
            cost(loss, last, label, weight, run.stepSize(), inside(beside, domain), secondary);
        // Both costs are rounded, and so is the point itself.
        double rounding = 1e-14 * (1 + Math.abs(other));
        assertThat(cost).as("round %d", t).isLessThanOrEqualTo(other + rounding);
      }
    }
  }

  private static double cost(
      MarginLoss loss,
      double[] z,
      double label,
      double weight,
      double step,
      double[] x,
      double[] secondary) {
    double margin = 0;
    double square = 0;
    for (int i = 0; i < x.length; i++) {
      margin += x[i] * z[i];
      square += (x[i] - secondary[i]) * (x[i] - secondary[i]);
    }
    return weight * loss.value(margin, label) + square / (2 * step);
  }

  private static double[] inside(double[] x, Domain domain) {
    double[] inside = x.clone();
    double norm = Textbook.norm(x);
    for (int i = 0; i < x.length; i++) {
      if (domain instanceof Ball ball) {
        inside[i] *= Math.min(1, ball.radius() / norm);
      } else {
        inside[i] = Labels.clip(x[i], ((Box) domain).lower(), ((Box) domain).upper());
      }
    }
    return inside;
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 1000, 10_000, 100_000})
  void onALossThatStaysWhatItIsTheRegretIsThatOfTheFirstRound(int rounds) {
    assertThat(regret(spec(new AbsoluteLoss(), new Ball(1), new Convex(1, 1), 1), rounds))
        .isCloseTo(KINK, within(1e-11));
    assertThat(regret(spec(new AbsoluteLoss(), new Box(-1, 1), new Convex(1, 1), 1), rounds))
        .isCloseTo(KINK, within(1e-11));
  }

  @ParameterizedTest
  @CsvSource({"100, 26.5763107326", "1000, 91.3788991086", "100000, 945.265799061"})
  void theLastGradientsRegretGrowsThere(int rounds, double expected) {
    LearnerSpec explicit =
        new LearnerSpec(new AbsoluteLoss(), new Ball(1), new Convex(1, 1), Hint.LAST_GRADIENT, 1);
    assertThat(regret(explicit, rounds)).isCloseTo(expected, within(1e-8 * expected));
  }

  private static double regret(LearnerSpec spec, int rounds) {
    LearnerRun run = new LearnerRun(spec);
    FeatureVector one = new FeatureVector().dense(new float[] {1}, 1);
    double regret = 0;
    for (int t = 0; t < rounds; t++) {
      run.learn(one, KINK, 1);
      regret += run.answer().loss();
    }
    return regret;
  }

  @ParameterizedTest
  @MethodSource("compositions")
  void sparseAndDenseEventsLeaveTheSamePoint(MarginLoss loss, Domain domain, StepSize step) {
    int d = 12;
    LearnerRun sparse = new LearnerRun(spec(loss, domain, step, d));
    LearnerRun dense = new LearnerRun(spec(loss, domain, step, d));
    Lcg random = new Lcg(3);
    // Not more: steps of the size of the domain make differences grow from round to round.
    for (int t = 0; t < 60; t++) {
      FeatureVector x = random.sparse(4, d);
      float[] values = new float[d];
      for (int k = 0; k < 4; k++) {
        values[x.index(k)] = x.values()[k];
      }
      double label = random.below(2);
      double margin = sparse.learn(x, label, 1);
      assertThat(dense.learn(new FeatureVector().dense(values, d), label, 1))
          .isCloseTo(margin, within(1e-10 * Math.max(1, Math.abs(margin))));
    }
  }

  @Test
  void howFarThePlayedIterateMovesIsTold() {
    LearnerRun run = new LearnerRun(spec(new HingeLoss(), new Ball(0.5), new ScaleFree(1), 5));
    Lcg random = new Lcg(8);
    double[] before = new double[5];
    for (int t = 0; t < 100; t++) {
      run.learn(random.sparse(3, 5), random.below(2), 1);
      double square = 0;
      for (int i = 0; i < 5; i++) {
        double played = run.played(i);
        square += (played - before[i]) * (played - before[i]);
        before[i] = played;
      }
      assertThat(run.reading().movement()).isCloseTo(Math.sqrt(square), within(1e-7));
    }
    assertThat(run.reading().projectedRounds()).isBetween(1.0, 100.0);
    assertThat(run.reading().hintGain()).isPositive();
  }

  @Test
  void scalingEveryWeightOfAScaleFreeLearnerChangesNoAnswer() {
    LearnerSpec spec = spec(new LogisticLoss(), new Ball(1), new ScaleFree(1), 40);
    LearnerRun run = new LearnerRun(spec);
    LearnerRun scaled = new LearnerRun(spec);
    Lcg random = new Lcg(5);
    for (int t = 0; t < 300; t++) {
      FeatureVector x = random.sparse(6, 40);
      double label = random.below(2);
      assertThat(scaled.learn(x, label, 1024)).isEqualTo(run.learn(x, label, 1));
    }
  }

  @Test
  void aDomainMustBeABallOrABox() {
    LearnerSpec spec = spec(new HingeLoss(), new Simplex(1), new ScaleFree(1), 3);
    assertThatThrownBy(() -> Learner.of(spec))
        .hasMessage("a linear learner's domain must be ball or box: domain=simplex(0x1.0p0)");
  }
}
