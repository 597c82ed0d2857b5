package io.thalweg.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.bandit.Activation;
import io.thalweg.bandit.AgentSpec;
import io.thalweg.bandit.Agents;
import io.thalweg.bandit.ArmBlocks;
import io.thalweg.bandit.Draw;
import io.thalweg.bandit.Exploration;
import io.thalweg.bandit.Features;
import io.thalweg.bandit.Floor;
import io.thalweg.bandit.GammaSchedule;
import io.thalweg.bandit.GapWeighting;
import io.thalweg.bandit.LearningRate;
import io.thalweg.bandit.LossScale;
import io.thalweg.bandit.MirrorSpec;
import io.thalweg.bandit.NeuralSpec;
import io.thalweg.bandit.Parametrization;
import io.thalweg.bandit.Perturbation;
import io.thalweg.bandit.Radii;
import io.thalweg.bandit.RegressionLoss;
import io.thalweg.bandit.Replay;
import io.thalweg.bandit.RidgeSpec;
import io.thalweg.bandit.Standardization;
import io.thalweg.bandit.Thinning;
import io.thalweg.decide.ArmLayout;
import io.thalweg.decide.Combine;
import io.thalweg.decide.ContextLayout;
import io.thalweg.decide.DeciderSpec;
import io.thalweg.decide.Mode;
import io.thalweg.decide.OutcomeRule;
import io.thalweg.decide.OutcomeUnit;
import io.thalweg.stream.FeatureSpec;
import io.thalweg.wire.Limits;
import io.thalweg.wire.WireFormat;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DecideSettingsTest {
  static final String SMALLEST =
      """
      job: decide
      kafka: {bootstrapServers: "localhost:9092"}
      output: {deadLetters: {topic: dead-letters}}
      models: [{name: "*", actions: [a, b]}]
      """;

  private static final String WHOLE =
      """
      job: decide
      name: delay-promises
      input:
        requests: {topic: questions, format: json, from: latest, until: latest}
        outcomes: {path: out/comes, format: avro}
        allowedDisorder: 5 s
        idleTimeout: 1 min
        replayDeadLetters: {path: old.jsonl}
        maxBytes: 2 KiB
        maxFeatures: 32
        maxActions: 7
      ledger: {topic: answers, format: json, from: committed, until: latest}
      output:
        decisions: {delivery: exactlyOnce}
        deadLetters: {path: out/dead, format: avro}
        deadLetterMaxBytes: 512
        stopAboveBadShare: 0.25
      kafka: {bootstrapServers: "localhost:9092"}
      models:
        - name: "promises-*"
          mode: logOnly
          features:
            shared: {dimension: 3, bias: false}
            actions: {hashBits: 2, bias: true}
          layout: crossed
          agent: {neuSquareCb: {seed: 7, draw: race}}
          outcomes:
            wait: 1 h
            hold: 0 s
            combine: median
            reward: {least: -1, most: 3}
            default: 0.5
            deferred: true
          idleTtl: 30 d
        - name: rest
          features: {shared: {hashBits: 3}}
          blocks: 64
      parallelism: 3
      """;

  private static final Features TWO_BLOCKS = new ArmBlocks(65, 2);

  private static AgentSpec agent(String... sets) throws SettingsException {
    return DecideSettings.parse(SMALLEST, List.of(sets)).models().get(0).agent();
  }

  @Test
  void everyOptionArrivesInItsRecord() throws SettingsException {
    DecideSettings s = DecideSettings.parse(WHOLE, List.of());

    assertThat(s.name()).isEqualTo("delay-promises");
    assertThat(s.answers()).isTrue();
    assertThat(s.input())
        .isEqualTo(
            new DecideInput(
                Optional.of(
                    new Reading(
                        new TopicEndpoint("questions", WireFormat.JSON),
                        StartAt.LATEST,
                        StopAt.LATEST)),
                new Reading(
                    new TopicEndpoint("answers", WireFormat.JSON),
                    StartAt.COMMITTED,
                    StopAt.LATEST),
                new Reading(
                    new PathEndpoint("out/comes", WireFormat.AVRO, false),
                    StartAt.EARLIEST,
                    StopAt.NONE),
                new Limits(2048, 32, 7),
                Duration.ofSeconds(5),
                Optional.of(Duration.ofMinutes(1)),
                Optional.of(new PathEndpoint("old.jsonl", WireFormat.JSON, true))));
    assertThat(s.output())
        .isEqualTo(
            new DecideOutput(
                Delivery.EXACTLY_ONCE,
                new PathEndpoint("out/dead", WireFormat.AVRO, false),
                512,
                Optional.of(0.25)));
    ArmLayout crossed =
        new ArmLayout.Crossed(FeatureSpec.ofDimension(3), FeatureSpec.ofHashBits(2).withBias());
    ArmLayout hashed = ArmLayout.Blocks.hashed(FeatureSpec.ofHashBits(3).withBias(), 64);
    assertThat(s.models())
        .containsExactly(
            new DeciderSpec(
                "promises-*",
                crossed,
                Agents.neuSquareCb(crossed.features(), 7)
                    .withFloor(Floor.mix(0.01))
                    .withDraw(Draw.RACE),
                Mode.LOG_ONLY,
                new OutcomeRule(
                    3_600_000,
                    0,
                    Combine.MEDIAN,
                    new OutcomeUnit.Rewards(new LossScale(-1, 3)),
                    0.5,
                    true),
                Duration.ofDays(30).toMillis()),
            new DeciderSpec(
                "rest",
                hashed,
                Agents.neuFastCb(hashed.features(), 1).withFloor(Floor.mix(0.01)),
                Mode.LIVE,
                OutcomeRule.DEFAULT,
                Long.MAX_VALUE));
    assertThat(s.runtime().parallelism()).isEqualTo(3);
    assertThat(s.inputs())
        .containsOnlyKeys("input.requests", "input.outcomes", "ledger", "input.replayDeadLetters");
    assertThat(s.outputs()).containsOnlyKeys("output.deadLetters");
  }

  @Test
  void whatIsNotSaidIsTheDefault() throws SettingsException {
    DecideSettings s = DecideSettings.parse(SMALLEST, List.of());

    assertThat(s.name()).isEqualTo("decide");
    assertThat(s.consumerGroup()).isEqualTo("decide");
    assertThat(s.input())
        .isEqualTo(
            new DecideInput(
                Optional.of(
                    new Reading(
                        new TopicEndpoint("decision-requests", WireFormat.AVRO),
                        StartAt.COMMITTED,
                        StopAt.NONE)),
                new Reading(
                    new TopicEndpoint("decisions", WireFormat.AVRO), StartAt.EARLIEST, StopAt.NONE),
                new Reading(
                    new TopicEndpoint("outcomes", WireFormat.AVRO), StartAt.EARLIEST, StopAt.NONE),
                Limits.DEFAULT,
                Duration.ofSeconds(10),
                Optional.empty(),
                Optional.empty()));
    assertThat(s.output().delivery()).isEqualTo(Delivery.AT_LEAST_ONCE);
    ArmLayout blocks = ArmLayout.Blocks.of(FeatureSpec.ofHashBits(6).withBias(), List.of("a", "b"));
    assertThat(s.models())
        .containsExactly(
            new DeciderSpec(
                "*",
                blocks,
                Agents.neuFastCb(TWO_BLOCKS, 1).withFloor(Floor.mix(0.01)),
                Mode.LIVE,
                OutcomeRule.DEFAULT,
                Long.MAX_VALUE));
  }

  @Test
  void featuresOfActionsAreJoinedToTheSharedOnesUnlessToldOtherwise() throws SettingsException {
    String yaml = SMALLEST.replace("actions: [a, b]", "features: {actions: {dimension: 3}}");
    assertThat(DecideSettings.parse(yaml, List.of()).models().get(0).layout())
        .isEqualTo(
            new ArmLayout.Joined(FeatureSpec.ofHashBits(6).withBias(), FeatureSpec.ofDimension(3)));
  }

  @Test
  void featuresOfSlotsStandWithTheSharedOnesInEveryLayout() throws SettingsException {
    ContextLayout context =
        new ContextLayout.InSlots(
            FeatureSpec.ofHashBits(6).withBias(), FeatureSpec.ofDimension(2).withBias());
    String features = "features: {slots: {dimension: 2, bias: true}%s}";
    FeatureSpec three = FeatureSpec.ofDimension(3);
    Map<String, ArmLayout> layouts =
        Map.of(
            "actions: [a, b], " + features.formatted(""),
            ArmLayout.Blocks.of(context, List.of("a", "b")),
            "blocks: 4, " + features.formatted(""),
            ArmLayout.Blocks.hashed(context, 4),
            features.formatted(", actions: {dimension: 3}"),
            new ArmLayout.Joined(context, three),
            "layout: crossed, " + features.formatted(", actions: {dimension: 3}"),
            new ArmLayout.Crossed(context, three));
    for (Map.Entry<String, ArmLayout> layout : layouts.entrySet()) {
      String yaml = SMALLEST.replace("actions: [a, b]", layout.getKey());
      assertThat(DecideSettings.parse(yaml, List.of()).models().get(0).layout())
          .isEqualTo(layout.getValue());
    }
    String hashed = SMALLEST.replace("actions: [a, b]", "blocks: 4, features: {slots: {}}");
    assertThat(DecideSettings.parse(hashed, List.of()).models().get(0).layout())
        .isEqualTo(
            ArmLayout.Blocks.hashed(
                new ContextLayout.InSlots(
                    FeatureSpec.ofHashBits(6).withBias(), FeatureSpec.ofHashBits(6)),
                4));
  }

  @Test
  void everyAgentIsTheKnownOneOfItsName() throws SettingsException {
    Floor mix = Floor.mix(0.01);
    Map<String, AgentSpec> agents =
        Map.of(
            "neuFastCb", Agents.neuFastCb(TWO_BLOCKS, 1).withFloor(mix),
            "neuSquareCb", Agents.neuSquareCb(TWO_BLOCKS, 1).withFloor(mix),
            "neuralEpsilonGreedy", Agents.neuralEpsilonGreedy(TWO_BLOCKS, 0.05, 1),
            "epsilonGreedy", Agents.epsilonGreedy(TWO_BLOCKS, 0.05, 1),
            "linUcb", Agents.linUcb(TWO_BLOCKS, 0.3, 1).withFloor(mix),
            "squareCb", Agents.squareCb(TWO_BLOCKS, 1).withFloor(mix),
            "fastCb", Agents.fastCb(TWO_BLOCKS, 1).withFloor(mix),
            "thompson", Agents.linearThompson(TWO_BLOCKS, 0.3, 1).withFloor(mix),
            "uniform", Agents.uniform(TWO_BLOCKS, 1));
    assertThat(agents).hasSameSizeAs(AgentKind.values());
    for (Map.Entry<String, AgentSpec> known : agents.entrySet()) {
      assertThat(agent("models[0].agent=" + known.getKey())).isEqualTo(known.getValue());
      assertThat(agent("models[0].agent={" + known.getKey() + ": {}}")).isEqualTo(known.getValue());
    }
  }

  @Test
  void everyOptionOfANetworkArrives() throws SettingsException {
    AgentSpec agent =
        agent(
            "models[0].agent={neuFastCb: {seed: 3, floor: {projection: 0.1}, gamma: {scale: 2,"
                + " exponent: 0.25, armScale: one, cap: 1000}, thinning: {best: 20, others: 5},"
                + " network: {hidden: [8, 4], activation: tanh, parametrization: paper,"
                + " learningRate: {inverseRoot: 0.5}, perturbation: {signs: {count: 5, size:"
                + " 0.1}}, radii: {hidden: 10, output: 3}, gradientLimit: 2, replay: {keep:"
                + " reservoir, capacity: 100, steps: 2}, standardize: false}}}");
    assertThat(agent)
        .isEqualTo(
            new AgentSpec(
                TWO_BLOCKS,
                new NeuralSpec(
                    List.of(8, 4),
                    Activation.TANH,
                    Parametrization.TANGENT,
                    RegressionLoss.KULLBACK_LEIBLER,
                    new LearningRate.InverseRoot(0.5),
                    new Perturbation.Signs(5, 0.1),
                    new Radii(10, 3),
                    2,
                    Replay.sample(100, 2),
                    Standardization.NONE,
                    3),
                new Exploration.Gap(
                    GapWeighting.REWEIGHTED,
                    new GammaSchedule.PowerOfCount(2, 0.25, GammaSchedule.ArmScale.ONE, 1000),
                    new Thinning(20, 5)),
                Floor.projection(0.1),
                Draw.CUMULATIVE,
                3));
  }

  @Test
  void everyOptionOfTheOtherAgentsArrives() throws SettingsException {
    assertThat(agent("models[0].agent={linUcb: {widths: 1, penalty: 2, floor: none}}"))
        .isEqualTo(
            new AgentSpec(
                TWO_BLOCKS,
                new RidgeSpec(2),
                new Exploration.LowerConfidence(1),
                Floor.NONE,
                Draw.CUMULATIVE,
                1));
    assertThat(agent("models[0].agent={thompson: {scale: 0.1, samples: 10}}").exploration())
        .isEqualTo(new Exploration.PosteriorSampling(0.1, 10));
    assertThat(agent("models[0].agent={epsilonGreedy: {epsilon: 1}}").floor())
        .isEqualTo(Floor.mix(1));
    NeuralSpec network =
        (NeuralSpec)
            agent(
                    "models[0].agent={neuralEpsilonGreedy: {network: {hidden: [], learningRate:"
                        + " {harmonic: 2}, perturbation: {decay: 0.001}, replay: none}}}")
                .regression();
    assertThat(network.hidden()).isEmpty();
    assertThat(network.learningRate()).isEqualTo(new LearningRate.Harmonic(2));
    assertThat(network.perturbation()).isEqualTo(new Perturbation.Decay(0.001));
    assertThat(network.replay()).isEqualTo(Replay.NONE);
    for (String linear : List.of("squareCb", "epsilonGreedy")) {
      assertThat(agent("models[0].agent={" + linear + ": {regression: mirror}}").regression())
          .isEqualTo(MirrorSpec.of(RegressionLoss.SQUARED));
      assertThat(
              agent("models[0].agent={" + linear + ": {regression: ridge, penalty: 3}}")
                  .regression())
          .isEqualTo(new RidgeSpec(3));
    }
  }

  @Test
  void aMirrorRegressionHasMoreInputsThanAnExactOne() throws SettingsException {
    AgentSpec agent =
        agent("models[0]={name: m, blocks: 2048, agent: {squareCb: {regression: mirror}}}");
    assertThat(agent.features()).isEqualTo(new ArmBlocks(65, 2048));
    assertThat(agent)
        .isEqualTo(
            Agents.squareCb(agent.features(), 1)
                .withRegression(MirrorSpec.of(RegressionLoss.SQUARED))
                .withFloor(Floor.mix(0.01)));
    assertThat(agent("models[0]={name: m, blocks: 2048, agent: fastCb}").regression())
        .isEqualTo(MirrorSpec.of(RegressionLoss.KULLBACK_LEIBLER));
  }

  @Test
  void modelsAreMadeAnewFromFilesWithoutRequests() throws SettingsException {
    DecideSettings s =
        DecideSettings.parse(
            """
            job: decide
            answer: false
            input: {outcomes: {path: outcomes.jsonl}}
            ledger: {path: decisions}
            output: {deadLetters: {path: dead.jsonl}}
            models: [{name: m, actions: [a, b]}]
            """,
            List.of());
    assertThat(s.answers()).isFalse();
    assertThat(s.inputs()).containsOnlyKeys("input.outcomes", "ledger");
    assertThat(s.input().ledger().endpoint())
        .isEqualTo(new PathEndpoint("decisions", WireFormat.JSON, false));
  }

  @Test
  void theWordOfTheJobTellsWhoseSettingsAFileHolds() throws SettingsException {
    assertThat(JobSettings.parse(SMALLEST, List.of())).isInstanceOf(DecideSettings.class);
    assertThat(JobSettings.parse(OptimizeSettingsTest.SMALLEST, List.of()))
        .isInstanceOf(OptimizeSettings.class);
  }
}
