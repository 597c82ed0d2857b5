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
  private static final FeatureGroup PLACE = FeatureGroup.of("origin", "destination");
  private static final FeatureGroup WHEN = FeatureGroup.of("hour", "day*");
  private static final FeatureGroup ODD = FeatureGroup.of("a;b, c\t", "by", "*", "50%", "Größe*2*");

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
    ModelSpecs<ModelSpec> specs = new ModelSpecs<>(List.of(spec("late"), spec("l*"), spec("x")));

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
            FeatureSpec.ofHashBits(1).withBias(),
            FeatureSpec.ofHashBits(18).with(List.of(new Interaction(PLACE, WHEN))),
            FeatureSpec.ofHashBits(18)
                .withBias()
                .with(List.of(new Interaction(WHEN, WHEN), new Interaction(ODD, PLACE))))) {
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
        "hashed 4 sign",
        "positions 4 cross a by b",
        "hashed 4 cross a",
        "hashed 4 cross b,a by c",
        "hashed 4 cross a,a by c",
        "hashed 4 cross a by ",
        "hashed 4 cross a by %6",
        "hashed 4 cross a by %61",
        "hashed 4 cross a by %FF",
        "hashed 4 cross a*b by c",
        "hashed 4 cross a by b cross b by a"
      })
  void whatIsNoCanonicalLineOfFeaturesIsRefused(String line) {
    assertThatThrownBy(() -> FeatureSpec.parse(line)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void interactionsAreToldWhateverOrderTheirNamesAreGivenIn() {
    assertThat(
            FeatureSpec.ofHashBits(4)
                .withBias()
                .with(List.of(new Interaction(PLACE, WHEN), new Interaction(ODD, ODD)))
                .canonical())
        .isEqualTo(
            "hashed 16 bias cross destination,origin by day*,hour"
                + " cross *,50%25,Gr%C3%B6%C3%9Fe%2A2*,a%3Bb%2C%20c%09,by"
                + " by *,50%25,Gr%C3%B6%C3%9Fe%2A2*,a%3Bb%2C%20c%09,by");
    assertThat(FeatureGroup.of("b", "a", "b")).isEqualTo(FeatureGroup.of("a", "b"));
  }

  @Test
  void interactionsMustBeOfNamesAndStandOnce() {
    Interaction interaction = new Interaction(PLACE, WHEN);

    assertThatThrownBy(() -> FeatureSpec.ofDimension(4).with(List.of(interaction)))
        .hasMessage("interactions must be of hashed features: interactions=1");
    assertThatThrownBy(
            () ->
                FeatureSpec.ofHashBits(4).with(List.of(interaction, new Interaction(WHEN, PLACE))))
        .hasMessage("an interaction must stand once: interaction=day*,hour by destination,origin");
    assertThatThrownBy(() -> FeatureGroup.of("a", ""))
        .hasMessage("a group must have 1 to 1000 names, none of them empty: names=[, a]");
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
