package io.thalweg.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thalweg.convex.Ball;
import io.thalweg.convex.Box;
import io.thalweg.convex.Convex;
import io.thalweg.convex.GivenHint;
import io.thalweg.convex.Hint;
import io.thalweg.convex.MirrorDescentSpec;
import io.thalweg.convex.ScaleFree;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LearnerSpecTest {
  @Test
  void canonicalLinesAreTheSameForEver() {
    assertThat(
            new LearnerSpec(
                    new LogisticLoss(), new Ball(2), new ScaleFree(1), Hint.LAST_GRADIENT, 262_144)
                .canonical())
        .isEqualTo(
            "linear loss=logistic algorithm=lazy(ball(0x1.0p1),"
                + "scale-free(0x1.0p0),last-gradient) dimension=262144");
    assertThat(
            new LearnerSpec(new SquaredLoss(), new Box(-0.0, 0.1), new Convex(1.5, 0), Hint.ZERO, 2)
                .canonical())
        .isEqualTo(
            "linear loss=squared algorithm=lazy(box(0x0.0p0,0x1.999999999999ap-4),"
                + "convex(0x1.8p0,0x0.0p0),zero) dimension=2");
  }

  @Test
  void differentSpecsHaveDifferentCanonicalLines() {
    Set<String> lines = new HashSet<>();
    Compositions.of(10).forEach(spec -> lines.add(spec.canonical()));
    Compositions.of(11).forEach(spec -> lines.add(spec.canonical()));
    assertThat(lines).hasSize(2 * Compositions.of(10).size());
  }

  @Test
  void everyCanonicalLineIsReadBack() {
    for (LearnerSpec spec : Compositions.of(8193)) {
      assertThat(LearnerSpec.parse(spec.canonical())).isEqualTo(spec);
    }
    LearnerSpec extremes =
        new LearnerSpec(
            new SquaredLoss(),
            new Box(-Double.MIN_VALUE, 1e9),
            new Convex(0x1.fffffffffffffp-3, 1e60),
            Hint.ZERO,
            Integer.MAX_VALUE);
    assertThat(LearnerSpec.parse(extremes.canonical())).isEqualTo(extremes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "linear",
        "OPT loss=squared algorithm=lazy(ball(0x1.0p1),scale-free(0x1.0p0),zero) dimension=2",
        "linear loss=hindsight algorithm=lazy(ball(0x1.0p1),scale-free(0x1.0p0),zero) dimension=2",
        "linear loss=squared algorithm=lazy(ball,scale-free(0x1.0p0),zero) dimension=2",
        "linear loss=squared algorithm=lazy(ball(),scale-free(0x1.0p0),zero) dimension=2",
        "linear loss=squared algorithm=lazy(ball(two),scale-free(0x1.0p0),zero) dimension=2",
        "linear loss=squared algorithm=lazy(ball(2),scale-free(0x1.0p0),zero) dimension=2",
        "linear loss=squared algorithm=lazy(ball(0x1.0p1,),scale-free(0x1.0p0),zero) dimension=2",
        "linear loss=squared algorithm=lazy(ball(-0x1.0p1),scale-free(0x1.0p0),zero) dimension=2",
        "linear loss=squared algorithm=lazy(cube(0x1.0p1),scale-free(0x1.0p0),zero) dimension=2",
        "linear loss=squared algorithm=lazy(box(0x1.0p1),scale-free(0x1.0p0),zero) dimension=2",
        "linear loss=squared algorithm=lazy(ball(0x1.0p1),fixed(0x1.0p0),zero) dimension=2",
        "linear loss=squared algorithm=lazy(ball(0x1.0p1),convex(0x1.0p0),zero) dimension=2",
        "linear loss=squared algorithm=lazy(ball(0x1.0p1),scale-free(0x1.0p0),none) dimension=2",
        "linear loss=squared algorithm=lazy(ball(0x1.0p1),scale-free(0x1.0p0),zero) dimension=02",
        "linear loss=squared algorithm=lazy(ball(0x1.0p1),scale-free(0x1.0p0),zero) dimension=-2",
        "linear loss=squared algorithm=lazy(ball(0x1.0p1),scale-free(0x1.0p0),zero) dimension=0",
        "linear loss=squared algorithm=lazy(ball(0x1.0p1),scale-free(0x1.0p0),zero)"
            + " dimension=9999999999",
        "linear loss=squared  algorithm=lazy(ball(0x1.0p1),scale-free(0x1.0p0),zero) dimension=2",
        "linear loss=squared algorithm=lazy(ball(0x1.0p1),scale-free(0x1.0p0),zero) dimension=2 ",
        "linear algorithm=lazy(ball(0x1.0p1),scale-free(0x1.0p0),zero) loss=squared dimension=2",
      })
  void whatIsNoCanonicalLineIsRefused(String line) {
    assertThatThrownBy(() -> LearnerSpec.parse(line)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 1.1e9, Double.NaN, Double.POSITIVE_INFINITY})
  void aBallsRadiusIsPositiveAndBounded(double radius) {
    assertThatThrownBy(() -> new Ball(radius))
        .hasMessage("radius must be in (0, 1.0E9]: radius=" + radius);
  }

  @Test
  void aBoxContainsZeroAndMore() {
    assertThatThrownBy(() -> new Box(0.1, 1)).hasMessageContaining("must contain 0");
    assertThatThrownBy(() -> new Box(-1, -0.1)).hasMessageContaining("must contain 0");
    assertThatThrownBy(() -> new Box(0, 0)).hasMessageContaining("more than one point");
    assertThatThrownBy(() -> new Box(Double.NaN, 1)).hasMessageContaining("must contain 0");
    assertThatThrownBy(() -> new Box(-2e9, 1)).hasMessageContaining("within 1.0E9");
    assertThat(new Box(-0.5, 0.75).diameter(2)).isEqualTo(1.25 * Math.sqrt(2));
  }

  @Test
  void aStepSizeHasAPositiveConstant() {
    assertThatThrownBy(() -> new Convex(0, 0)).hasMessageContaining("must be positive");
    assertThatThrownBy(() -> new Convex(-1, 0)).hasMessageContaining("gradientBound=-1.0");
    assertThatThrownBy(() -> new Convex(1, Double.NaN)).hasMessageContaining("delta=NaN");
    assertThatThrownBy(() -> new ScaleFree(0)).hasMessageContaining("multiplier=0.0");
  }

  @Test
  void aDimensionIsPositive() {
    assertThatThrownBy(
            () -> new LearnerSpec(new SquaredLoss(), new Ball(1), new ScaleFree(1), Hint.ZERO, 0))
        .hasMessage("dimension must be at least 1: dimension=0");
  }

  /** Of which nobody would tell a round's: it would be silently none. */
  @Test
  void aGivenHintIsNoLearners() {
    String rule =
        "a learner's hint must be one that is kept from the events, not one that is given, which"
            + " would always be 0: optimizer=mirror-descent(ball(0x1.0p0),scale-free(0x1.0p0),none,"
            + "given)";
    MirrorDescentSpec given = new MirrorDescentSpec(new Ball(1), new ScaleFree(1), new GivenHint());
    assertThatThrownBy(() -> new Algorithm.Dense(given)).hasMessage(rule);
    assertThatThrownBy(
            () ->
                LearnerSpec.parse(
                    "linear loss=squared algorithm=dense(" + given.canonical() + ") dimension=2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(rule);
    assertThatThrownBy(() -> new Algorithm.Lazy(new Ball(1), new ScaleFree(1), new GivenHint()))
        .hasMessageContaining("a hint must be zero or last-gradient");
    assertThatThrownBy(
            () -> new Algorithm.PerCoordinate(new Box(-1, 1), new ScaleFree(1), new GivenHint()))
        .hasMessageContaining("a hint must be zero or last-gradient");
    assertThatThrownBy(() -> new Algorithm.Newton(new Ball(1), 1, 1, new GivenHint()))
        .hasMessageContaining("a given hint must go with mirror descent");
  }

  /** Jobs are sent to their cluster with the specs of their learners. */
  @Test
  void everySpecSurvivesTheWayToACluster() throws Exception {
    for (LearnerSpec spec : Compositions.ofEveryAlgorithm(10)) {
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
}
