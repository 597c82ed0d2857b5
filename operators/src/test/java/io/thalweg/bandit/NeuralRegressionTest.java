package io.thalweg.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.thalweg.math.ChiSquare;
import io.thalweg.math.KeyedRandom;
import io.thalweg.math.Lcg;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NeuralRegressionTest {
  private static final Features FEATURES = new ArmFeatures(3);
  private static final NeuralSpec PLAIN =
      NeuralSpec.of(RegressionLoss.SQUARED, 1)
          .withHidden(12)
          .withReplay(Replay.NONE)
          .withStandardization(Standardization.NONE);

  private static NeuralRegression regression(NeuralSpec spec) {
    return new NeuralRegression(spec, FEATURES);
  }

  private static Arms one(float... x) {
    return new Arms().rows(x, x.length, 1);
  }

  private static double predicted(NeuralRegression regression, NeuralModel model, Arms arms) {
    double[] losses = new double[1];
    regression.predict(model, arms, losses);
    return losses[0];
  }

  private static double distance(Network network, int layer, float[] a, float[] b) {
    double square = 0;
    for (int p = network.start(layer); p < network.start(layer + 1); p++) {
      square += ((double) a[p] - b[p]) * ((double) a[p] - b[p]);
    }
    return Math.sqrt(square);
  }

  @ParameterizedTest
  @EnumSource(RegressionLoss.class)
  void itLearnsAFunctionThatNoLinearModelHas(RegressionLoss loss) {
    NeuralRegression regression =
        regression(NeuralSpec.of(loss, 3).withHidden(16).withReplay(Replay.last(256, 2)));
    NeuralModel model = regression.create();
    Lcg random = new Lcg(3);
    double error = 0;
    for (int n = 1; n <= 3000; n++) {
      float a = (float) random.sign();
      float b = (float) random.sign();
      Arms arms = one(a, b, 1);
      double y = a == b ? 0.9 : 0.1;
      if (n > 2800) {
        error = Math.max(error, Math.abs(predicted(regression, model, arms) - y));
      }
      regression.learn(model, n, arms, 0, y, 1);
    }
    assertThat(error).isLessThan(0.1);
  }

  @Test
  void projectionsAreExactThoughDistancesAreSeldomComputed() {
    Radii tight = new Radii(0.2, 0.1);
    NeuralRegression regression = regression(PLAIN.withHidden(9, 7).withRadii(tight));
    NeuralRegression free = regression(PLAIN.withHidden(9, 7).withRadii(new Radii(1e6, 1e6)));
    NeuralModel model = regression.create();
    float[] initial = model.parameters().clone();
    Network network = regression.network();
    Lcg random = new Lcg(4);
    boolean wasOnTheSphere = false;
    for (int n = 1; n <= 400; n++) {
      Arms arms = one(random.dense(3).values());
      double y = random.uniform() < 0.5 ? 0 : 1;
      NeuralModel exact =
          NeuralModel.restored(
              model.parameters().clone(), ReplayMemory.create(0, 3), Standardizer.create(3), 0);
      free.learn(exact, n, arms, 0, y, 1);
      regression.learn(model, n, arms, 0, y, 1);
      for (int l = 0; l < network.layers(); l++) {
        double radius = l == 2 ? tight.output() : tight.hidden();
        double unbound = distance(network, l, exact.parameters(), initial);
        double bound = distance(network, l, model.parameters(), initial);
        assertThat(bound).isCloseTo(Math.min(radius, unbound), within(1e-6));
        wasOnTheSphere |= unbound > radius;
      }
    }
    assertThat(wasOnTheSphere).isTrue();
  }

  @Test
  void aLongGradientIsShortenedToTheLimit() {
    NeuralRegression regression = regression(PLAIN.withRadii(new Radii(1e6, 1e6)));
    NeuralModel model = regression.create();
    float[] initial = model.parameters().clone();
    Network network = regression.network();
    regression.learn(model, 1, one(300, -200, 500), 0, 0, 1);
    double square = 0;
    for (int l = 0; l < network.layers(); l++) {
      square += Math.pow(distance(network, l, model.parameters(), initial), 2);
    }
    double step = NeuralSpec.GRADIENT_LIMIT * PLAIN.learningRate().of(1);
    assertThat(Math.sqrt(square)).isCloseTo(step, within(1e-5));
  }

  @Test
  void anExampleThatOverflowsIsCountedAndSkipped() {
    NeuralRegression regression = regression(PLAIN);
    NeuralModel model = regression.create();
    float[] initial = model.parameters().clone();
    regression.learn(model, 1, one(3e38f, -3e38f, 3e38f), 0, 1, 1);
    assertThat(model.skipped()).isEqualTo(1);
    assertThat(model.parameters()).isEqualTo(initial);
    regression.learn(model, 2, one(1, -1, 1), 0, 1, 1);
    assertThat(model.skipped()).isEqualTo(1);
    assertThat(model.parameters()).isNotEqualTo(initial);
  }

  @Test
  void aWeightIsAFactorOfTheStep() {
    NeuralRegression regression = regression(PLAIN);
    NeuralRegression doubled = regression(PLAIN.withLearningRate(new LearningRate.Constant(0.2)));
    NeuralModel weighted = regression.create();
    NeuralModel faster = doubled.create();
    NeuralModel ignored = regression.create();
    float[] initial = ignored.parameters().clone();
    regression.learn(weighted, 1, one(1, 0, -1), 0, 1, 2);
    doubled.learn(faster, 1, one(1, 0, -1), 0, 1, 1);
    regression.learn(ignored, 1, one(1, 0, -1), 0, 1, 0);
    assertThat(weighted.parameters()).isEqualTo(faster.parameters());
    assertThat(ignored.parameters()).isEqualTo(initial);
  }

  /** Of the squared loss: over all 16 sign vectors of the four parameters of a linear model. */
  @Test
  void decayIsTheAverageOfAllSigns() {
    double size = 0.7;
    double rate = 0.1;
    ReferenceNetwork reference =
        new ReferenceNetwork(
            new int[] {3},
            Activation.RELU,
            Parametrization.STANDARD,
            1,
            ReferenceNetwork.Mistake.NONE);
    reference.perturb(16, size, 1);
    for (int s = 0; s < 16; s++) {
      for (int j = 0; j < 4; j++) {
        reference.signs[s][j] = (s >> j & 1) == 1 ? 1 : -1;
      }
    }
    NeuralRegression regression =
        regression(
            PLAIN
                .withHidden()
                .withLearningRate(new LearningRate.Constant(rate))
                .withPerturbation(Perturbation.Decay.averageOf(size, 3)));
    NeuralModel model = regression.create();
    for (int p = 0; p < 4; p++) {
      model.parameters()[p] += 0.2f * (p + 1);
      reference.theta[p] = model.parameters()[p];
    }
    regression.learn(model, 1, one(0.3f, -0.4f, 0.5f), 0, 0.25, 1);
    reference.step(new double[] {0.3f, -0.4f, 0.5f}, 0.25, RegressionLoss.SQUARED, rate);
    for (int p = 0; p < 4; p++) {
      assertThat((double) model.parameters()[p]).isCloseTo(reference.theta[p], within(1e-6));
    }
  }

  @Test
  void signsChangeNoGapBetweenArms() {
    NeuralRegression signs = regression(PLAIN.withPerturbation(new Perturbation.Signs(4, 0.4)));
    NeuralRegression plain = regression(PLAIN);
    NeuralModel model = signs.create();
    Lcg random = new Lcg(6);
    for (int n = 1; n <= 50; n++) {
      signs.learn(model, n, one(random.dense(3).values()), 0, random.uniform(), 1);
    }
    Arms arms = new Arms().rows(random.dense(12).values(), 3, 4);
    double[] perturbed = new double[4];
    double[] unperturbed = new double[4];
    signs.predict(model, arms, perturbed);
    plain.predict(model, arms, unperturbed);
    double offset = perturbed[0] - unperturbed[0];
    assertThat(Math.abs(offset)).isGreaterThan(1e-4);
    for (int a = 1; a < 4; a++) {
      assertThat(perturbed[a] - unperturbed[a]).isCloseTo(offset, within(1e-12));
    }
  }

  @Test
  void signsThatWouldMakeItDivergeAreRefused() {
    NeuralSpec spec =
        NeuralSpec.of(RegressionLoss.SQUARED, 1).withPerturbation(new Perturbation.Signs(5, 1));
    assertThatThrownBy(() -> spec.regression(new ArmBlocks(5, 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be below 2: product=4.4");
    assertThat(
            spec.withPerturbation(new Perturbation.Signs(5, 0.3)).regression(new ArmBlocks(5, 4)))
        .isNotNull();
  }

  @Test
  void aReplayedExampleIsLearnedAgain() {
    // A memory of one: the example itself, once more.
    NeuralRegression replaying = regression(PLAIN.withReplay(Replay.last(1, 1)));
    NeuralRegression plain = regression(PLAIN);
    NeuralModel once = replaying.create();
    NeuralModel twice = plain.create();
    Lcg random = new Lcg(7);
    for (int n = 1; n <= 20; n++) {
      Arms arms = one(random.dense(3).values());
      replaying.learn(once, n, arms, 0, 1, 1);
      plain.learn(twice, n, arms, 0, 1, 1);
      plain.learn(twice, n, arms, 0, 1, 1);
    }
    assertThat(once.parameters()).isEqualTo(twice.parameters());
  }

  @Test
  void aFullMemoryKeepsTheLastOrASample() {
    int capacity = 20;
    int rounds = 2000;
    NeuralRegression last = regression(PLAIN.withReplay(Replay.last(capacity, 1)));
    NeuralRegression sample = regression(PLAIN.withReplay(Replay.sample(capacity, 1)));
    NeuralModel ring = last.create();
    NeuralModel reservoir = sample.create();
    for (int n = 1; n <= rounds; n++) {
      Arms arms = one(n, 0, 0);
      last.learn(ring, n, arms, 0, 1, 1);
      sample.learn(reservoir, n, arms, 0, 1, 1);
      assertThat(ring.memory().size()).isEqualTo(Math.min(n, capacity));
      assertThat(reservoir.memory().size()).isEqualTo(Math.min(n, capacity));
    }
    double mean = 0;
    for (int i = 0; i < capacity; i++) {
      assertThat(first(ring.memory(), i)).isGreaterThan(rounds - capacity);
      mean += first(reservoir.memory(), i) / capacity;
    }
    // Uniform over all: five standard errors of a mean of 20 of [1, 2000].
    double error = rounds / Math.sqrt(12.0 * capacity);
    assertThat(mean).isBetween(0.5 * rounds - 5 * error, 0.5 * rounds + 5 * error);
    assertThat(mean).isLessThan(rounds - capacity);
  }

  /** The first of an example's features. */
  private static float first(ReplayMemory memory, int example) {
    float[] features = new float[3];
    memory.features(example, features);
    return features[0];
  }

  @Test
  void aRememberedExampleIsReplayedInItsBlock() {
    Features blocks = new ArmBlocks(2, 3);
    NeuralRegression regression = new NeuralRegression(PLAIN.withReplay(Replay.last(4, 1)), blocks);
    NeuralModel model = regression.create();
    float[] before = model.parameters().clone();
    Arms arms = new Arms().blocks(new float[] {1, 2}, 2, new int[] {2, 1}, 2);
    regression.learn(model, 1, arms, 0, 1, 3);
    regression.learn(model, 2, arms, 1, 0.5, 1);
    ReplayMemory memory = model.memory();
    float[] features = new float[2];
    for (int example = 0; example < 2; example++) {
      memory.features(example, features);
      assertThat(features).containsExactly(1, 2);
      assertThat(memory.offset(example)).isEqualTo(example == 0 ? 4 : 2);
      assertThat(memory.loss(example)).isEqualTo(example == 0 ? 1 : 0.5);
      assertThat(memory.weight(example)).isEqualTo(example == 0 ? 3 : 1);
    }
    for (int n = 3; n <= 10; n++) {
      regression.learn(model, n, arms, 1, 0, 1);
    }
    // The first block was never shown.
    for (int p = 0; p < 2 * 12; p++) {
      assertThat(model.parameters()[p]).isEqualTo(before[p]);
    }
  }

  @Test
  void everyExampleIsAsLikelyToBeKept() {
    int capacity = 2;
    int rounds = 8;
    int[] kept = new int[rounds + 1];
    int seeds = 4000;
    for (int seed = 0; seed < seeds; seed++) {
      ReplayMemory memory = ReplayMemory.create(capacity, 1);
      KeyedRandom random = new KeyedRandom(seed, Draws.KEPT);
      for (int n = 1; n <= rounds; n++) {
        memory.remember(Replay.sample(capacity, 1), random, n, one(n), 0, 1, 1);
      }
      for (int i = 0; i < capacity; i++) {
        float[] features = new float[1];
        memory.features(i, features);
        kept[(int) features[0]]++;
      }
    }
    double expected = (double) seeds * capacity / rounds;
    double chiSquare = 0;
    for (int n = 1; n <= rounds; n++) {
      chiSquare += (kept[n] - expected) * (kept[n] - expected) / expected;
    }
    assertThat(chiSquare).isLessThan(ChiSquare.bound(rounds - 1, 1e-6));
  }

  @Test
  void standardizedFeaturesHaveNoScaleAndConstantsStandForTheIntercept() {
    Standardizer plain = Standardizer.create(3);
    Standardizer scaled = Standardizer.create(3);
    Lcg random = new Lcg(8);
    float[] ours = new float[3];
    float[] theirs = new float[3];
    for (int n = 1; n <= 600; n++) {
      float[] x = {(float) random.symmetric(), (float) random.symmetric(), 1};
      float[] y = {1024 * x[0] + 4096, 0.125f * x[1] - 8, -5};
      plain.observe(x, 0);
      scaled.observe(y, 0);
      plain.apply(x, 0, 3, ours);
      scaled.apply(y, 0, 3, theirs);
      if (n >= 8) {
        assertThat(theirs[0]).isCloseTo(ours[0], within(1e-3f));
        assertThat(theirs[1]).isCloseTo(ours[1], within(1e-3f));
        assertThat(ours[2]).isEqualTo(1);
        assertThat(theirs[2]).isEqualTo(-1);
      }
    }
    assertThat(plain.factor()[0]).isCloseTo((float) Math.sqrt(3), within(0.2f));
    scaled.apply(new float[] {3e38f, -3e38f, 0}, 0, 3, theirs);
    assertThat(theirs).containsExactly(8, -8, 0);
  }

  @Test
  void aNetworkOfStandardizedFeaturesLearnsWhateverTheirScale() {
    NeuralSpec spec =
        NeuralSpec.of(RegressionLoss.SQUARED, 2).withHidden(16).withReplay(Replay.last(128, 2));
    NeuralRegression regression = regression(spec);
    NeuralRegression raw = regression(spec.withStandardization(Standardization.NONE));
    NeuralModel model = regression.create();
    NeuralModel unscaled = raw.create();
    Lcg random = new Lcg(9);
    double error = 0;
    double rawError = 0;
    for (int n = 1; n <= 1500; n++) {
      float a = (float) random.sign();
      float b = (float) random.sign();
      Arms arms = one(0.001f * a + 5, 2000 * b, 1);
      double y = a == b ? 0.9 : 0.1;
      if (n > 1400) {
        error = Math.max(error, Math.abs(predicted(regression, model, arms) - y));
        rawError = Math.max(rawError, Math.abs(predicted(raw, unscaled, arms) - y));
      }
      regression.learn(model, n, arms, 0, y, 1);
      raw.learn(unscaled, n, arms, 0, y, 1);
    }
    assertThat(error).isLessThan(0.1);
    assertThat(rawError).isGreaterThan(0.3);
  }

  @Test
  void theTransformChangesAtPowersOfTwoAlone() {
    Standardizer standardizer = Standardizer.create(1);
    Lcg random = new Lcg(9);
    float shift = 0;
    int changes = 0;
    for (int n = 1; n <= 1000; n++) {
      standardizer.observe(new float[] {(float) random.symmetric() + 3}, 0);
      if (standardizer.shift()[0] != shift) {
        assertThat(n).isIn(8, 16, 32, 64, 128, 256, 512);
        shift = standardizer.shift()[0];
        changes++;
        assertThat(standardizer.version()).isEqualTo(changes);
      }
    }
    assertThat(changes).isEqualTo(7);
    assertThat(standardizer.mean()[0]).isCloseTo(3, within(0.1));
    assertThat(standardizer.squares()[0] / 1000).isCloseTo(1.0 / 3, within(0.05));
  }

  @Test
  void theSmallestNumbersThereAreLeaveTheTransformFinite() {
    for (float other : new float[] {Float.MIN_VALUE, -Float.MIN_VALUE, 0}) {
      Standardizer standardizer = Standardizer.create(1);
      for (int n = 1; n <= 8; n++) {
        standardizer.observe(new float[] {n % 2 == 0 ? Float.MIN_VALUE : other}, 0);
      }
      assertThat(standardizer.factor()[0]).isPositive().isFinite();
      float[] transformed = {Float.NaN};
      standardizer.apply(new float[1], 0, 1, transformed);
      assertThat(transformed[0]).isFinite();
    }
  }

  @Test
  void onlyTheLearnedArmIsObserved() {
    NeuralRegression regression = regression(PLAIN.withStandardization(Standardization.ONLINE));
    NeuralModel model = regression.create();
    Arms arms = new Arms().rows(new float[] {1, 2, 3, 40, 50, 60}, 3, 2);
    regression.learn(model, 1, arms, 1, 0, 1);
    assertThat(model.standardizer().mean()).containsExactly(40, 50, 60);
    assertThat(model.standardizer().count()).isEqualTo(1);
  }

  @Test
  void ratesAreTheirFormulas() {
    assertThat(new LearningRate.Constant(0.1).of(1000)).isEqualTo(0.1);
    assertThat(new LearningRate.InverseRoot(0.5).of(100)).isEqualTo(0.05);
    assertThat(new LearningRate.Harmonic(2).of(10)).isEqualTo(0.2);
  }

  @ParameterizedTest
  @EnumSource(RegressionLoss.class)
  void lossesAndSlopesBelongTogether(RegressionLoss loss) {
    for (double y : new double[] {0, 0.25, 1}) {
      for (double z : new double[] {-40, -3, -0.1, 0, 0.7, 5, 40}) {
        double h = 1e-6;
        double difference = (loss.value(z + h, y) - loss.value(z - h, y)) / (2 * h);
        assertThat(loss.slope(z, y)).isCloseTo(difference, within(1e-6));
        assertThat(loss.value(z, y)).isGreaterThanOrEqualTo(-1e-15);
      }
      assertThat(loss.slope(1e300, y)).isNotNaN();
    }
    assertThat(RegressionLoss.KULLBACK_LEIBLER.value(0, 0.5)).isCloseTo(0, within(1e-15));
    assertThat(RegressionLoss.KULLBACK_LEIBLER.prediction(-800)).isZero();
  }

  @Test
  void predictionsOfTheDivergenceStayOffZeroAndOne() {
    NeuralRegression regression =
        regression(
            new NeuralSpec(
                List.of(),
                Activation.RELU,
                Parametrization.STANDARD,
                RegressionLoss.KULLBACK_LEIBLER,
                new LearningRate.Constant(1),
                Perturbation.NONE,
                Radii.WIDE,
                NeuralSpec.GRADIENT_LIMIT,
                Replay.NONE,
                Standardization.NONE,
                1));
    NeuralModel model = regression.create();
    assertThat(predicted(regression, model, one(1000, 1000, 1000))).isBetween(1e-6, 1 - 1e-6);
    assertThat(predicted(regression, model, one(-1000, -1000, -1000))).isBetween(1e-6, 1 - 1e-6);
  }

  @Test
  void wrongSettingsAreRefusedByRuleAndValue() {
    assertThatThrownBy(() -> PLAIN.withHidden(1, 2, 3).regression(FEATURES))
        .hasMessage("hidden layers must be at most 2: layers=3");
    assertThatThrownBy(() -> PLAIN.withHidden(0).regression(FEATURES))
        .hasMessageContaining("units=0");
    assertThatThrownBy(() -> new Radii(0, 1)).hasMessageContaining("hidden=0.0");
    assertThatThrownBy(() -> new LearningRate.Constant(Double.NaN))
        .hasMessageContaining("rate=NaN");
    assertThatThrownBy(() -> new LearningRate.Harmonic(0.01)).hasMessageContaining("growth=0.01");
    assertThatThrownBy(() -> Replay.last(0, 1)).hasMessageContaining("capacity=0");
    assertThatThrownBy(() -> Replay.sample(1, 65)).hasMessageContaining("steps=65");
    assertThatThrownBy(() -> new Perturbation.Decay(0)).hasMessageContaining("rate=0.0");
    assertThatThrownBy(() -> new Perturbation.Signs(0, 1)).hasMessageContaining("count=0");
    assertThatThrownBy(() -> Floor.mix(0)).hasMessageContaining("epsilon=0.0");
    assertThatThrownBy(() -> new Thinning(1, 0)).hasMessageContaining("others=0");
    assertThatThrownBy(() -> new ArmBlocks(1 << 15, 1 << 15)).hasMessageContaining("blocks=32768");
    assertThatThrownBy(() -> new RidgeSpec(1).regression(new ArmFeatures(4096)))
        .hasMessage(
            "ridge regression has at most 2048 inputs, mirror regression any number: inputs=4096");
    assertThatThrownBy(
            () -> PLAIN.withReplay(Replay.last(1 << 20, 1)).regression(new ArmFeatures(1000)))
        .hasMessageContaining("dimension=1000");
  }
}
