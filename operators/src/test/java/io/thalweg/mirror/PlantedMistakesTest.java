package io.thalweg.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The comparison with the golden numbers passes what is right and catches what is wrong. */
class PlantedMistakesTest {
  @ParameterizedTest
  @MethodSource("io.thalweg.mirror.GoldenTrajectory#all")
  void theTextbookFollowsTheGoldenTrajectory(GoldenTrajectory golden) {
    assertThat(golden.distance(Textbook.run(golden, Textbook.Mistake.NONE)))
        .isLessThanOrEqualTo(GoldenTrajectory.TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aPlantedMistakeLeavesTheGoldenTrajectory(GoldenTrajectory golden, Textbook.Mistake mistake) {
    assertThat(golden.distance(Textbook.run(golden, mistake))).isGreaterThan(1e-3);
  }

  /** Every mistake, on every trajectory whose projections it needs are active. */
  static List<Arguments> mistakes() {
    List<Arguments> cases = new ArrayList<>();
    for (GoldenTrajectory golden : GoldenTrajectory.all()) {
      for (Textbook.Mistake mistake : Textbook.Mistake.values()) {
        boolean projectionNeverActive =
            golden.toString().equals("a_convex_logistic")
                && (mistake == Textbook.Mistake.PLAYED_ITERATE_NOT_PROJECTED
                    || mistake == Textbook.Mistake.SECONDARY_ITERATE_NOT_PROJECTED);
        if (mistake != Textbook.Mistake.NONE && !projectionNeverActive) {
          cases.add(Arguments.of(golden, mistake));
        }
      }
    }
    return cases;
  }
}
