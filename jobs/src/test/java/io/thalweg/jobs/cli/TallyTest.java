package io.thalweg.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TallyTest {
  private static final Tally SOME =
      Tally.of(
          Map.of(
              "events", 12_345L,
              "timedOut", 7L,
              "lossSum", 1.5,
              "weightSum", 6.0,
              "deadLetters.late", 2L,
              "deadLetters.oversize", 1_000L,
              "deadLetters.undecodable", 0L,
              "other", "text"));

  @Test
  void accumulatorsAreReadByName() {
    assertThat(SOME)
        .isEqualTo(new Tally(12_345, 7, 1.5, 6, Map.of("late", 2L, "oversize", 1_000L)));
    assertThat(SOME.progressiveLoss()).hasValue(0.25);
    assertThat(SOME.refused()).isEqualTo(1_002);
    assertThat(SOME.deadLettersByReason()).isEqualTo("1,002 (late 2, oversize 1,000)");
  }

  @Test
  void whatADecideJobCountsIsReadToo() {
    assertThat(
            Tally.of(
                    Map.of(
                        "learned",
                        1L,
                        "repeated",
                        2L,
                        "defaulted",
                        3L,
                        "baselines",
                        5L,
                        "agreed",
                        4L))
                .decided())
        .isEqualTo(new Tally.Decided(1, 2, 3, 5, 4));
  }

  @Test
  void aJobThatHasToldNothingHasDoneNothing() {
    assertThat(Tally.of(Map.of())).isEqualTo(Tally.NOTHING);
    assertThat(Tally.NOTHING.progressiveLoss()).isEmpty();
    assertThat(Tally.NOTHING.deadLettersByReason()).isEqualTo("0");
  }
}
