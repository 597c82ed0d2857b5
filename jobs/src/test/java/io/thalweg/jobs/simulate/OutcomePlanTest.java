package io.thalweg.jobs.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.thalweg.Decision;
import io.thalweg.ModelVersion;
import io.thalweg.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomePlanTest {
  private static final int DECISIONS = 10_000;
  private static final Instant TIME = Instant.ofEpochSecond(1000);
  private static final OutcomePlan PLAN =
      new OutcomePlan(7, Duration.ofSeconds(10), Duration.ofSeconds(60), 0.1, 0.2);

  @Test
  void theSharesAreThoseThatAreAskedFor() {
    int never = 0;
    int twice = 0;
    for (int i = 0; i < DECISIONS; i++) {
      int told = PLAN.of(decision("r-" + i), 1).size();
      never += told == 0 ? 1 : 0;
      twice += told == 2 ? 1 : 0;
    }
    // Hoeffding: farther off with a probability below 2·exp(-2·n·0.03²), 3 in 10⁸.
    assertThat(never / (double) DECISIONS).isBetween(0.07, 0.13);
    assertThat(twice / (double) DECISIONS).isBetween(0.17, 0.23);
  }

  @Test
  void pausesLieBetweenTheirEndsAndSecondOutcomesBehindTheFirst() {
    for (int i = 0; i < DECISIONS; i++) {
      List<Outcome> told = PLAN.of(decision("r-" + i), 0.25);
      for (Outcome outcome : told) {
        assertThat(outcome.getLoss()).isEqualTo(0.25);
        assertThat(outcome.getId()).isEqualTo("r-" + i);
        assertThat(Duration.between(TIME, outcome.getTime()))
            .isBetween(Duration.ofSeconds(10), PLAN.longest());
      }
      if (!told.isEmpty()) {
        assertThat(told.get(0).getTime()).isBeforeOrEqualTo(TIME.plusSeconds(60));
        assertThat(told.get(told.size() - 1).getTime()).isAfterOrEqualTo(told.get(0).getTime());
      }
    }
  }

  @Test
  void whoAsksTwiceIsToldTheSame() {
    assertThat(PLAN.of(decision("r-5"), 1)).isEqualTo(PLAN.of(decision("r-5"), 1));
    assertThat(PLAN.of(decision("r-5"), 1)).isNotEqualTo(PLAN.of(decision("r-6"), 1));
  }

  @Test
  void sharesAndPausesMustBePossible() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OutcomePlan(1, Duration.ZERO, Duration.ZERO, 0.6, 0.5))
        .withMessage("shares must be 0 or more and at most 1 together: never=0.6, twice=0.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OutcomePlan(1, Duration.ofSeconds(2), Duration.ofSeconds(1), 0, 0))
        .withMessageContaining("least=PT2S, most=PT1S");
  }

  private static Decision decision(String id) {
    return Decision.newBuilder()
        .setModel("m")
        .setId(id)
        .setTime(TIME)
        .setVersion(new ModelVersion(0L, "0000000000000000"))
        .setMode("LIVE")
        .setLearned(0)
        .setFloor(0)
        .setActions(List.of("a"))
        .setLosses(List.of(0.5))
        .setSlots(List.of())
        .build();
  }
}
