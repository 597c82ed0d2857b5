package io.thalweg.jobs.flights;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScoreTest {
  private final Score score = new Score(Duration.ofHours(1));

  @Test
  void lossesAreKeptByModelAndAltogether() {
    score.add("ORD", 0, 1.0);
    score.add("ORD", 1, 2.0);
    score.add("SEA", 2, 6.0);

    assertThat(score.events()).isEqualTo(3);
    assertThat(score.models()).isEqualTo(2);
    assertThat(score.mean()).isEqualTo(3.0);
    assertThat(score.events("ORD")).isEqualTo(2);
    assertThat(score.mean("ORD")).isEqualTo(1.5);
    assertThat(score.curve().points()).hasSize(1);
  }

  @Test
  void aModelWithoutLossesHasNoMean() {
    assertThat(score.events("SEA")).isZero();
    assertThat(score.mean("SEA")).isNaN();
    assertThat(score.mean()).isNaN();
  }

  @Test
  void theBusiestComeFirstAndEqualsByName() {
    for (String model : new String[] {"B", "C", "A", "C", "C", "B", "A", "D"}) {
      score.add(model, 0, 1.0);
    }

    assertThat(score.busiest(3)).containsExactly("C", "A", "B");
    assertThat(score.busiest(9)).containsExactly("C", "A", "B", "D");
  }
}
