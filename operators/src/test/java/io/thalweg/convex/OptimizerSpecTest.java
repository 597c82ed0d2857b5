package io.thalweg.convex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptimizerSpecTest {
  @Test
  void canonicalWordsAreTheSameForEver() {
    Hint mixer =
        new MixedHint(
            List.of(Hint.ZERO, Hint.LAST_GRADIENT, new MovingAverage(0.1), new LaggedGradient(24)),
            0.5);
    Ball ball = new Ball(2);
    assertThat(new MirrorDescentSpec(ball, new ScaleFree(1), Hint.LAST_GRADIENT).canonical())
        .isEqualTo("mirror-descent(ball(0x1.0p1),scale-free(0x1.0p0),none,last-gradient)");
    assertThat(
            new MirrorDescentSpec(new Simplex(1), new StronglyRegularized(0.5), new L2(0.5), mixer)
                .canonical())
        .isEqualTo(
            "mirror-descent(simplex(0x1.0p0),strongly-regularized(0x1.0p-1),l2(0x1.0p-1),"
                + "mixer(0x1.0p-1,zero,last-gradient,ema(0x1.999999999999ap-4),lag(24)))");
    assertThat(
            new PerCoordinateSpec(
                    new Box(-1, 1), Hint.ZERO, List.of(new ScaleFree(1), new Convex(1, 0)))
                .canonical())
        .isEqualTo(
            "per-coordinate(box(-0x1.0p0,0x1.0p0),zero,"
                + "scale-free(0x1.0p0),convex(0x1.0p0,0x0.0p0))");
    assertThat(new FollowTheLeaderSpec(new WholeSpace(), 1, Hint.ZERO).canonical())
        .isEqualTo("follow-the-leader(whole-space,0x1.0p0,zero)");
    assertThat(new FtrlProximalSpec(0.5, 1, 2, 0, Hint.ZERO).canonical())
        .isEqualTo("ftrl-proximal(0x1.0p-1,0x1.0p0,0x1.0p1,0x0.0p0,zero)");
    assertThat(
            new ExponentialWeightsSpec(new L1Ball(1), new Convex(1, 0), new LaggedGradient(7))
                .canonical())
        .isEqualTo("exponential-weights(l1-ball(0x1.0p0),convex(0x1.0p0,0x0.0p0),lag(7))");
    assertThat(new NewtonSpec(ball, 1, 0.5, 4, Hint.LAST_GRADIENT).canonical())
        .isEqualTo("newton(ball(0x1.0p1),0x1.0p0,0x1.0p-1,0x1.0p2,last-gradient)");
    assertThat(new EnsembleSpec(ball, 1, 2).canonical())
        .isEqualTo("ensemble(ball(0x1.0p1),0x1.0p0,0x1.0p1,0x1.0p40,0x1.0p-4,last-gradient)");
  }

  @Test
  void everyWordIsReadBackAndTellsItsSpecFromAllOthers() {
    Set<String> words = new HashSet<>();
    for (OptimizerSpec spec : Specs.all()) {
      assertThat(OptimizerSpec.parse(spec.canonical())).isEqualTo(spec);
      words.add(spec.canonical());
    }
    assertThat(words).hasSameSizeAs(Specs.all());
    MirrorDescentSpec given = new MirrorDescentSpec(new Ball(1), new ScaleFree(1), new GivenHint());
    assertThat(OptimizerSpec.parse(given.canonical())).isEqualTo(given);
  }

  @Test
  void aSpecThatWasSerializedIsEqual() throws IOException, ClassNotFoundException {
    for (OptimizerSpec spec : Specs.all()) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(spec);
      }
      try (ObjectInputStream in =
          new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
        assertThat(in.readObject()).isEqualTo(spec);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "mirror-descent",
        "mirror-descent()",
        "mirror-descent(ball(0x1.0p1),scale-free(0x1.0p0),none,last-gradient",
        "mirror-descent(ball(0x1.0p1),scale-free(0x1.0p0),none,last-gradient))",
        "mirror-descent(ball(0x1.0p1,scale-free(0x1.0p0),none,last-gradient))",
        "mirror-descent(ball(0x1.0p1)),scale-free(0x1.0p0),none,last-gradient)",
        "mirror-descent(ball(2),scale-free(0x1.0p0),none,last-gradient)",
        "mirror-descent(ball(0x1.0p1), scale-free(0x1.0p0),none,last-gradient)",
        "mirror-descent(ball(0x1.0p1),scale-free(0x1.0p0),none,last-gradient) ",
        "mirror-descent(ball(0x1.0p1),scale-free(0x1.0p0),none)",
        "mirror-descent(ball(0x1.0p1),scale-free(0x1.0p0),none,last-gradient,zero)",
        "mirror-descent(cube(0x1.0p1),scale-free(0x1.0p0),none,last-gradient)",
        "mirror-descent(ball(0x1.0p1),fixed(0x1.0p0),none,last-gradient)",
        "mirror-descent(ball(0x1.0p1),scale-free(0x1.0p0),l3(0x1.0p0),last-gradient)",
        "mirror-descent(ball(0x1.0p1),scale-free(0x1.0p0),none,mixer())",
        "mirror-descent(ball(0x1.0p1),scale-free(0x1.0p0),none,mixer(0x1.0p0))",
        "mirror-descent(ball(0x1.0p1),scale-free(0x1.0p0),none,mixer(0x0.0p0,zero))",
        "mirror-descent(ball(0x1.0p1),scale-free(0x1.0p0),none,lag(0x1.0p0))",
        "mirror-descent(ball(0x1.0p1),scale-free(0x1.0p0),none,lag(0))",
        "mirror-descent(ball(0x1.0p1),scale-free(0x1.0p0),none,ema(0x0.0p0))",
        "mirror-descent(whole-space,scale-free(0x1.0p0),none,zero)",
        "per-coordinate(ball(0x1.0p0),zero,scale-free(0x1.0p0))",
        "per-coordinate(box(-0x1.0p0,0x1.0p0),zero,strongly-convex(0x1.0p0))",
        "per-coordinate(box(-0x1.0p0,0x1.0p0),zero)",
        "exponential-weights(simplex(0x1.0p0),scale-free(0x1.0p0),zero)",
        "newton(box(-0x1.0p0,0x1.0p0),0x1.0p0,0x1.0p-1,0x1.0p2,last-gradient)",
      })
  void whatIsNoCanonicalWordIsRefused(String word) {
    assertThatThrownBy(() -> OptimizerSpec.parse(word))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
