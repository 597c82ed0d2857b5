package io.thalweg.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.convex.Ball;
import io.thalweg.convex.Convex;
import io.thalweg.convex.Hint;
import io.thalweg.convex.ScaleFree;
import io.thalweg.mirror.Algorithm;
import io.thalweg.wire.WireFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OverridesTest {
  private static OptimizeSettings with(String... sets) throws SettingsException {
    return OptimizeSettings.parse(OptimizeSettingsTest.SMALLEST, List.of(sets));
  }

  @Test
  void anOverrideReachesIntoAListAndMakesTheSectionsOnItsWay() throws SettingsException {
    assertThat(with("models[0].learner.hint=zero").models().get(0).learner().algorithm())
        .isEqualTo(new Algorithm.Lazy(new Ball(4), new ScaleFree(1), Hint.ZERO));
    assertThat(
            with("models[0].learner.domain.ball.radius=0.5").models().get(0).learner().algorithm())
        .isEqualTo(new Algorithm.Lazy(new Ball(0.5), new ScaleFree(1), Hint.LAST_GRADIENT));
  }

  @Test
  void theLastOverrideOfAKeyWins() throws SettingsException {
    assertThat(with("name=a", "name=b").name()).isEqualTo("b");
  }

  @Test
  void aWordGivesPlaceToASectionAndASectionToAWord() throws SettingsException {
    String convex = "models[0].learner.algorithm.convex.gradientBound=2";
    assertThat(with("models[0].learner.algorithm=scale-free", convex).models().get(0).learner())
        .extracting(learner -> learner.algorithm())
        .isEqualTo(new Algorithm.Lazy(new Ball(4), new Convex(2, 4), Hint.LAST_GRADIENT));
    assertThat(with(convex, "models[0].learner.algorithm=scale-free").models().get(0).learner())
        .extracting(learner -> learner.algorithm())
        .isEqualTo(new Algorithm.Lazy(new Ball(4), new ScaleFree(1), Hint.LAST_GRADIENT));
  }

  @Test
  void aValueMayBeAFlowCollection() throws SettingsException {
    OptimizeSettings s =
        with("input.examples={topic: events, format: json}", "kafka.bootstrapServers=b:9092");
    assertThat(s.input().examples().endpoint())
        .isEqualTo(new TopicEndpoint("events", WireFormat.JSON));
  }

  @Test
  void aListGrowsByOneAtItsEnd() throws SettingsException {
    OptimizeSettings s =
        with("models[0].name=a", "models[1].name=b*", "models[1].learner.loss=squared");
    assertThat(s.models()).extracting(m -> m.name()).containsExactly("a", "b*");
  }

  @Test
  void aPlainValueIsTakenAsItStandsWhateverYamlWouldMakeOfIt() throws SettingsException {
    assertThat(with("models[0].name=*").models().get(0).name()).isEqualTo("*");
    assertThat(with("name=a: #b & 'c'").name()).isEqualTo("a: #b & 'c'");
    assertThat(with("name=x=y").name()).isEqualTo("x=y");
    assertThat(with("name='*'").name()).isEqualTo("*");
  }

  @Test
  void keysOfOtherSystemsKeepTheirDots() throws SettingsException {
    OptimizeSettings s =
        with(
            "flink.state.backend.type=hashmap",
            "flink={a: {b.c: 1}, d: [x, y]}",
            "flink.a.b.c=2",
            "kafka.ssl.endpoint.identification.algorithm=",
            "kafka.sasl={mechanism: PLAIN}");
    assertThat(s.runtime().flink()).isEqualTo(Map.of("a.b.c", "2", "d", "x;y"));
    assertThat(s.kafka().client())
        .isEqualTo(Map.of("ssl.endpoint.identification.algorithm", "", "sasl.mechanism", "PLAIN"));
  }
}
