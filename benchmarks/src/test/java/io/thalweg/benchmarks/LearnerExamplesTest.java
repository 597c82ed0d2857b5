package io.thalweg.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.convex.Hint;
import io.thalweg.math.FeatureVector;
import org.junit.jupiter.api.Test;

class LearnerExamplesTest {
  private final LearnerExamples examples = new LearnerExamples(3000);

  @Test
  void everyExampleHasTwentyDistinctAscendingPositions() {
    for (int t = 0; t < examples.count(); t++) {
      FeatureVector x = examples.features(t);
      assertThat(x.size()).isEqualTo(20);
      for (int k = 0; k < x.size(); k++) {
        assertThat(x.index(k)).isBetween(k == 0 ? 0 : x.index(k - 1) + 1, (1 << 18) - 1);
      }
    }
  }

  @Test
  void theStreamIsTheSameEachTime() {
    LearnerExamples again = new LearnerExamples(3000);
    assertThat(again.features(2999)).hasToString(examples.features(2999).toString());
    assertThat(again.line(7))
        .isEqualTo(examples.line(7))
        .startsWith(again.label(7) > 0 ? "1 |" : "-1 |");
  }

  @Test
  void everyLearnerBeatsTheCoin() {
    assertThat(LearnerLoss.bare(examples)).isLessThan(Math.log(2));
    assertThat(LearnerLoss.ours(examples, Hint.ZERO, 2, 1)).isLessThan(Math.log(2));
    assertThat(LearnerLoss.ours(examples, Hint.LAST_GRADIENT, 2, 1)).isLessThan(Math.log(2));
  }
}
