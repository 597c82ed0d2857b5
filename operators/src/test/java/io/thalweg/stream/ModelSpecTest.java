package io.thalweg.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thalweg.convex.Ball;
import io.thalweg.convex.Hint;
import io.thalweg.convex.ScaleFree;
import io.thalweg.mirror.Compositions;
import io.thalweg.mirror.LearnerSpec;
import io.thalweg.mirror.LogisticLoss;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelSpecTest {
  private static ModelSpec spec(String name) {
    LearnerSpec learner =
        new LearnerSpec(new LogisticLoss(), new Ball(2), new ScaleFree(1), Hint.LAST_GRADIENT, 3);
    return ModelSpec.of(
        name, FeatureSpec.ofDimension(2).withBias(), learner, Optional.of(Duration.ofDays(1)));
  }

  @ParameterizedTest
  @CsvSource({
    "*, anything, true",
    "late, late, true",
    "late, later, false",
    "late-*, late-SEA, true",
    "late-*, late, false",
    "*-SEA, late-SEA, true",
    "*-SEA, late-SEATTLE, false",
    "a*b*c, aXbYc, true",
    "a*b*c, abc, true",
    "a*b*c, acb, false",
    "a.c, abc, false",
    "a.*.z, a.b.c.z, true",
    "a.*.z, axb.z, false",
  })
  void aPatternServesWhatItMatches(String pattern, String model, boolean serves) {
    assertThat(spec(pattern).serves(model)).isEqualTo(serves);
  }

  @Test
  void theFirstEntryThatServesAModelIsItsOwn() {
    ModelSpecs specs = new ModelSpecs(List.of(spec("late"), spec("l*"), spec("x")));

    assertThat(specs.indexOf("late")).isZero();
    assertThat(specs.indexOf("lazy")).isEqualTo(1);
    assertThat(specs.indexOf("y")).isEqualTo(ModelSpecs.NONE);
  }

  @Test
  void canonicalLinesAreReadBack() {
    for (FeatureSpec features :
        List.of(
            FeatureSpec.ofDimension(1),
            FeatureSpec.ofDimension(1 << 24),
            FeatureSpec.ofDimension(64).withBias(),
            FeatureSpec.ofHashBits(18),
            FeatureSpec.ofHashBits(1).withBias())) {
      for (LearnerSpec learner : Compositions.of(features.dimension())) {
        ModelSpec spec = ModelSpec.of("late-*", features, learner, Optional.empty());

        assertThat(ModelSpec.parse("late-*", spec.canonical())).isEqualTo(spec);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "positions",
        "positions 0",
        "positions -1",
        "positions 02",
        "positions 16777217",
        "positions 9999999999",
        "positions 2 bias ",
        "positions 2  bias",
        "hashed 3",
        "Hashed 4",
        "hashed 4 sign"
      })
  void whatIsNoCanonicalLineOfFeaturesIsRefused(String line) {
    assertThatThrownBy(() -> FeatureSpec.parse(line)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void settingsMustTellFeaturesAndLearnerOfOneDimension() {
    String canonical = spec("a").canonical();
    String learner = spec("a").learner().canonical();

    assertThatThrownBy(() -> ModelSpec.parse("a", learner))
        .hasMessage("settings must tell features and learner: settings=" + learner);
    assertThatThrownBy(() -> ModelSpec.parse("a", canonical.replace("positions 2", "positions 3")))
        .hasMessage("learner and features must have one dimension: learner=3, features=4");
    assertThatThrownBy(() -> ModelSpec.parse("a", canonical + "; more"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void learnerAndFeaturesMustHaveOneDimension() {
    LearnerSpec learner = spec("a").learner();

    assertThatThrownBy(
            () -> ModelSpec.of("a", FeatureSpec.ofDimension(2), learner, Optional.empty()))
        .hasMessage("learner and features must have one dimension: learner=3, features=2");
  }
}
