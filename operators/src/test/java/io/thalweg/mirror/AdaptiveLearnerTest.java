package io.thalweg.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.thalweg.math.FeatureVector;
import io.thalweg.math.Lcg;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdaptiveLearnerTest {
  private static final int DIMENSION = 6;
  private static final int ROUNDS = 400;

  static List<MarginLoss> losses() {
    return Losses.ofOneMargin();
  }

  static List<MarginLoss> inLabelUnits() {
    return List.of(new SquaredLoss(), new AbsoluteLoss(), new PinballLoss(0.9));
  }

  private static LearnerRun run(MarginLoss loss) {
    return new LearnerRun(new LearnerSpec(loss, new Adaptive(), DIMENSION));
  }

  /** Features of unlike scales, now and then 0. */
  private static float[] features(Lcg random) {
    float[] x = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      x[i] = random.uniform() < 0.3 ? 0 : (float) (Math.pow(10, i - 3) * random.symmetric());
    }
    return x;
  }

  private static FeatureVector dense(float[] x) {
    return new FeatureVector().dense(x, x.length);
  }

  private static double label(MarginLoss loss, Lcg random) {
    if (loss.accepts(-1)) {
      return 5 * random.symmetric() + 3;
    }
    return random.below(2);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void itFollowsTheFormulas(MarginLoss loss) {
    Adaptive algorithm =
        new Adaptive(
            List.of(
                new Adaptive.Expert(0.5, 0),
                new Adaptive.Expert(0.1, 0.5),
                new Adaptive.Expert(2, 3)),
            50,
            20);
    LearnerRun run = new LearnerRun(new LearnerSpec(loss, algorithm, DIMENSION));
    AdaptiveTextbook textbook = new AdaptiveTextbook(loss, algorithm, DIMENSION);
    Lcg random = new Lcg(5);
    for (int t = 0; t < ROUNDS; t++) {
      float[] x = features(random);
      double label = label(loss, random);
      double weight = 1 + random.below(3);
      double expected = textbook.learn(x, label, weight);
      assertThat(run.learn(dense(x), label, weight))
          .isCloseTo(expected, within(1e-9 * Math.max(1, Math.abs(expected))));
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void aFeatureTimesAThousandChangesNoPrediction(MarginLoss loss) {
    LearnerRun plain = run(loss);
    LearnerRun thousand = run(loss);
    LearnerRun power = run(loss);
    Lcg random = new Lcg(1);
    for (int t = 0; t < ROUNDS; t++) {
      float[] x = features(random);
      double label = label(loss, random);
      double margin = plain.learn(dense(x), label, 1);
      assertThat(power.learn(dense(scaled(x, 1024f)), label, 1)).isEqualTo(margin);
      // Rounding to floats is what is left, some 6e-8 of every value; now and then it lets a margin
      // fall on the other side of a loss's bend, which moves it by a step.
      assertThat(thousand.learn(dense(scaled(x, 1000f)), label, 1))
          .isCloseTo(margin, within(1e-3 * Math.max(1, Math.abs(margin))));
    }
  }

  /** The even features multiplied. */
  private static float[] scaled(float[] x, float factor) {
    float[] scaled = x.clone();
    for (int i = 0; i < x.length; i += 2) {
      scaled[i] *= factor;
    }
    return scaled;
  }

  @ParameterizedTest
  @MethodSource("inLabelUnits")
  void labelsTimesAThousandMultiplyPredictions(MarginLoss loss) {
    LearnerRun plain = run(loss);
    LearnerRun thousand = run(loss);
    LearnerRun power = run(loss);
    Lcg random = new Lcg(2);
    for (int t = 0; t < ROUNDS; t++) {
      FeatureVector x = dense(features(random));
      double label = label(loss, random);
      double margin = plain.learn(x, label, 1);
      assertThat(power.learn(x, 1024 * label, 1)).isEqualTo(1024 * margin);
      assertThat(thousand.learn(x, 1000 * label, 1))
          .isCloseTo(1000 * margin, within(1e-9 * Math.max(1, Math.abs(1000 * margin))));
    }
  }

  @ParameterizedTest
  @MethodSource("inLabelUnits")
  void shiftedLabelsShiftPredictions(MarginLoss loss) {
    LearnerRun plain = run(loss);
    LearnerRun shifted = run(loss);
    Lcg random = new Lcg(3);
    for (int t = 0; t < ROUNDS; t++) {
      FeatureVector x = dense(features(random));
      double label = label(loss, random);
      double margin = plain.learn(x, label, 1);
      double shift = t == 0 ? 0 : 1e4;
      assertThat(shifted.learn(x, label + 1e4, 1)).isCloseTo(margin + shift, within(1e-6 * 1e4));
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void allWeightsTimesANumberChangeNothing(MarginLoss loss) {
    LearnerRun plain = run(loss);
    LearnerRun heavy = run(loss);
    Lcg random = new Lcg(4);
    for (int t = 0; t < ROUNDS; t++) {
      FeatureVector x = dense(features(random));
      double label = label(loss, random);
      double weight = 1 + random.below(3);
      assertThat(heavy.learn(x, label, 1024 * weight)).isEqualTo(plain.learn(x, label, weight));
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void denseAndSparseFormsOfAnEventAreOne(MarginLoss loss) {
    LearnerRun dense = run(loss);
    LearnerRun sparse = run(loss);
    Lcg random = new Lcg(6);
    for (int t = 0; t < ROUNDS; t++) {
      float[] x = features(random);
      double label = label(loss, random);
      assertThat(sparse.learn(sparse(x), label, 1)).isEqualTo(dense.learn(dense(x), label, 1));
    }
  }

  private static FeatureVector sparse(float[] x) {
    int[] indices = new int[x.length];
    float[] values = new float[x.length];
    int size = 0;
    for (int i = 0; i < x.length; i++) {
      if (x[i] != 0) {
        indices[size] = i;
        values[size++] = x[i];
      }
    }
    return new FeatureVector().sparse(indices, values, size);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void extremesLeaveEverythingFinite(MarginLoss loss) {
    float[] sizes = {Float.MIN_VALUE, 1e-30f, 1e-3f, 1, 1e8f, 1e30f, Float.MAX_VALUE};
    double[] weights = {0, 1e-9, 1, 1e9};
    for (long seed = 0; seed < 20; seed++) {
      LearnerRun run = run(loss);
      Lcg random = new Lcg(seed);
      for (int t = 0; t < ROUNDS; t++) {
        float[] x = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
          x[i] = (float) random.sign() * sizes[random.below(sizes.length)];
        }
        double label = random.below(2);
        if (loss.accepts(-1)) {
          label = random.sign() * Math.pow(10, random.below(76) - 38);
        } else if (loss.accepts(2)) {
          label = Math.pow(10, random.below(38));
        }
        double weight = weights[random.below(weights.length)];
        assertThat(run.learn(dense(x), label, weight)).isFinite();
        assertThat(run.answer().loss()).isFinite();
        assertThat(run.answer().prediction()).isFinite();
        assertThat(run.reading().expertWeights()).allMatch(Double::isFinite);
      }
      for (double number : run.model().numbers()) {
        assertThat(number).isFinite();
      }
      for (int at = 0; at < run.model().cells().length(); at++) {
        assertThat(run.model().cells().get(at)).isFinite();
      }
    }
  }

  @Test
  void aFeatureFirstSeenTinyDoesNotRunAway() {
    LearnerRun run = run(new LogisticLoss());
    float[] tiny = new float[DIMENSION];
    tiny[0] = 1e-6f;
    run.learn(dense(tiny), 1, 1);
    float[] usual = new float[DIMENSION];
    usual[0] = 1;
    double once = run.margin(dense(tiny));
    assertThat(run.margin(dense(usual))).isEqualTo(once);
    run.learn(dense(usual), 1, 1);
    assertThat(run.margin(dense(usual))).isLessThan(4);
  }

  @Test
  void labelsThatAreAllTheSameArePredictedFromTheSecondOn() {
    LearnerRun run = run(new SquaredLoss());
    Lcg random = new Lcg(1);
    assertThat(run.learn(dense(features(random)), 17.5, 1)).isZero();
    for (int t = 0; t < 20; t++) {
      assertThat(run.learn(dense(features(random)), 17.5, 1)).isEqualTo(17.5);
    }
  }

  /** A classifier that was right for long, and is suddenly wrong, must not take as long again. */
  @ParameterizedTest
  @ValueSource(ints = {1_000, 1_000_000})
  void itLearnsAnewHoweverLongItHasLearned(int before) {
    Adaptive forgetful = new Adaptive(new Adaptive().experts(), 1_000, 1_000);
    LearnerRun run = new LearnerRun(new LearnerSpec(new SquaredLoss(), forgetful, 1));
    FeatureVector x = new FeatureVector().dense(new float[1], 1);
    Lcg random = new Lcg(9);
    for (int t = 0; t < before; t++) {
      x.values()[0] = (float) random.sign();
      run.learn(x, x.values()[0] + random.symmetric(), 1);
    }
    x.values()[0] = 1;
    assertThat(run.margin(x)).isCloseTo(1, within(0.3));
    for (int t = 0; t < 2_000; t++) {
      x.values()[0] = (float) random.sign();
      run.learn(x, -x.values()[0] + random.symmetric(), 1);
    }
    x.values()[0] = 1;
    assertThat(run.margin(x)).isCloseTo(-1, within(0.3));
  }

  @Test
  void theDefaultsAreToldByTheirWord() {
    assertThat(new Adaptive().canonical())
        .isEqualTo(
            "adaptive(expert(0x1.0p-2,0x1.999999999999ap-4),"
                + "expert(0x1.3333333333333p0,0x1.999999999999ap-4),"
                + "expert(0x1.0p3,0x1.4p3),0x1.86ap16,0x1.388p13)");
    assertThat(Algorithm.parse(new Adaptive().canonical())).isEqualTo(new Adaptive());
  }

  @Test
  void constantsOutsideTheirRangesAreRefused() {
    List<Adaptive.Expert> experts = new Adaptive().experts();
    assertThatThrownBy(() -> new Adaptive(experts.subList(0, 2), 1e5, 1e4))
        .hasMessage("experts must be 3: experts=2");
    assertThatThrownBy(() -> new Adaptive(experts, 0.5, 1e4))
        .hasMessage("memory must be in [1, 1.0E15]: memory=0.5");
    assertThatThrownBy(() -> new Adaptive(experts, 1e5, Double.NaN))
        .hasMessage("mixerMemory must be in [1, 1.0E15]: mixerMemory=NaN");
    assertThatThrownBy(() -> new Adaptive.Expert(0, 1))
        .hasMessage("step must be in (0, 1000000.0]: step=0.0");
    assertThatThrownBy(() -> new Adaptive.Expert(1, -1))
        .hasMessage("caution must be in [0, 1000000.0]: caution=-1.0");
  }

  @Test
  void itReportsItsExpertsSharesAndNothingThatWouldHaveAUnit() {
    LearnerRun run = run(new LogisticLoss());
    Lcg random = new Lcg(10);
    for (int t = 0; t < 100; t++) {
      run.learn(dense(features(random)), random.below(2), 1);
    }
    Reading reading = run.reading();
    assertThat(reading)
        .isEqualTo(
            new Reading(
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                reading.expertWeights()));
    assertThat(reading.hintGain()).isNaN();
    assertThat(reading.expertWeights()).hasSize(3);
    assertThat(reading.expertWeights().stream().mapToDouble(share -> share).sum())
        .isCloseTo(1, within(1e-15));
  }

  @Test
  void severalClassesAreRefused() {
    LearnerSpec spec = new LearnerSpec(new SoftmaxLoss(3), new Adaptive(), 2);
    assertThatThrownBy(() -> Learner.of(spec))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("this algorithm's loss must be of one margin");
  }
}
