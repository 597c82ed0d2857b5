package io.thalweg.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.convex.Ball;
import io.thalweg.convex.Hint;
import io.thalweg.convex.NewtonSpec;
import io.thalweg.convex.OptimisticNewton;
import io.thalweg.math.FeatureVector;
import io.thalweg.math.Lcg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewtonLearnerTest {
  private static LearnerSpec spec(Loss loss, double radius, double featureBound, int dimension) {
    return new LearnerSpec(
        loss,
        new Algorithm.Newton(new Ball(radius), featureBound, 0.5, Hint.LAST_GRADIENT),
        dimension);
  }

  @Test
  void eventsFollowTheGoldenTrajectory() {
    JsonNode rows = GoldenTrajectory.named("c_curvature_ons_squared").get("rows");
    SquaredLoss loss = new SquaredLoss();
    LearnerRun run = new LearnerRun(spec(loss, 0.75, 1.25, 2));
    for (int t = 0; t <= 6; t++) {
      JsonNode row = rows.get(t);
      for (int i = 0; i < 2; i++) {
        assertThat(run.played(i)).isCloseTo(row.get("x").get(i).asDouble(), within(1e-12));
      }
      if (t == 6) {
        break;
      }
      float[] x = GoldenTrajectory.FEATURES[t];
      FeatureVector features =
          t % 2 == 0
              ? new FeatureVector().dense(x, 2)
              : new FeatureVector().sparse(new int[] {0, 1}, x, 2);
      assertThat(run.learn(features, GoldenTrajectory.label(loss, t), 1))
          .isCloseTo(row.get("p").asDouble(), within(1e-12));
      assertThat(run.answer().slope()).isCloseTo(row.get("s").asDouble(), within(1e-12));
    }
    assertThat(run.reading().projectedRounds()).isPositive();
  }

  /** Of each length published for this stream and seed; regret / ln T between 0.05 and 0.08. */
  @ParameterizedTest
  @CsvSource({"250", "1000", "4000", "64000"})
  void theRegretOfSquaredLossGrowsWithTheLogarithm(int rounds) {
    Algorithm algorithm = new Algorithm.Newton(new Ball(1), 1, 1, Hint.LAST_GRADIENT);
    double regret = 0;
    for (int seed = 1; seed <= 3; seed++) {
      regret +=
          regret(new LearnerRun(new LearnerSpec(new SquaredLoss(), algorithm, 3)), seed, rounds);
    }
    assertThat(regret / 3 / Math.log(rounds)).isBetween(0.05, 0.08);
  }

  /** Against the weights that labels are drawn around, which are the best up to O(1). */
  private static double regret(LearnerRun run, int seed, int rounds) {
    double[] meant = {0.5, -0.5, 0.25};
    Lcg random = new Lcg(seed);
    double loss = 0;
    LeastSquares best = new LeastSquares();
    for (int t = 0; t < rounds; t++) {
      float[] x = new float[3];
      double label = 0;
      for (int i = 0; i < 3; i++) {
        x[i] = (float) (random.symmetric() / Math.sqrt(3));
        label += meant[i] * x[i];
      }
      label += 0.3 * random.symmetric();
      run.learn(new FeatureVector().dense(x, 3), label, 1);
      loss += run.answer().loss();
      best.add(x, label);
    }
    return loss - best.loss();
  }

  /** The least Σ(⟨w, x⟩ − y)²/2 over all w, of three features. */
  private static final class LeastSquares {
    private final double[][] squares = new double[3][3];
    private final double[] products = new double[3];
    private double labels;

    void add(float[] x, double label) {
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
          squares[i][j] += (double) x[i] * x[j];
        }
        products[i] += x[i] * label;
      }
      labels += label * label;
    }

    double loss() {
      double determinant = determinant(squares);
      double explained = 0;
      for (int i = 0; i < 3; i++) {
        double[][] replaced = {squares[0].clone(), squares[1].clone(), squares[2].clone()};
        for (int j = 0; j < 3; j++) {
          replaced[j][i] = products[j];
        }
        explained += determinant(replaced) / determinant * products[i];
      }
      return 0.5 * (labels - explained);
    }

    private static double determinant(double[][] a) {
      return a[0][0] * (a[1][1] * a[2][2] - a[1][2] * a[2][1])
          - a[0][1] * (a[1][0] * a[2][2] - a[1][2] * a[2][0])
          + a[0][2] * (a[1][0] * a[2][1] - a[1][1] * a[2][0]);
    }
  }

  /** The loss is as many times as curved, so the metric grows by as much. */
  @Test
  void anEventOfWeightTwoIsALossOfTwiceTheSize() {
    double h = new LogisticLoss().curvature(0.5 * 2);
    OptimisticNewton optimizer =
        new NewtonSpec(new Ball(0.5), 2, h, 0.5, Hint.LAST_GRADIENT).optimizer(4);
    double[] state = new double[optimizer.stateLength()];
    optimizer.start(state);
    LearnerRun run = new LearnerRun(spec(new LogisticLoss(), 0.5, 2, 4));
    Lcg random = new Lcg(6);
    for (int t = 0; t < 100; t++) {
      FeatureVector x = random.sparse(3, 4);
      double label = random.below(2);
      double weight = 4 * random.uniform();
      double margin = run.learn(x, label, weight);
      double[] direction = Textbook.dense(x, 4);
      double[] gradient = direction.clone();
      for (int i = 0; i < 4; i++) {
        gradient[i] *= weight * new LogisticLoss().slope(margin, label);
      }
      optimizer.learn(state, gradient, direction, 0.5 * h * weight);
      for (int i = 0; i < state.length; i++) {
        assertThat(run.model().numbers()[i]).isCloseTo(state[i], within(1e-13 * (1 + t)));
      }
    }
  }

  @Test
  void lossesThatAreFlatSomewhereAreRefused() {
    for (MarginLoss loss : Losses.ofOneMargin()) {
      if (loss.curvature(1) == 0) {
        assertThatThrownBy(() -> Learner.of(spec(loss, 1, 1, 3)))
            .hasMessageStartingWith(
                "a Newton step's loss must be curved at every margin that it can reach: loss="
                    + loss.canonical());
      }
    }
    assertThat(Learner.of(spec(new LogisticLoss(), 1, 1, 3))).isNotNull();
    assertThatThrownBy(() -> Learner.of(spec(new LogisticLoss(), 1000, 1, 3)))
        .hasMessageContaining("loss=logistic");
    assertThatThrownBy(() -> Learner.of(spec(new SoftmaxLoss(3), 1, 1, 3)))
        .hasMessageContaining("must be of one margin");
  }

  @Test
  void moreThanThreeHundredDimensionsAreRefused() {
    assertThat(Learner.of(spec(new SquaredLoss(), 1, 1, 300))).isNotNull();
    assertThatThrownBy(() -> Learner.of(spec(new SquaredLoss(), 1, 1, 301)))
        .hasMessage(
            "a Newton step's dimension must be at most 300, since an event costs its square:"
                + " dimension=301");
  }
}
