package io.thalweg.jobs.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class UsualDeparturesTest {
  private final UsualDepartures usual = new UsualDepartures();

  @Test
  void aRouteWithoutUsualTimesNearIsUnknown() {
    assertThat(usual.behind(2, 600)).containsOnly(Map.entry("behind-unknown", 1.0));
    usual.add(1, 613);
    usual.add(1, 239);

    assertThat(usual.behind(2, 600)).containsOnly(Map.entry("behind-unknown", 1.0));
    assertThat(usual.behind(2, 601)).containsOnly(Map.entry("behind-0", 1.0));
    assertThat(usual.behind(2, 599)).containsOnly(Map.entry("behind-120", 1.0));
  }

  @Test
  void whatIsLongPastCountsLess() {
    usual.add(1, 600);
    usual.add(1, 560);

    // Minutes 0 and 40 behind: weights 1 and 1 / (1 + 2²).
    Map<String, Double> shares = usual.behind(2, 600);
    assertThat((double) shares.get("behind-0")).isCloseTo(1 / 1.2, within(1e-12));
    assertThat((double) shares.get("behind-40")).isCloseTo(0.2 / 1.2, within(1e-12));
    assertThat(shares).hasSize(2);
  }

  @Test
  void theSameDayTellsNothingOfWhatIsUsual() {
    usual.add(2, 600);

    assertThat(usual.behind(2, 600)).containsOnlyKeys("behind-unknown");
    assertThat(usual.behind(3, 600)).containsOnlyKeys("behind-0");
  }

  @Test
  void midnightIsNoBorder() {
    usual.add(1, 23 * 60 + 50);

    assertThat(usual.behind(3, 5)).containsOnlyKeys("behind-8");
  }
}
