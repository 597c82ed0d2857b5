package io.thalweg.jobs.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RegretTest {
  @Test
  void wrongChoicesAreCountedAgainstBothRivals() {
    Regret regret = new Regret(3, 5);
    regret.add(1, 1);
    regret.add(1, 0);
    regret.add(2, 2);
    regret.add(1, 2);
    regret.add(0, 0);

    assertThat(regret.rounds()).isEqualTo(5);
    assertThat(regret.wrong()).isEqualTo(2);
    assertThat(regret.meanLoss()).isEqualTo(0.4);
    // Always 1 is right three times of five, and wrong twice.
    assertThat(regret.bestFixed()).isEqualTo(1);
    assertThat(regret.againstBestFixed()).isZero();
  }

  @Test
  void theLastTenthIsTheLastRoundsAlone() {
    Regret regret = new Regret(2, 100);
    for (int i = 0; i < 20; i++) {
      regret.add(0, i < 18 ? 0 : i - 18);
    }
    // Rounds 18 and 19: right, wrong.
    assertThat(regret.rightInLastTenth()).isEqualTo(0.5);
    regret.add(0, 0);
    assertThat(regret.rightInLastTenth()).isEqualTo(0.5);
  }

  @Test
  void fewerThanTenRoundsHaveALastOne() {
    Regret regret = new Regret(2, 3);
    assertThat(regret.rightInLastTenth()).isNaN();
    regret.add(0, 1);
    regret.add(0, 0);

    assertThat(regret.rightInLastTenth()).isEqualTo(1);
  }
}
