package io.thalweg.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of wrong setting and the one line that tells it. */
class WrongSettingsTest {
  private static String line(String yaml, String... sets) {
    SettingsException e =
        catchThrowableOfType(
            SettingsException.class, () -> OptimizeSettings.parse(yaml, List.of(sets)));
    assertThat(e).as("refused").isNotNull();
    assertThat(e.getMessage()).doesNotContain("\n", "\r").startsWith(e.key());
    return e.getMessage();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          job=run                                 | job: must be `optimize`: run
          name=                                   | name: must be text: (nothing)
          inpt.examples.path=x                    | inpt: unknown key; the nearest known one is input
          input.exmaples.path=x                   | input.exmaples: unknown key; the nearest known one is input.examples
          models[0].hashBits=4                    | models[0].hashBits: unknown key; the nearest known one is models[0].features.hashBits
          models[0].learner.los=squared           | models[0].learner.los: unknown key; the nearest known one is models[0].learner.loss
          models[0].learner.domain.ball.size=1    | models[0].learner.domain.ball.size: unknown key; the nearest known one is models[0].learner.domain.ball.radius
          hashbits=4                              | hashbits: unknown key; the nearest known one is models[0].features.hashBits
          output.dead_letters.path=x              | output.dead_letters: unknown key; the nearest known one is output.deadLetters
          input=x                                 | input: must be a section of examples, labels, maxBytes, maxFeatures, allowedDisorder, idleTimeout, replayDeadLetters: x
          input.examples.path.x=1                 | input.examples.path: must be text, not a section
          name=[a, b]                             | name: must be text, not a list
          models=x                                | models: must be a list: x
          models=[]                               | models: must be given: a list of at least one model
          models={a: b}                           | models: must be a list, not a section
          models[0]=x                             | models[0]: must be a section of name, features, learner, idleTtl, defaultLabel: x
          models[0].name=                         | models[0].name: must be text: (nothing)
          input.maxBytes=-1                       | input.maxBytes: must be a size from 1 bytes to 64 MiB, such as `64 MiB` or `65536`: -1
          input.maxBytes=big                      | input.maxBytes: must be a size from 1 bytes to 64 MiB, such as `64 MiB` or `65536`: big
          input.maxBytes=65 MiB                   | input.maxBytes: must be a size from 1 bytes to 64 MiB, such as `64 MiB` or `65536`: 65 MiB
          input.maxFeatures=0                     | input.maxFeatures: must be a whole number in 1..16777216: 0
          input.maxFeatures=1.5                   | input.maxFeatures: must be a whole number in 1..16777216: 1.5
          input.allowedDisorder=10                | input.allowedDisorder: must be a duration with its unit, such as `10 s`, from 0 ms: 10
          input.allowedDisorder=-1 s              | input.allowedDisorder: must be a duration with its unit, such as `10 s`, from 0 ms: -1 s
          input.examples.from=earliest            | input.examples.from: only a topic has it, a path is read whole
          input.examples.until=latest             | input.examples.until: only a topic has it, a path is read whole
          input.examples.topic=t                  | input.examples: must have one of path and topic, not both
          input.examples={}                       | input.examples: must be given: a section with path or topic
          input.examples={topic: a b}             | input.examples.topic: must be a topic's name (letters, digits, '.', '_', '-'; at most 249): a b
          input.examples={topic: t}               | kafka.bootstrapServers: must be given, since input.examples is a topic: host:port
          input.labels={}                         | input.labels: must be given: a section with path or topic
          input.labels={topic: t}                 | kafka.bootstrapServers: must be given, since input.labels is a topic: host:port
          input.labels={path: in.jsonl}           | input.labels: must not be the place of input.examples: in.jsonl
          input.labels={path: l.jsonl, from: latest} | input.labels.from: only a topic has it, a path is read whole
          input.labels={path: l.jsonl, timeout: 0 s} | input.labels.timeout: must be a duration with its unit, such as `10 s`, from 1 ms to 36500 d: 0 s
          input.labels={path: l.jsonl, timeout: 36501 d} | input.labels.timeout: must be a duration with its unit, such as `10 s`, from 1 ms to 36500 d: 36501 d
          input.labels={path: l.jsonl, hold: -1 s} | input.labels.hold: must be a duration with its unit, such as `10 s`, from 0 ms to 36500 d: -1 s
          input.idleTimeout=1 s                   | input.idleTimeout: only with input.labels
          input.replayDeadLetters={path: d.jsonl} | input.replayDeadLetters: only with input.labels
          models[0].defaultLabel=0                | models[0].defaultLabel: only with input.labels
          output.predictions={topic: t}           | kafka.bootstrapServers: must be given, since output.predictions is a topic: host:port
          input.examples.format=avro              | input.examples.format: must be json, as in.jsonl ends: avro
          input.examples.format=xml               | input.examples.format: must be one of avro, json: xml
          output.predictions={path: p.avro, format: json} | output.predictions.format: must be avro, as p.avro ends: json
          output.deadLetters.path=p.jsonl         | output.deadLetters: must not be the place of output.predictions: p.jsonl
          output.predictions.path=./x/../in.jsonl | output.predictions: must not be the place of input.examples: ./x/../in.jsonl
          output.deadLetterMaxBytes=1 TiB         | output.deadLetterMaxBytes: must be a size from 0 bytes to 512 KiB, such as `64 MiB` or `65536`: 1 TiB
          output.stopAboveBadShare=1              | output.stopAboveBadShare: must be a number in [0, 1): 1
          output.stopAboveBadShare=NaN            | output.stopAboveBadShare: must be a number in [0, 1): NaN
          output.metrics.every=5                  | output.metrics: must be given: a section with path or topic
          output.metrics={path: m.jsonl, every: 0}| output.metrics.every: must be a whole number from 1: 0
          models[0].features={dimension: 2, hashBits: 3} | models[0].features: must have one of dimension and hashBits, not both
          models[0].features.hashBits=25          | models[0].features.hashBits: must be a whole number in 1..24: 25
          models[0].features.dimension=0          | models[0].features.dimension: must be a whole number in 1..16777216: 0
          models[0].features.bias=yes             | models[0].features.bias: must be true or false: yes
          models[0].learner={}                    | models[0].learner.loss: must be given: one of squared, logistic, hinge, smoothed-hinge, absolute, huber, pinball, smoothed-pinball, poisson, softmax
          models[0].learner.loss=cubed            | models[0].learner.loss: must be one of squared, logistic, hinge, smoothed-hinge, absolute, huber, pinball, smoothed-pinball, poisson, softmax: cubed
          models[0].learner.hint=next             | models[0].learner.hint: must be one of zero, last-gradient, ema, lag, mixer: next
          models[0].learner.domain=cube           | models[0].learner.domain: must be one of ball, box, simplex, l1-ball: cube
          models[0].learner.domain={ball: {}, box: {}} | models[0].learner.domain: must be one of ball, box, simplex, l1-ball: ball and box
          models[0].learner.domain={}             | models[0].learner.domain: must be one of ball, box, simplex, l1-ball: (nothing)
          models[0].learner.domain.ball.radius=0  | models[0].learner.domain.ball.radius: must be a number above 0: 0
          models[0].learner.domain.ball.radius=0x1p3 | models[0].learner.domain.ball.radius: must be a number above 0: 0x1p3
          models[0].learner.domain.ball.radius=1e10  | models[0].learner.domain.ball: radius must be in (0, 1.0E9]: radius=1.0E10
          models[0].learner.domain=box            | models[0].learner.domain.box.lower: must be given: a number
          models[0].learner.domain={box: {lower: 0, upper: -1}} | models[0].learner.domain.box: a box must contain 0 and more than one point: lower=0.0, upper=-1.0
          models[0].learner.algorithm=adam        | models[0].learner.algorithm: must be one of adaptive, scale-free, convex, strongly-convex, strongly-regularized, follow-the-leader, newton, curvature-newton, ensemble, implicit, exponential-weights, ftrl-proximal, per-coordinate: adam
          models[0].learner.algorithm=convex      | models[0].learner.algorithm.convex.gradientBound: must be given: a number above 0
          models[0].learner.algorithm.convex={gradientBound: -1} | models[0].learner.algorithm.convex.gradientBound: must be a number above 0: -1
          models[0].learner.algorithm.convex={gradientBound: 1, delta: -1} | models[0].learner.algorithm.convex.delta: must be a number from 0: -1
          models[0].learner.algorithm.scale-free.multiplier=0 | models[0].learner.algorithm.scale-free.multiplier: must be a number above 0: 0
          models[0].idleTtl=0 s                   | models[0].idleTtl: must be a duration with its unit, such as `10 s`, from 1 ms: 0 s
          models[1]={name: a, learner: {loss: squared}} | models[1].name: never reached, since the entry before it matches first: *
          parallelism=0                           | parallelism: must be a whole number in 1..32768: 0
          parallelism=two                         | parallelism: must be a whole number in 1..32768: two
          parallelism=129                         | parallelism: must be at most maxParallelism (128): 129
          checkpoints.interval=1 ms               | checkpoints.interval: must be a duration with its unit, such as `10 s`, from 10 ms: 1 ms
          state.cacheBytes=1                      | state.cacheBytes: must be a size from 1 MiB to 1 TiB, such as `64 MiB` or `65536`: 1
          web.port=65536                          | web.port: must be a whole number in 0..65535: 65536
          kafka.transactional.id=x                | kafka.transactional.id: the job sets it itself
          kafka.x=[[a]]                           | kafka.x: must be a text or a list of texts
          flink.execution.checkpointing.interval=1s | flink.execution.checkpointing.interval: give it as checkpoints.interval instead
          kafka.client.id="${env:NO_SUCH_VARIABLE}" | kafka.client.id: environment variable is not set: NO_SUCH_VARIABLE
          kafka.client.id="${file:/no/such/file}" | kafka.client.id: cannot read /no/such/file: no such file
          models[2].name=x                        | models[2].name: the list before [2] has 1
          models.name=x                           | models.name: a list stands before name: name its place, [0]
          input[0]=x                              | input[0]: no list stands before [0]
          input=[                                 | input: not valid YAML at line 1, column 2: expected the node content, but found '<stream end>'
          name                                    | --set: must be KEY=VALUE: name
          =x                                      | --set: must be KEY=VALUE: =x
          my key=x                                | --set: not a key such as models[0].name: my key
          """)
  void aWrongOverrideIsToldInOneLine(String set, String line) {
    assertThat(line(OptimizeSettingsTest.SMALLEST, set)).isEqualTo(line);
  }

  @Test
  void whatLabelsBringIsChecked() {
    String labels = "input.labels={path: l.jsonl}";
    assertThat(line(OptimizeSettingsTest.SMALLEST, labels, "models[0].defaultLabel=2"))
        .isEqualTo(
            "models[0]: default label must be 0 or 1 for the logistic loss: defaultLabel=2.0");
    assertThat(line(OptimizeSettingsTest.SMALLEST, labels, "input.idleTimeout=0 s"))
        .startsWith("input.idleTimeout: must be a duration with its unit");
    assertThat(
            line(OptimizeSettingsTest.SMALLEST, labels, "input.replayDeadLetters={path: d.jsonl}"))
        .isEqualTo("output.deadLetters: must not be the place of input.replayDeadLetters: d.jsonl");
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThat(line("")).isEqualTo("job: must be given: `optimize`");
    assertThat(line("job: optimize"))
        .isEqualTo("input.examples: must be given: a section with path or topic");
    assertThat(line("job: optimize\ninput: {examples: {path: x}}"))
        .isEqualTo("output.predictions: must be given: a section with path or topic");
    assertThat(
            line(
                """
                job: optimize
                input: {examples: {path: x}}
                output: {predictions: {path: y}}
                """))
        .isEqualTo("output.deadLetters: must be given: a section with path or topic");
  }

  @Test
  void whatIsNotYamlIsToldWithItsPlace() {
    assertThat(line("job: optimize\njob: optimize"))
        .startsWith("settings: not valid YAML at line 2, column 1: found duplicate key job");
    assertThat(line("job: [")).startsWith("settings: not valid YAML at line 1");
    assertThat(line("a: 1\n---\nb: 2")).startsWith("settings: not valid YAML at line 2");
    assertThat(line("- a")).isEqualTo("settings: must be a YAML map of keys to values");
    assertThat(line("text")).isEqualTo("settings: must be a YAML map of keys to values");
    assertThat(line("? [a, b]\n: 1"))
        .isEqualTo("settings: a key must be text, not a list or section");
  }

  @Test
  void aComplaintOfTheParserDoesNotQuoteALineThatHoldsASecret() {
    assertThat(line("kafka:\n  ssl.key.password: *hunter2\n"))
        .isEqualTo("settings: not valid YAML at line 2, column 21");
  }

  @Test
  void valuesThatHoldThemselvesOrGrowByAliasesAreRefused() {
    assertThat(line("flink: &f {a: *f}")).contains("too deep, too many values, or in itself");
    StringBuilder bomb = new StringBuilder("flink:\n  a0: &a0 {x: 1}\n");
    for (int i = 1; i < 20; i++) {
      bomb.append("  a%d: &a%d {x: *a%d, y: *a%d}\n".formatted(i, i, i - 1, i - 1));
    }
    assertThat(line(bomb.toString())).contains("too deep, too many values, or in itself");
  }

  @Test
  void aTextLongerThanItsBoundIsRefused() {
    String yaml = OptimizeSettingsTest.SMALLEST + "#" + "x".repeat(SettingsFile.MAX_BYTES);
    assertThat(line(yaml)).isEqualTo("settings: longer than 1048576 characters");
  }

  @Test
  void aLongOrBrokenValueIsShownCutAndOnOneLine() {
    assertThat(line(OptimizeSettingsTest.SMALLEST, "job=\"a\\nb" + "x".repeat(500) + "\""))
        .startsWith("job: must be `optimize`: a bxxx")
        .endsWith("xxx...")
        .hasSizeLessThan(160);
  }

  @Test
  void aKeyGivenNestedAndDottedIsRefused() {
    assertThat(line("flink:\n  a.b: 1\n  a: {b: 2}"))
        .isEqualTo("flink.a.b: given twice, nested and dotted");
    assertThat(
            line(
                OptimizeSettingsTest.SMALLEST,
                "kafka.bootstrapServers=a:1",
                "kafka.bootstrap.servers=b:1"))
        .isEqualTo("kafka.bootstrap.servers: given twice, also as bootstrapServers");
  }
}
