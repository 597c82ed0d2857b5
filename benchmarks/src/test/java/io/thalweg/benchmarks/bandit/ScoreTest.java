package io.thalweg.benchmarks.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.thalweg.bandit.Agents;
import io.thalweg.jobs.experiments.bandit.Environment;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class ScoreTest {
  private static final int ROUNDS = 2000;
  private static final int ARMS = 5;

  /** Arm t mod 5 is the right one in round t, and the context says so. */
  private static final class Told implements Rounds {
    @Override
    public int count() {
      return ROUNDS;
    }

    @Override
    public void context(int round, float[] into) {
      for (int a = 0; a < ARMS; a++) {
        into[a] = round % ARMS == a ? 1 : 0;
      }
      into[ARMS] = 1;
    }

    @Override
    public double loss(int round, int arm) {
      return round % ARMS == arm ? 0 : 1;
    }

    @Override
    public double regret(int round, int arm) {
      return loss(round, arm);
    }
  }

  private static final Problem TOLD = new Problem("told", ARMS + 1, ARMS, repetition -> new Told());

  private static Player always(BiFunction<Integer, float[], Integer> choice) {
    return new Player(
        "fixed",
        problem -> true,
        (problem, repetition) ->
            new Player.Game() {
              @Override
              public int choose(int round, float[] context) {
                return choice.apply(round, context);
              }

              @Override
              public void learn(double loss) {}
            });
  }

  @Test
  void whoIsAlwaysRightHasNoRegretAndWhoIsAlwaysWrongAllOfIt() {
    assertThat(always((t, x) -> t % ARMS).regret(TOLD, 1)).isZero();
    assertThat(always((t, x) -> (t + 1) % ARMS).regret(TOLD, 1)).isEqualTo(ROUNDS);
    assertThat(always((t, x) -> 0).regret(TOLD, 1)).isEqualTo(ROUNDS * (ARMS - 1) / ARMS);
  }

  /** The regret is binomial; 5 deviations of it are met by chance once in a million. */
  @Test
  void theUniformAgentsRegretIsThatOfChance() {
    double share = (ARMS - 1.0) / ARMS;
    double tolerance = 5 * Math.sqrt(ROUNDS * share * (1 - share));
    Player uniform = Player.ours("uniform", problem -> true, Agents::uniform);
    for (int repetition = 1; repetition <= 5; repetition++) {
      assertThat(uniform.regret(TOLD, repetition)).isCloseTo(ROUNDS * share, within(tolerance));
    }
  }

  /** On clean, one arm of four is right. */
  @Test
  void theUniformAgentsRegretOnCleanIsThatOfChance() {
    Problem clean = Problem.of(Environment.Kind.CLEAN, ROUNDS);
    double tolerance = 5 * Math.sqrt(ROUNDS * 0.75 * 0.25);
    Player uniform = Player.ours("uniform", problem -> true, Agents::uniform);
    assertThat(uniform.regret(clean, 1)).isCloseTo(ROUNDS * 0.75, within(tolerance));
  }

  @Test
  void everyLearnerBeatsChanceWhereTheContextTellsTheArm() {
    for (Player player : Players.all()) {
      if (!player.name().equals("uniform") && player != Players.PLAIN) {
        assertThat(player.regret(TOLD, 1)).as(player.name()).isLessThan(0.7 * ROUNDS);
      }
    }
  }

  @Test
  void theSameRepetitionIsTheSameEachTime() {
    for (Player player : Players.all()) {
      Problem quad = Problem.of(Environment.Kind.QUADRATIC, 200);
      assertThat(player.regret(quad, 2)).as(player.name()).isEqualTo(player.regret(quad, 2));
    }
  }

  @Test
  void aScoreIsMeanDeviationAndRatio() {
    Score score = Score.of(10, 14);
    assertThat(score.mean()).isEqualTo(12);
    assertThat(score.deviation()).isCloseTo(Math.sqrt(8), within(1e-12));
    assertThat(score.shown(Score.of(24, 24))).isEqualTo("12 ± 3 (0.50)");
    assertThat(Score.of(5).deviation()).isZero();
  }

  @Test
  void zerosHaveNoPartInALineOfVowpalWabbit() {
    assertThat(VowpalWabbit.shared(new float[] {0.5f, 0, 1})).isEqualTo("shared |u x0:0.5 x2:1.0");
  }
}
