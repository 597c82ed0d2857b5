package io.thalweg.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.thalweg.bandit.GammaSchedule.ArmScale;
import io.thalweg.bandit.GammaSchedule.Fixed;
import io.thalweg.bandit.GammaSchedule.PowerOfCount;
import io.thalweg.bandit.GammaSchedule.PowerOfLoss;
import io.thalweg.bandit.GammaSchedule.SmallLossTheory;
import io.thalweg.bandit.GammaSchedule.SquareTheory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GammaScheduleTest {
  static List<GammaSchedule> all() {
    return List.of(
        new Fixed(20),
        PowerOfCount.root(1.5),
        new PowerOfCount(1e6, 1, ArmScale.ROOT, Long.MAX_VALUE),
        new PowerOfLoss(3, 0.25, ArmScale.ONE),
        new SquareTheory(1e15, 0, 0.999),
        new SmallLossTheory(1e-3));
  }

  @Test
  void rootsGrowWithArmsAndExamples() {
    GammaSchedule gamma = PowerOfCount.root(1.5);
    assertThat(gamma.of(4, 0, 0)).isEqualTo(3);
    assertThat(gamma.of(4, 1, 0)).isEqualTo(3);
    assertThat(gamma.of(4, 100, 0)).isEqualTo(30);
    assertThat(gamma.of(9, 100, 0)).isEqualTo(45);
    GammaSchedule likeVowpalWabbit = new PowerOfCount(10, 0.5, ArmScale.ONE, Long.MAX_VALUE);
    assertThat(likeVowpalWabbit.of(9, 100, 0)).isEqualTo(100);
    assertThat(new PowerOfCount(30, 0.25, ArmScale.ONE, Long.MAX_VALUE).of(4, 10_000, 0))
        .isCloseTo(300, within(1e-9));
  }

  @Test
  void countsAreHeldForStreamsThatDrift() {
    GammaSchedule gamma = new PowerOfCount(1, 0.5, ArmScale.ONE, 400);
    assertThat(gamma.of(4, 400, 0)).isEqualTo(20);
    assertThat(gamma.of(4, 1_000_000, 0)).isEqualTo(20);
  }

  @Test
  void lossesCountWhereTheyDecide() {
    GammaSchedule gamma = new PowerOfLoss(3, 0.5, ArmScale.ONE);
    assertThat(gamma.of(4, 1_000, 0)).isEqualTo(3);
    assertThat(gamma.of(4, 1_000, 100)).isEqualTo(30);
  }

  @Test
  void theoriesSchedulesAreTheirFormulas() {
    assertThat(new SquareTheory(10_000, 3, 0.05).of(4, 0, 0))
        .isCloseTo(Math.sqrt(4 * 10_000 / (3 + Math.log(40))), within(1e-9));
    GammaSchedule small = new SmallLossTheory(0.01);
    assertThat(small.of(4, 99, 900))
        .isCloseTo(Math.sqrt(4 * 900 / (3 * 0.01 * Math.log(100))), within(1e-9));
    assertThat(small.of(4, 99, 1)).isEqualTo(40);
  }

  @ParameterizedTest
  @MethodSource("all")
  void noScheduleOverflows(GammaSchedule gamma) {
    for (int arms : new int[] {1, 2, 1_000_000}) {
      for (long learned : new long[] {0, 1, 1L << 40, Long.MAX_VALUE}) {
        for (double losses : new double[] {0, 1e9, 1e300}) {
          assertThat(gamma.of(arms, learned, losses)).isBetween(0.0, GammaSchedule.LARGEST);
        }
      }
    }
  }

  @Test
  void wrongSettingsAreRefusedByRuleAndValue() {
    assertThatThrownBy(() -> new Fixed(Double.NaN)).hasMessageContaining("gamma=NaN");
    assertThatThrownBy(() -> new Fixed(1e13)).hasMessageContaining("gamma=1.0E13");
    assertThatThrownBy(() -> PowerOfCount.root(0)).hasMessageContaining("scale=0.0");
    assertThatThrownBy(() -> new PowerOfLoss(1, 1.5, ArmScale.ONE))
        .hasMessage("exponent must be in [0, 1]: exponent=1.5");
    assertThatThrownBy(() -> new PowerOfCount(1, 0.5, ArmScale.ONE, 0))
        .hasMessageContaining("most=0");
    assertThatThrownBy(() -> new SquareTheory(10, 1, 1)).hasMessageContaining("failure=1.0");
    assertThatThrownBy(() -> new SmallLossTheory(0)).hasMessageContaining("regretPerLog=0.0");
  }
}
