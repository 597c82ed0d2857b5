package io.thalweg.jobs.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DifferenceTest {
  @Test
  void runsOfPagesAreShownAsRanges() {
    assertThat(new Difference(List.of(), false, List.of(1, 2, 3, 7, 9, 10)).parts(2048))
        .isEqualTo("pages 1-3, 7, 9-10 (6 of 2,048)");
  }

  @Test
  void manyRangesAreCut() {
    List<Integer> every2nd = IntStream.range(0, 100).mapToObj(k -> 2 * k).toList();

    assertThat(new Difference(List.of(), false, every2nd).parts(200))
        .startsWith("pages 0, 2, ")
        .endsWith(", 38, ... (100 of 200)");
  }

  @Test
  void pagesOfLargeNumbersAreComparedByValue() {
    assertThat(new Difference(List.of(), false, List.of(1000, 1001)).parts(2000))
        .isEqualTo("pages 1000-1001 (2 of 2,000)");
  }

  @Test
  void partsAreJoined() {
    Difference all = new Difference(List.of("events", "digest"), true, List.of(0));

    assertThat(all.parts(129)).isEqualTo("header (events, digest); body; pages 0 (1 of 129)");
    assertThat(all.isEmpty()).isFalse();
    assertThat(new Difference(List.of(), false, List.of()).isEmpty()).isTrue();
  }
}
