package io.thalweg.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thalweg.convex.Ball;
import io.thalweg.convex.Box;
import io.thalweg.convex.Hint;
import io.thalweg.convex.ScaleFree;
import io.thalweg.math.FeatureVector;
import io.thalweg.math.Lcg;
import io.thalweg.mirror.Adaptive;
import io.thalweg.mirror.Algorithm;
import io.thalweg.mirror.Answer;
import io.thalweg.mirror.KullbackLeiblerLoss;
import io.thalweg.mirror.Learner;
import io.thalweg.mirror.LearnerSpec;
import io.thalweg.mirror.LinearModel;
import io.thalweg.mirror.SquaredLoss;
import io.thalweg.state.LinearModelCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MirrorRegressionTest {
  private static final int DIMENSION = 5;
  private static final int ARMS = 4;
  private static final int EXAMPLES = 300;

  /**
   * Which values are centred, told in the plainest way: by means and deviations of all examples up
   * to the last whose number was a power of two from 8 on.
   */
  private static final class Centers {
    private final List<float[]> seen = new ArrayList<>();
    private final double[] mean = new double[DIMENSION];
    private final float[] center = new float[DIMENSION];

    void see(float[] values) {
      seen.add(values);
      int n = seen.size();
      for (int i = 0; i < DIMENSION; i++) {
        mean[i] += (values[i] - mean[i]) / n;
      }
      if (n >= 8 && (n & (n - 1)) == 0) {
        for (int i = 0; i < DIMENSION; i++) {
          double squares = 0;
          for (float[] each : seen) {
            squares += (each[i] - mean[i]) * (each[i] - mean[i]);
          }
          boolean varies = squares > 0;
          center[i] = varies && Math.abs(mean[i]) >= Math.sqrt(squares / n) ? (float) mean[i] : 0;
        }
      }
    }

    FeatureVector inputs(float[] values, int offset) {
      int[] positions = new int[DIMENSION];
      float[] centered = new float[DIMENSION];
      int size = 0;
      for (int i = 0; i < DIMENSION; i++) {
        float value = values[i] - center[i];
        if (value != 0) {
          positions[size] = offset + i;
          centered[size++] = value;
        }
      }
      return new FeatureVector().sparse(positions, centered, size);
    }
  }

  /** A constant, an offset that hides all else, a rare value, one about 0, and one often 0. */
  private static void values(Lcg random, float[] into, int at) {
    into[at] = 1;
    into[at + 1] = 2000 + (float) random.symmetric();
    into[at + 2] = random.below(10) == 0 ? 3 : 0;
    into[at + 3] = (float) random.symmetric();
    into[at + 4] = random.below(4) == 0 ? 0 : 5 + (float) random.uniform();
  }

  private static Arms arms(Features features, Lcg random) {
    boolean shared = features instanceof ArmBlocks;
    float[] values = new float[shared ? DIMENSION : ARMS * DIMENSION];
    for (int at = 0; at < values.length; at += DIMENSION) {
      values(random, values, at);
    }
    return shared
        ? new Arms().blocks(values, DIMENSION, new int[] {2, 0, 3, 1}, ARMS)
        : new Arms().rows(values, DIMENSION, ARMS);
  }

  static List<Arguments> compositions() {
    List<Arguments> all = new ArrayList<>();
    for (Features features : List.of(new ArmFeatures(DIMENSION), new ArmBlocks(DIMENSION, ARMS))) {
      for (Algorithm algorithm :
          List.of(
              new Adaptive(),
              new Algorithm.Lazy(new Ball(4), new ScaleFree(1), Hint.LAST_GRADIENT),
              new Algorithm.PerCoordinate(new Box(-2, 2), new ScaleFree(1), Hint.ZERO))) {
        for (RegressionLoss loss : RegressionLoss.values()) {
          all.add(Arguments.of(new MirrorSpec(loss, algorithm), features));
        }
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("compositions")
  void itIsTheLinearLearnerOfTheSameExamplesToTheBit(MirrorSpec spec, Features features) {
    LearnerSpec told =
        new LearnerSpec(
            spec.loss() == RegressionLoss.SQUARED ? new SquaredLoss() : new KullbackLeiblerLoss(),
            spec.algorithm(),
            features.inputs());
    assertThat(spec.learner(features)).isEqualTo(told);
    Learner learner = Learner.of(told);
    LinearModel expected = learner.create();
    Answer answer = new Answer();
    Centers centers = new Centers();
    MirrorRegression regression = spec.regression(features);
    MirrorModel model = regression.create();
    Lcg random = new Lcg(1);
    double[] losses = new double[ARMS];
    for (int n = 1; n <= EXAMPLES; n++) {
      Arms arms = arms(features, random);
      regression.predict(model, arms, losses);
      for (int a = 0; a < ARMS; a++) {
        learner.predict(expected, centers.inputs(row(arms, a), arms.offset(a)), answer);
        double y = answer.prediction();
        double margin = 1e-6;
        boolean isShare = spec.loss() == RegressionLoss.KULLBACK_LEIBLER;
        assertThat(losses[a]).isEqualTo(isShare ? Math.max(margin, Math.min(1 - margin, y)) : y);
      }
      int arm = random.below(ARMS);
      double loss = n % 3 == 0 ? random.uniform() : random.below(2);
      double weight = n % 7 == 0 ? 0 : n % 5 == 0 ? 4.5 : 1;
      regression.learn(model, n, arms, arm, loss, weight);
      float[] row = row(arms, arm);
      learner.learn(expected, centers.inputs(row, arms.offset(arm)), loss, weight, answer);
      centers.see(row);
      assertThat(LinearModelCodec.encode(model.linear()))
          .isEqualTo(LinearModelCodec.encode(expected));
    }
    assertThat(centers.center[0]).isZero();
    assertThat(centers.center[1]).isNotZero();
    assertThat(centers.center[2]).isZero();
    assertThat(centers.center[3]).isZero();
    assertThat(centers.center[4]).isNotZero();
  }

  private static float[] row(Arms arms, int arm) {
    return Arrays.copyOfRange(arms.values(), arms.at(arm), arms.at(arm) + DIMENSION);
  }

  /** The mean of such a value is below its deviation, whatever it is where it is not 0. */
  @Test
  void aValueThatIsMostly0Keeps0() {
    Lcg random = new Lcg(2);
    float[] centers = new float[1];
    for (int trial = 0; trial < 200; trial++) {
      Standardizer standardizer = Standardizer.create(1);
      int examples = 8 << random.below(5);
      int others = 1 + random.below((examples - 1) / 2);
      float size = (float) Math.pow(10, random.below(20) - 10);
      for (int n = 0; n < examples; n++) {
        float value = n < others ? size * (float) (1 + 1e-3 * random.uniform()) : 0;
        standardizer.observe(new float[] {value}, 0);
      }
      assertThat(standardizer.version()).isPositive();
      standardizer.centers(centers);
      assertThat(centers[0]).isZero();
    }
  }

  @Test
  void whatIsCentredStaysFinite() {
    Features features = new ArmFeatures(1);
    MirrorRegression regression = MirrorSpec.of(RegressionLoss.SQUARED).regression(features);
    MirrorModel model = regression.create();
    Arms arms = new Arms();
    double[] losses = new double[1];
    for (int n = 1; n <= 20; n++) {
      float value = n < 17 ? Float.MAX_VALUE * (n % 2 == 0 ? 1 : 0.5f) : -Float.MAX_VALUE;
      regression.learn(model, n, arms.rows(new float[] {value}, 1, 1), 0, n % 2, 1);
      regression.predict(model, arms, losses);
      assertThat(losses[0]).isFinite();
    }
    assertThat(model.centers[0]).isGreaterThan(0.7f * Float.MAX_VALUE);
  }

  /** Of a million inputs only those are kept that examples have. */
  @Test
  void aModelOfManyInputsHoldsThoseThatItHasMet() {
    Features features = new ArmBlocks(64, Features.MOST_INPUTS / 64);
    MirrorRegression regression = MirrorSpec.of(RegressionLoss.SQUARED).regression(features);
    MirrorModel model = regression.create();
    long before = model.heapBytes();
    float[] context = new float[64];
    double[] losses = new double[2];
    Lcg random = new Lcg(3);
    int[] blocks = {9, Features.MOST_INPUTS / 64 - 1};
    for (int n = 1; n <= 400; n++) {
      Arrays.fill(context, 0);
      context[63] = 1;
      context[random.below(2)] = 1;
      Arms arms = new Arms().blocks(context, 64, blocks, 2);
      int arm = random.below(2);
      regression.learn(model, n, arms, arm, context[arm] == 1 ? 0 : 1, 1);
    }
    Arrays.fill(context, 0);
    context[63] = 1;
    context[0] = 1;
    regression.predict(model, new Arms().blocks(context, 64, blocks, 2), losses);
    assertThat(losses[0]).isLessThan(0.1);
    assertThat(losses[1]).isGreaterThan(0.9);
    // Two pages of 1 KiB for each of two blocks, and one for the constant; the array doubles.
    assertThat(model.heapBytes() - before).isLessThan(2 * 5 * 1024);
  }

  @Test
  void algorithmsThatDoNotFitAreRefused() {
    MirrorSpec newton =
        new MirrorSpec(RegressionLoss.SQUARED, new Algorithm.Newton(new Ball(1), 1, 1, Hint.ZERO));
    assertThatThrownBy(() -> newton.regression(new ArmFeatures(1 << 20)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> MirrorSpec.parse("mirror loss=squared"))
        .hasMessage(
            "a mirror regression must tell its loss and its algorithm:"
                + " regression=mirror loss=squared");
  }
}
