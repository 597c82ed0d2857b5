package io.thalweg.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.convex.Ball;
import io.thalweg.convex.Box;
import io.thalweg.convex.Convex;
import io.thalweg.convex.Hint;
import io.thalweg.convex.ScaleFree;
import io.thalweg.mirror.Adaptive;
import io.thalweg.mirror.Algorithm;
import io.thalweg.mirror.LearnerSpec;
import io.thalweg.mirror.LogisticLoss;
import io.thalweg.mirror.SquaredLoss;
import io.thalweg.stream.FeatureSpec;
import io.thalweg.stream.ModelSpec;
import io.thalweg.wire.WireFormat;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.flink.util.TimeUtils;
import org.junit.jupiter.api.Test;

class OptimizeSettingsTest {
  static final String SMALLEST =
      """
      job: optimize
      input: {examples: {path: in.jsonl}}
      output: {predictions: {path: p.jsonl}, deadLetters: {path: d.jsonl}}
      models: [{name: "*", learner: {loss: logistic}}]
      """;

  private static final String WHOLE =
      """
      job: optimize
      name: flights-late
      input:
        examples: {topic: examples, format: json, from: committed, until: latest}
        maxBytes: 2 KiB
        maxFeatures: 32
        allowedDisorder: 5 min
      output:
        predictions: {topic: predictions}
        deadLetters: {path: out/dead, format: avro}
        deadLetterMaxBytes: 512
        stopAboveBadShare: 0.25
        metrics: {path: out/metrics.avro, every: 50}
      kafka:
        bootstrapServers: "localhost:9092"
        security.protocol: SASL_SSL
        ssl: {truststore: {location: /etc/trust.jks}}
      models:
        - name: "late-*"
          features: {dimension: 2, bias: true}
          learner:
            loss: squared
            domain: {ball: {radius: 0.8}}
            algorithm: {convex: {gradientBound: 1.5, delta: 10}}
            hint: zero
          idleTtl: 30 d
        - name: rest
          features: {hashBits: 20}
          learner:
            loss: logistic
            domain: {box: {lower: -1, upper: 2.5}}
            algorithm: {scale-free: {multiplier: 2}}
            hint: last-gradient
      parallelism: 3
      maxParallelism: 64
      checkpoints: {interval: 500 ms, dir: "file:///var/checkpoints"}
      state: {cacheBytes: 1 gib}
      web: {port: 8081}
      flink:
        state: {backend: {type: rocksdb}}
        "restart-strategy.type": fixed-delay
      """;

  @Test
  void everyOptionArrivesInItsRecord() throws SettingsException {
    OptimizeSettings s = OptimizeSettings.parse(WHOLE, List.of());

    assertThat(s.name()).isEqualTo("flights-late");
    assertThat(s.input())
        .isEqualTo(
            new InputSettings(
                new Reading(
                    new TopicEndpoint("examples", WireFormat.JSON),
                    StartAt.COMMITTED,
                    StopAt.LATEST),
                2048,
                32,
                Optional.of(Duration.ofMinutes(5)),
                Optional.empty()));
    assertThat(s.output())
        .isEqualTo(
            new OutputSettings(
                new TopicEndpoint("predictions", WireFormat.AVRO),
                new PathEndpoint("out/dead", WireFormat.AVRO, false),
                512,
                Optional.of(0.25),
                Optional.of(
                    new MetricsOutput(
                        new PathEndpoint("out/metrics.avro", WireFormat.AVRO, true), 50))));
    assertThat(s.kafka().client())
        .isEqualTo(
            Map.of(
                "bootstrap.servers", "localhost:9092",
                "security.protocol", "SASL_SSL",
                "ssl.truststore.location", "/etc/trust.jks"));
    assertThat(s.models())
        .containsExactly(
            ModelSpec.of(
                "late-*",
                FeatureSpec.ofDimension(2).withBias(),
                new LearnerSpec(
                    new SquaredLoss(), new Ball(0.8), new Convex(1.5, 10), Hint.ZERO, 3),
                Optional.of(Duration.ofDays(30))),
            ModelSpec.of(
                "rest",
                FeatureSpec.ofHashBits(20),
                new LearnerSpec(
                    new LogisticLoss(),
                    new Box(-1, 2.5),
                    new ScaleFree(2),
                    Hint.LAST_GRADIENT,
                    1 << 20),
                Optional.empty()));
    assertThat(s.runtime())
        .isEqualTo(
            new RuntimeSettings(
                3,
                64,
                1L << 30,
                Duration.ofMillis(500),
                Optional.of("file:///var/checkpoints"),
                OptionalInt.of(8081),
                Map.of("state.backend.type", "rocksdb", "restart-strategy.type", "fixed-delay")));
  }

  @Test
  void everyOptionOfLabelsArrivesInItsRecord() throws SettingsException {
    OptimizeSettings s =
        OptimizeSettings.parse(
            WHOLE,
            List.of(
                "input.labels={topic: labels, format: json, from: latest, until: latest,"
                    + " timeout: 2 d, hold: 0 s}",
                "input.idleTimeout=30 s",
                "input.replayDeadLetters={path: dead.jsonl}",
                "models[0].defaultLabel=-0.5"));

    assertThat(s.input().labels())
        .contains(
            new LabelSettings(
                new Reading(
                    new TopicEndpoint("labels", WireFormat.JSON), StartAt.LATEST, StopAt.LATEST),
                Duration.ofDays(2),
                Duration.ZERO,
                Optional.of(Duration.ofSeconds(30)),
                Optional.of(new PathEndpoint("dead.jsonl", WireFormat.JSON, true))));
    assertThat(s.input().allowedDisorder()).contains(Duration.ofMinutes(5));
    assertThat(s.models().get(0).defaultLabel()).isEqualTo(-0.5);
    assertThat(s.models().get(1).learnsSilence()).isFalse();
  }

  @Test
  void labelsTakeTheirDefaultsAndBoundTheDisorder() throws SettingsException {
    OptimizeSettings s =
        OptimizeSettings.parse(SMALLEST, List.of("input.labels={path: labels.jsonl}"));

    assertThat(s.input().allowedDisorder()).contains(LabelSettings.ALLOWED_DISORDER);
    assertThat(OptimizeOptions.ALLOWED_DISORDER.fallback())
        .contains("`" + TimeUtils.formatWithHighestUnit(LabelSettings.ALLOWED_DISORDER) + "`");
    assertThat(s.input().labels())
        .contains(
            new LabelSettings(
                new Reading(
                    new PathEndpoint("labels.jsonl", WireFormat.JSON, true),
                    OptimizeOptions.LABELS_FROM.defaultValue(),
                    OptimizeOptions.LABELS_UNTIL.defaultValue()),
                OptimizeOptions.LABEL_TIMEOUT.defaultValue(),
                OptimizeOptions.LABEL_HOLD.defaultValue(),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void theSmallestFileTakesEveryDefaultOfTheTable() throws SettingsException {
    OptimizeSettings s = OptimizeSettings.parse(SMALLEST, List.of());

    assertThat(s.name()).isEqualTo(OptimizeOptions.NAME.defaultValue());
    assertThat(s.input())
        .isEqualTo(
            new InputSettings(
                new Reading(
                    new PathEndpoint("in.jsonl", WireFormat.JSON, true),
                    OptimizeOptions.FROM.defaultValue(),
                    OptimizeOptions.UNTIL.defaultValue()),
                Math.toIntExact(OptimizeOptions.MAX_BYTES.defaultValue()),
                OptimizeOptions.MAX_FEATURES.defaultValue(),
                Optional.empty(),
                Optional.empty()));
    assertThat(s.output().deadLetterMaxBytes())
        .isEqualTo(Math.toIntExact(OptimizeOptions.DEAD_LETTER_MAX_BYTES.defaultValue()));
    assertThat(s.output().stopAboveBadShare()).isEmpty();
    assertThat(s.output().metrics()).isEmpty();
    assertThat(s.kafka().client()).isEmpty();
    assertThat(s.models())
        .containsExactly(
            ModelSpec.of(
                "*",
                FeatureSpec.ofHashBits(OptimizeOptions.HASH_BITS.defaultValue()),
                new LearnerSpec(
                    new LogisticLoss(),
                    new Adaptive(),
                    1 << OptimizeOptions.HASH_BITS.defaultValue()),
                Optional.empty()));
    assertThat(s.runtime())
        .isEqualTo(
            new RuntimeSettings(
                OptimizeOptions.PARALLELISM.defaultValue(),
                OptimizeOptions.MAX_PARALLELISM.defaultValue(),
                OptimizeOptions.CACHE_BYTES.defaultValue(),
                OptimizeOptions.CHECKPOINT_INTERVAL.defaultValue(),
                Optional.empty(),
                OptionalInt.empty(),
                Map.of()));
  }

  @Test
  void theDefaultsAreThosePromised() throws SettingsException {
    OptimizeSettings s = OptimizeSettings.parse(SMALLEST, List.of());

    assertThat(s.input().maxBytes()).isEqualTo(1 << 20);
    assertThat(s.models().get(0).features()).isEqualTo(FeatureSpec.ofHashBits(18));
    assertThat(s.models().get(0).learner())
        .isEqualTo(new LearnerSpec(new LogisticLoss(), new Adaptive(), 1 << 18));
    assertThat(
            OptimizeSettings.parse(SMALLEST, List.of("models[0].learner.hint=last-gradient"))
                .models()
                .get(0)
                .learner())
        .isEqualTo(
            new LearnerSpec(
                new LogisticLoss(), new Ball(4), new ScaleFree(1), Hint.LAST_GRADIENT, 1 << 18));
    assertThat(s.runtime().cacheBytes()).isEqualTo(64L << 20);
    assertThat(s.runtime().checkpointInterval()).isEqualTo(Duration.ofSeconds(10));
    assertThat(s.runtime().maxParallelism()).isEqualTo(128);
  }

  @Test
  void deltaIsTheSquareOfTheGradientBoundWhereItIsNotGiven() throws SettingsException {
    OptimizeSettings s =
        OptimizeSettings.parse(
            SMALLEST, List.of("models[0].learner.algorithm={convex: {gradientBound: 3}}"));

    assertThat(s.models().get(0).learner().algorithm())
        .isEqualTo(new Algorithm.Lazy(new Ball(4), new Convex(3, 9), Hint.LAST_GRADIENT));
  }

  @Test
  void theFirstEntryThatMatchesServesAModel() throws SettingsException {
    OptimizeSettings s = OptimizeSettings.parse(WHOLE, List.of());

    assertThat(s.modelFor("late-SEA")).contains(s.models().get(0));
    assertThat(s.modelFor("late-")).contains(s.models().get(0));
    assertThat(s.modelFor("rest")).contains(s.models().get(1));
    assertThat(s.modelFor("rest-2")).isEmpty();
    assertThat(s.modelFor("too-late-SEA")).isEmpty();
  }

  @Test
  void theConsumerGroupIsTheNameUnlessGiven() throws SettingsException {
    assertThat(OptimizeSettings.parse(SMALLEST, List.of("name=n")).consumerGroup()).isEqualTo("n");
    assertThat(OptimizeSettings.parse(SMALLEST, List.of("kafka.group.id=g")).consumerGroup())
        .isEqualTo("g");
  }
}
