package io.thalweg.convex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.thalweg.math.Allocation;
import io.thalweg.math.Lcg;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every optimizer keeps, whatever it is composed of. */
class OptimizerTest {
  private static final int D = 6;
  private static final int ROUNDS = 200;

  static List<OptimizerSpec> specs() {
    return Specs.all();
  }

  private static double[][] gradients(int rounds) {
    Lcg random = new Lcg(4);
    double[][] gradients = new double[rounds][];
    for (int t = 0; t < rounds; t++) {
      gradients[t] = Streams.times(random.uniform(), Streams.uniform(D, random));
    }
    return gradients;
  }

  private static double[] learned(Optimizer optimizer, double[][] gradients) {
    double[] state = started(optimizer);
    for (double[] g : gradients) {
      optimizer.learn(state, g);
    }
    return state;
  }

  private static double[] started(Optimizer optimizer) {
    double[] state = new double[optimizer.stateLength()];
    optimizer.start(state);
    return state;
  }

  private static double[] played(Optimizer optimizer, double[] state) {
    double[] x = new double[optimizer.dimension()];
    optimizer.play(state, x);
    return x;
  }

  @ParameterizedTest
  @MethodSource("specs")
  void playingChangesNothing(OptimizerSpec spec) {
    Optimizer optimizer = spec.optimizer(D);
    double[] state = learned(optimizer, gradients(20));
    double[] before = state.clone();
    double[] x = played(optimizer, state);
    assertThat(played(optimizer, state)).isEqualTo(x);
    assertThat(state).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void learningReadsTheGradientOnly(OptimizerSpec spec) {
    double[][] gradients = gradients(20);
    learned(spec.optimizer(D), gradients);
    assertThat(gradients).isDeepEqualTo(gradients(20));
  }

  @ParameterizedTest
  @MethodSource("specs")
  void aCopiedStateGoesOnToTheSameBitsInAnotherInstance(OptimizerSpec spec) {
    double[][] gradients = gradients(ROUNDS);
    Optimizer one = spec.optimizer(D);
    double[] uninterrupted = learned(one, gradients);
    double[] copy = learned(one, Arrays.copyOf(gradients, 77)).clone();
    Optimizer another = spec.optimizer(D);
    for (int t = 77; t < ROUNDS; t++) {
      another.learn(copy, gradients[t]);
    }
    assertThat(copy).isEqualTo(uninterrupted);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void oneInstanceServesManyStates(OptimizerSpec spec) {
    double[][] gradients = gradients(ROUNDS);
    Optimizer optimizer = spec.optimizer(D);
    double[] alone = learned(optimizer, gradients);
    double[] one = started(optimizer);
    double[] other = started(optimizer);
    for (int t = 0; t < ROUNDS; t++) {
      optimizer.learn(one, gradients[t]);
      optimizer.learn(other, gradients[ROUNDS - 1 - t]);
    }
    assertThat(one).isEqualTo(alone);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void startingWritesOverEverything(OptimizerSpec spec) {
    Optimizer optimizer = spec.optimizer(D);
    double[] used = learned(optimizer, gradients(50));
    optimizer.start(used);
    assertThat(used).isEqualTo(started(optimizer));
  }

  @ParameterizedTest
  @MethodSource("specs")
  void everyPointPlayedLiesInTheDomain(OptimizerSpec spec) {
    Optimizer optimizer = spec.optimizer(D);
    Domain domain = domain(spec);
    double[] state = started(optimizer);
    for (double[] g : gradients(ROUNDS)) {
      double[] x = played(optimizer, state);
      double[] nearest = x.clone();
      Projection.onto(domain, D).project(nearest);
      assertThat(Streams.norm(Streams.minus(nearest, x))).isLessThan(1e-13);
      optimizer.learn(state, Streams.times(5, g));
    }
  }

  private static Domain domain(OptimizerSpec spec) {
    if (spec instanceof MirrorDescentSpec s) {
      return s.domain();
    }
    if (spec instanceof PerCoordinateSpec s) {
      return s.domain();
    }
    if (spec instanceof FollowTheLeaderSpec s) {
      return s.domain();
    }
    if (spec instanceof ExponentialWeightsSpec s) {
      return s.domain();
    }
    if (spec instanceof NewtonSpec s) {
      return s.domain();
    }
    return spec instanceof EnsembleSpec s ? s.domain() : new WholeSpace();
  }

  @ParameterizedTest
  @MethodSource("specs")
  void theHeadTellsWhatHasHappened(OptimizerSpec spec) {
    Optimizer optimizer = spec.optimizer(D);
    double[] state = started(optimizer);
    assertThat(optimizer.rounds(state)).isZero();
    assertThat(optimizer.movement(state)).isZero();
    double squares = 0;
    for (double[] g : gradients(ROUNDS)) {
      double[] before = played(optimizer, state);
      long projected = optimizer.projectedRounds(state);
      double variation = optimizer.variation(state);
      optimizer.learn(state, g);
      double[] after = played(optimizer, state);
      assertThat(optimizer.movement(state))
          .isCloseTo(Streams.norm(Streams.minus(after, before)), within(1e-15));
      assertThat(optimizer.projectedRounds(state) - projected).isBetween(0L, 1L);
      assertThat(optimizer.variation(state)).isGreaterThanOrEqualTo(variation);
      squares += Streams.dot(g, g);
    }
    assertThat(optimizer.rounds(state)).isEqualTo(ROUNDS);
    if (!(optimizer instanceof ExponentialWeights)) {
      assertThat(optimizer.gradientSquares(state)).isCloseTo(squares, within(1e-12));
    }
  }

  @ParameterizedTest
  @MethodSource("specs")
  void nothingHappensWhereGradientsAreZero(OptimizerSpec spec) {
    Optimizer optimizer = spec.optimizer(D);
    double[] state = started(optimizer);
    double[] x = played(optimizer, state);
    for (int t = 0; t < 40; t++) {
      optimizer.learn(state, new double[D]);
    }
    assertThat(played(optimizer, state)).usingComparatorWithPrecision(1e-15).isEqualTo(x);
    assertThat(optimizer.variation(state)).isZero();
    assertThat(optimizer.rounds(state)).isEqualTo(40);
    if (!(domain(spec) instanceof Simplex)) {
      assertThat(optimizer.projectedRounds(state)).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("specs")
  void whoIsPushedOutsideIsProjectedBackInEveryRound(OptimizerSpec spec) {
    Optimizer optimizer = spec.optimizer(D);
    double[] state = started(optimizer);
    long projected = 0;
    for (int t = 0; t < 60; t++) {
      projected = t < 50 ? optimizer.projectedRounds(state) : projected;
      optimizer.learn(state, Streams.unit(D, 0, -100));
    }
    boolean hasNoProjection =
        optimizer instanceof ExponentialWeights || domain(spec) instanceof WholeSpace;
    assertThat(optimizer.projectedRounds(state) - projected).isEqualTo(hasNoProjection ? 0 : 11);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void extremeGradientsLeaveEverythingFinite(OptimizerSpec spec) {
    for (double size : new double[] {1e99, 1e30, 1e-30, 1e-99, Double.MIN_VALUE}) {
      Optimizer optimizer = spec.optimizer(D);
      double[] state = started(optimizer);
      double[][] gradients = gradients(60);
      for (int t = 0; t < gradients.length; t++) {
        optimizer.learn(state, Streams.times(t % 3 == 0 ? size : 1, gradients[t]));
      }
      for (double number : state) {
        assertThat(number).as("gradients of size %s", size).isFinite();
      }
    }
  }

  @ParameterizedTest
  @Tag(Allocation.TAG)
  @MethodSource("specs")
  void aWarmOptimizerAllocatesNothing(OptimizerSpec spec) {
    Optimizer optimizer = spec.optimizer(D);
    double[] state = started(optimizer);
    double[] x = new double[D];
    double[][] gradients = gradients(64);
    assertThat(Allocation.least(() -> playAndLearn(optimizer, state, x, gradients)))
        .isLessThanOrEqualTo(0);
  }

  private static void playAndLearn(
      Optimizer optimizer, double[] state, double[] x, double[][] gradients) {
    for (int t = 0; t < gradients.length; t++) {
      optimizer.play(state, x);
      optimizer.learn(state, gradients[t]);
      optimizer.stepSize(state);
    }
  }

  @Test
  void scaleFreePointsAreTheSameBitsForLossesTimesAPowerOfTwo() {
    Hint mixer = MixedHint.of(Hint.ZERO, Hint.LAST_GRADIENT, new MovingAverage(0.1));
    for (OptimizerSpec spec :
        List.of(
            new MirrorDescentSpec(new Ball(1), new ScaleFree(1), Hint.LAST_GRADIENT),
            new MirrorDescentSpec(new L1Ball(1), new ScaleFree(1), mixer),
            new PerCoordinateSpec(new Box(-1, 1), mixer, new ScaleFree(1)))) {
      Optimizer optimizer = spec.optimizer(D);
      double[] one = started(optimizer);
      double[] other = started(optimizer);
      for (double[] g : gradients(300)) {
        assertThat(played(optimizer, other)).isEqualTo(played(optimizer, one));
        optimizer.learn(one, g);
        optimizer.learn(other, Streams.times(1024, g));
      }
    }
  }

  @Test
  void eachCoordinateHasAScaleOfItsOwn() {
    OptimizerSpec spec =
        new PerCoordinateSpec(new Box(-1, 1), Hint.LAST_GRADIENT, new ScaleFree(1));
    Optimizer optimizer = spec.optimizer(D);
    double[] one = started(optimizer);
    double[] other = started(optimizer);
    for (double[] g : gradients(300)) {
      assertThat(played(optimizer, other)).isEqualTo(played(optimizer, one));
      optimizer.learn(one, g);
      double[] scaled = g.clone();
      for (int i = 0; i < D; i++) {
        scaled[i] = Math.scalb(g[i], 3 * i);
      }
      optimizer.learn(other, scaled);
    }
  }

  @Test
  void gradientsTooSmallToSquareLeaveAScaleFreeOptimizerWhereItIs() {
    for (Hint hint : List.of(Hint.LAST_GRADIENT, MixedHint.of(Hint.LAST_GRADIENT))) {
      for (OptimizerSpec spec :
          List.of(
              new MirrorDescentSpec(new Box(-1, 1), new ScaleFree(1), hint),
              new PerCoordinateSpec(new Box(-1, 1), hint, new ScaleFree(1)))) {
        Optimizer optimizer = spec.optimizer(D);
        double[] state = started(optimizer);
        optimizer.learn(state, Streams.unit(D, 1, 1e-40));
        assertThat(optimizer.rounds(state)).isEqualTo(1);
        state[0] = 0;
        assertThat(state).isEqualTo(started(optimizer));
      }
    }
  }

  @Test
  void aStepForEachCoordinateIsAnOptimizerForEach() {
    Box box = new Box(-1, 1);
    List<StepSize> steps = List.of(new ScaleFree(1), new Convex(1, 0.5), new Convex(3, 0));
    Optimizer all = new PerCoordinateSpec(box, Hint.LAST_GRADIENT, steps).optimizer(3);
    double[] state = started(all);
    double[][] states = new double[3][];
    Optimizer[] ones = new Optimizer[3];
    for (int i = 0; i < 3; i++) {
      ones[i] = new MirrorDescentSpec(box, steps.get(i), Hint.LAST_GRADIENT).optimizer(1);
      states[i] = started(ones[i]);
    }
    for (double[] g : gradients(100)) {
      double[] x = played(all, state);
      for (int i = 0; i < 3; i++) {
        assertThat(x[i]).isEqualTo(played(ones[i], states[i])[0]);
        ones[i].learn(states[i], new double[] {g[i]});
      }
      all.learn(state, Arrays.copyOf(g, 3));
    }
  }

  @Test
  void exponentialWeightsOfAnotherSizeAreThoseOfSizeOneForGradientsOfThatSize() {
    Hint last = Hint.LAST_GRADIENT;
    Optimizer one = new ExponentialWeightsSpec(new Simplex(1), new Convex(4, 1), last).optimizer(D);
    Optimizer four =
        new ExponentialWeightsSpec(new Simplex(4), new Convex(1, 1), last).optimizer(D);
    double[] small = started(one);
    double[] large = started(four);
    for (double[] g : gradients(100)) {
      assertThat(played(four, large)).isEqualTo(Streams.times(4, played(one, small)));
      one.learn(small, Streams.times(4, g));
      four.learn(large, g);
      assertThat(four.variation(large)).isEqualTo(one.variation(small));
      assertThat(four.gradientSquares(large)).isEqualTo(one.gradientSquares(small));
    }
  }

  @Test
  void theBallsWeightsAreTheSimplexsForBothSignsOfEachCoordinate() {
    Hint last = Hint.LAST_GRADIENT;
    Optimizer ball = new ExponentialWeightsSpec(new L1Ball(3), new Convex(1, 1), last).optimizer(D);
    Optimizer simplex =
        new ExponentialWeightsSpec(new Simplex(3), new Convex(1, 1), last).optimizer(2 * D);
    double[] signed = started(ball);
    double[] both = started(simplex);
    for (double[] g : gradients(100)) {
      double[] p = played(simplex, both);
      double[] x = played(ball, signed);
      double[] gradients = new double[2 * D];
      for (int i = 0; i < D; i++) {
        assertThat(x[i]).isCloseTo(p[i] - p[D + i], within(1e-14));
        gradients[i] = g[i];
        gradients[D + i] = -g[i];
      }
      ball.learn(signed, g);
      simplex.learn(both, gradients);
    }
  }

  /** Without a set in reach and with one step, x_{t+1} = x_t − η(2g_t − g_{t−1}). */
  @Test
  void twoSequencesAreOneWhereNothingIsProjected() {
    double step = 0.1;
    OptimizerSpec spec = new EnsembleSpec(new Ball(1e6), 1000, 1, 1, step, Hint.LAST_GRADIENT);
    DynamicEnsemble optimizer = (DynamicEnsemble) spec.optimizer(D);
    assertThat(optimizer.bases()).isEqualTo(1);
    double[] state = started(optimizer);
    double[] x = new double[D];
    double[] last = new double[D];
    for (double[] g : gradients(300)) {
      assertThat(Streams.norm(Streams.minus(played(optimizer, state), x))).isLessThan(1e-12);
      optimizer.learn(state, g);
      Vectors.add(x, 0, -2 * step, g, 0, D);
      Vectors.add(x, 0, step, last, 0, D);
      last = g;
    }
  }

  @Test
  void anEnsemblesStepsDoubleUpToTheLargest() {
    DynamicEnsemble optimizer = new EnsembleSpec(new Ball(1), 2, 1, 64).optimizer(2);
    assertThat(optimizer.bases()).isEqualTo(3);
    assertThat(optimizer.baseStep(0)).isEqualTo(2 / (2 * Math.sqrt(8 * 64)));
    assertThat(optimizer.baseStep(1)).isEqualTo(2 * optimizer.baseStep(0));
    assertThat(optimizer.baseStep(2)).isEqualTo(1.0 / 8);
    Hint last = Hint.LAST_GRADIENT;
    assertThat(new EnsembleSpec(new Ball(1), 1, 1, 2, 2, last).optimizer(2).bases())
        .as("0.5, 1 and 2")
        .isEqualTo(3);
    assertThat(new EnsembleSpec(new Ball(1), 2, 1).optimizer(2).bases()).isEqualTo(20);
    assertThat(new EnsembleSpec(new Ball(1), 1e-3, 1, 64).optimizer(2).bases()).isEqualTo(1);
    double[] state = started(optimizer);
    assertThat(optimizer.stepSize(state))
        .isCloseTo((3 * optimizer.baseStep(0) + 0.125) / 3, within(1e-15));
  }

  @ParameterizedTest
  @MethodSource("specs")
  void sharesAddUpToOneWhereThereAreSome(OptimizerSpec spec) {
    Optimizer optimizer = spec.optimizer(D);
    double[] state = started(optimizer);
    for (double[] g : gradients(30)) {
      double[] before = state.clone();
      double[] shares = optimizer.shares(state);
      assertThat(state).isEqualTo(before);
      int mixed = spec.canonical().contains("mixer") ? spec.canonical().contains("lag") ? 4 : 2 : 0;
      assertThat(shares)
          .hasSize(optimizer instanceof DynamicEnsemble ensemble ? ensemble.bases() : mixed);
      assertThat(shares.length == 0 ? 1 : Arrays.stream(shares).sum()).isCloseTo(1, within(1e-14));
      optimizer.learn(state, g);
    }
  }

  @Test
  void partsThatDoNotGoTogetherAreRefused() {
    assertThatThrownBy(() -> new MirrorDescentSpec(new WholeSpace(), new ScaleFree(1), Hint.ZERO))
        .hasMessage("mirror descent must have a bounded domain: domain=whole-space");
    assertThatThrownBy(
            () ->
                new MirrorDescentSpec(
                    new Ball(1), new StronglyRegularized(1), new L2(0.5), Hint.ZERO))
        .hasMessageContaining("step=strongly-regularized(0x1.0p0), regularizer=l2(0x1.0p-1)");
    assertThatThrownBy(() -> new ExponentialWeightsSpec(new Ball(1), new Convex(1, 0), Hint.ZERO))
        .hasMessageContaining("domain=ball(0x1.0p0)");
    assertThatThrownBy(() -> new EnsembleSpec(new WholeSpace(), 1, 1))
        .hasMessageContaining("domain=whole-space");
    assertThatThrownBy(() -> new EnsembleSpec(new Ball(1), 1, 1, 0.5))
        .hasMessageContaining("horizon=0.5");
    PerCoordinateSpec two =
        new PerCoordinateSpec(
            new Box(-1, 1), Hint.ZERO, List.of(new ScaleFree(1), new Convex(1, 1)));
    assertThatThrownBy(() -> two.optimizer(3)).hasMessageContaining("steps=2, dimension=3");
    assertThatThrownBy(() -> NewtonSpec.ofExpConcave(new Ball(1), 1, 1, Hint.ZERO).optimizer(301))
        .hasMessage("dimension must be in [1, 300]: dimension=301");
    assertThatThrownBy(() -> new FtrlProximalSpec(1, 0, 0, 0, Hint.ZERO))
        .hasMessageContaining("damping=0.0");
    OptimizerSpec long1 =
        new MirrorDescentSpec(new Ball(1), new ScaleFree(1), new LaggedGradient(10_000));
    assertThatThrownBy(() -> long1.optimizer(1 << 24))
        .hasMessageContaining("a state must have at most 268435456 doubles");
  }
}
