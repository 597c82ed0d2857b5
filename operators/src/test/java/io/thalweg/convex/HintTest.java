package io.thalweg.convex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.math.Lcg;
import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

class HintTest {
  private static final int D = 3;
  private static final Hint[] MEMBERS = {
    Hint.ZERO, Hint.LAST_GRADIENT, new MovingAverage(0.1), new LaggedGradient(2)
  };

  /** A hint by itself, in a state that holds the head, the guess and the hint's own. */
  private static final class Guesser {
    final int d;
    final HintKernel kernel;
    final double[] state;

    Guesser(Hint hint, int d) {
      this.d = d;
      int own = Head.POINT + d;
      this.kernel = HintKernel.of(hint, d, own);
      this.state = new double[own + (int) kernel.length()];
    }

    double[] guess() {
      double[] guess = new double[d];
      System.arraycopy(state, Head.POINT, guess, 0, d);
      return guess;
    }

    /** Learns a gradient; |g − M|² of the guess before. */
    double learn(double[] g) {
      double surprise = Vectors.squaredDistance(g, 0, state, Head.POINT, d);
      Head.count(state, 0, 0);
      kernel.next(state, g, Head.POINT);
      return surprise;
    }
  }

  @Test
  void aMixerFollowsTheGoldenTrajectory() {
    Hint hint = new MixedHint(List.of(Hint.ZERO, Hint.LAST_GRADIENT, new MovingAverage(0.5)), 1.5);
    Guesser mixer = new Guesser(hint, 2);
    JsonNode rows = Golden.named("h_hint_mixer").get("rows");
    double variation = 0;
    for (int t = 0; t < 6; t++) {
      assertThat(Golden.difference(mixer.kernel.shares(mixer.state), rows.get(t).get("q")))
          .as("q of round %d", t + 1)
          .isLessThan(Golden.TOLERANCE);
      assertThat(Golden.difference(mixer.guess(), rows.get(t).get("M")))
          .as("M of round %d", t + 1)
          .isLessThan(Golden.TOLERANCE);
      variation += mixer.learn(Golden.FEATURES[t]);
    }
    double[] blames = new double[3];
    System.arraycopy(mixer.state, Head.POINT + 2 + 1, blames, 0, 3);
    assertThat(Golden.difference(blames, rows.get(6).get("c"))).isLessThan(Golden.TOLERANCE);
    assertThat(Golden.difference(new double[] {variation}, rows.get(6).get("V")))
        .isLessThan(Golden.TOLERANCE);
  }

  @Test
  void aMixerIsNeverMuchWorseThanItsBestMember() {
    double worst = Double.NEGATIVE_INFINITY;
    for (LongFunction<Streams.Stream> stream : Streams.all(D).values()) {
      worst = Math.max(worst, excess(new MixedHint(List.of(MEMBERS), 1), stream.apply(3), 1));
    }
    assertThat(worst - 8 * Math.log(MEMBERS.length)).isLessThanOrEqualTo(0);
    // As another implementation has measured it on the same streams.
    assertThat(worst - 8 * Math.log(MEMBERS.length)).isBetween(-2.14745, -2.14735);
  }

  @Test
  void aMixerThatKnowsNoBoundIsNeverMuchWorseEither() {
    for (LongFunction<Streams.Stream> stream : Streams.all(D).values()) {
      for (double growth : new double[] {1, 1.001, 1.1}) {
        double excess = excess(MixedHint.of(MEMBERS), stream.apply(3), growth);
        assertThat(excess).isLessThanOrEqualTo(8 * Math.log(MEMBERS.length) + 5);
      }
    }
  }

  /** How far V of a mixer is above the least of its members', in units of the largest |g|². */
  private static double excess(MixedHint hint, Streams.Stream stream, double growth) {
    Guesser mixer = new Guesser(hint, D);
    Guesser[] members = new Guesser[MEMBERS.length];
    for (int k = 0; k < members.length; k++) {
      members[k] = new Guesser(MEMBERS[k], D);
    }
    MirrorDescentSpec spec = new MirrorDescentSpec(new Ball(1), new Convex(1, 1), new GivenHint());
    OptimisticMirrorDescent player = spec.optimizer(D);
    double[] played = new double[player.stateLength()];
    player.start(played);
    double[] x = new double[D];
    double mixed = 0;
    double[] variations = new double[members.length];
    double largest = 0;
    for (int t = 0; t < 3000; t++) {
      player.expect(played, mixer.guess());
      player.play(played, x);
      double[] g = Streams.times(Math.pow(growth, Math.min(t, 1000)), stream.gradient(t, x));
      player.learn(played, g);
      mixed += mixer.learn(g);
      for (int k = 0; k < members.length; k++) {
        variations[k] += members[k].learn(g);
      }
      largest = Math.max(largest, Streams.norm(g));
    }
    double least = -Vectors.max(Streams.times(-1, variations), 0, variations.length);
    return (mixed - least) / (largest * largest);
  }

  @Test
  void multiplyingTheGradientsMultipliesTheMixersHint() {
    Guesser one = new Guesser(MixedHint.of(MEMBERS), D);
    Guesser other = new Guesser(MixedHint.of(MEMBERS), D);
    Lcg random = new Lcg(2);
    for (int t = 0; t < 200; t++) {
      double[] g = Streams.uniform(D, random);
      one.learn(g);
      other.learn(Streams.times(0x1p-20, g));
      assertThat(other.guess()).isEqualTo(Streams.times(0x1p-20, one.guess()));
    }
  }

  @Test
  void aLagIsTheGradientOfThatManyRoundsAgo() {
    Guesser lag = new Guesser(new LaggedGradient(3), 1);
    Guesser last = new Guesser(new LaggedGradient(1), 1);
    for (int t = 1; t <= 20; t++) {
      assertThat(lag.guess()).containsExactly(Math.max(0, t - 3));
      assertThat(last.guess()).containsExactly(t - 1);
      lag.learn(new double[] {t});
      last.learn(new double[] {t});
    }
  }

  @Test
  void anAverageForgetsGeometrically() {
    Guesser average = new Guesser(new MovingAverage(0.25), 1);
    for (double expected : new double[] {0, 2, 1.5, 1.125}) {
      assertThat(average.guess()).containsExactly(expected);
      average.learn(new double[] {expected == 0 ? 8 : 0});
    }
  }

  @Test
  void gradientsTooSmallToSquareLeaveAMixerWithoutHint() {
    Guesser mixer = new Guesser(MixedHint.of(MEMBERS), 1);
    for (int t = 0; t < 5; t++) {
      mixer.learn(new double[] {1e-200});
      assertThat(mixer.guess()[0]).isBetween(0.0, 1e-200);
    }
  }

  @Test
  void aGivenHintIsSteppedAlongAndForgotten() {
    MirrorDescentSpec spec = new MirrorDescentSpec(new Ball(9), new Convex(0, 1), new GivenHint());
    OptimisticMirrorDescent optimizer = spec.optimizer(1);
    double[] state = new double[optimizer.stateLength()];
    double[] x = new double[1];
    optimizer.start(state);
    optimizer.expect(state, new double[] {0.25});
    optimizer.play(state, x);
    assertThat(x[0]).isEqualTo(-0.25 * 18);
    assertThat(optimizer.movement(state)).isNaN();
    optimizer.learn(state, new double[] {0.25});
    assertThat(optimizer.variation(state)).isZero();
    optimizer.play(state, x);
    assertThat(x[0]).isEqualTo(-0.25 * 18);
    assertThat(optimizer.movement(state)).isZero();
  }

  @Test
  void aGivenHintCountsAsNoneBeforeAScaleFreeStepIsKnown() {
    OptimisticMirrorDescent optimizer =
        new MirrorDescentSpec(new Ball(1), new ScaleFree(1), new GivenHint()).optimizer(1);
    double[] state = new double[optimizer.stateLength()];
    optimizer.start(state);
    optimizer.expect(state, new double[] {3});
    optimizer.learn(state, new double[] {3});
    assertThat(optimizer.variation(state)).isEqualTo(9);
  }

  @Test
  void hintsThatDoNotGoTogetherAreRefused() {
    OptimisticMirrorDescent own =
        new MirrorDescentSpec(new Ball(1), new ScaleFree(1), Hint.ZERO).optimizer(1);
    assertThatThrownBy(() -> own.expect(new double[own.stateLength()], new double[1]))
        .hasMessage("a hint can be told only where it is given: hint=zero");
    Hint given = new GivenHint();
    assertThatThrownBy(() -> MixedHint.of(Hint.ZERO, given)).hasMessageContaining("member=given");
    assertThatThrownBy(() -> MixedHint.of(MixedHint.of(Hint.ZERO)))
        .hasMessageContaining("member=mixer(zero)");
    assertThatThrownBy(MixedHint::of).hasMessageContaining("must have members");
    assertThatThrownBy(() -> new FtrlProximalSpec(1, 1, 0, 0, given))
        .hasMessage("a given hint must go with mirror descent: hint=given");
  }
}
