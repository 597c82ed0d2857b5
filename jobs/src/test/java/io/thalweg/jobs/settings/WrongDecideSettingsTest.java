package io.thalweg.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of wrong setting of the decide job and the one line that tells it. */
class WrongDecideSettingsTest {
  private static final String REBUILD =
      """
      job: decide
      answer: false
      input: {outcomes: {path: o.jsonl}}
      ledger: {path: l.jsonl}
      output: {deadLetters: {path: d.jsonl}}
      models: [{name: "*", actions: [a, b]}]
      """;

  private static String line(String yaml, String... sets) {
    SettingsException e =
        catchThrowableOfType(SettingsException.class, () -> JobSettings.parse(yaml, List.of(sets)));
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
          job=run                                 | job: must be one of optimize, decide: run
          input.request={topic: t}                | input.request: unknown key; the nearest known one is input.requests
          input.requests={topic: t, path: p}      | input.requests: must have one of path and topic, not both
          input.requests={path: r.jsonl, from: latest} | input.requests.from: only a topic has it, a path is read whole
          input.requests={topic: decisions}       | ledger: must not be the place of input.requests: decisions
          input.outcomes={topic: decisions}       | ledger: must not be the place of input.outcomes: decisions
          output.deadLetters={topic: outcomes}    | output.deadLetters: must not be the place of input.outcomes: outcomes
          output.deadLetters={}                   | output.deadLetters: must be given: a section with path or topic
          ledger={path: l.jsonl}                  | ledger.path: only with answer: false, since decisions are written to a topic and read back: l.jsonl
          answer=no                               | answer: must be true or false: no
          output.decisions.delivery=exactly-once  | output.decisions.delivery: must be one of atLeastOnce, exactlyOnce: exactly-once
          input.maxActions=0                      | input.maxActions: must be a whole number in 1..1048576: 0
          input.allowedDisorder=10                | input.allowedDisorder: must be a duration with its unit, such as `10 s`, from 0 ms: 10
          models[0].mode=off                      | models[0].mode: must be one of live, apprentice, logOnly: off
          models[0].layout=rows                   | models[0].layout: must be one of blocks, joined, crossed: rows
          models[0].layout=joined                 | models[0].features.actions: must be given for layout joined: a section
          models[0].blocks=4                      | models[0]: must have one of actions and blocks, not both
          models[0].actions=[a, b, a]             | models[0]: an action must stand once: actions=[a, b, a]
          models[0].actions=[]                    | models[0]: must have actions or blocks for layout blocks: the known ids, or a number
          models[0].features.actions={}           | models[0].actions: must not go with layout joined, whose actions are told by their features
          models[0].features.shared={dimension: 2, hashBits: 3} | models[0].features.shared: must have one of dimension and hashBits, not both
          models[0].features.slots={dimension: 2, hashBits: 3} | models[0].features.slots: must have one of dimension and hashBits, not both
          models[0].features.slots={dimension: 0} | models[0].features.slots.dimension: must be a whole number in 1..16777216: 0
          models[0].features.slots={dimension: 65472} | models[0].features: an action must have at most 65536 inputs, all of which its decision carries: inputs=65537
          models[0].features.slot={dimension: 2}  | models[0].features.slot: unknown key; the nearest known one is models[0].features.slots
          models[0]={name: m, layout: joined, features: {slots: {}}} | models[0].features.actions: must be given for layout joined: a section
          models[0].features.shared={dimension: 65536} | models[0].features: an action must have at most 65536 inputs, all of which its decision carries: inputs=65537
          models[0]={name: m, layout: blocks, features: {actions: {}}} | models[0].features.actions: must not go with layout blocks, whose actions have no features: joined or crossed
          models[0]={name: m, layout: crossed, blocks: 4, features: {actions: {}}} | models[0].blocks: must not go with layout crossed, whose actions are told by their features
          models[0]={name: m, layout: crossed, features: {shared: {dimension: 255}, actions: {dimension: 256}}} | models[0].features: an action must have at most 65536 inputs, all of which its decision carries: inputs=66048
          models[0]={name: m, blocks: 4096, features: {shared: {dimension: 512}}} | models[0]: dimension and blocks must be at least 1, their product at most 1048576: dimension=513, blocks=4096
          models[0].agent=best                    | models[0].agent: must be one of neuFastCb, neuSquareCb, neuralEpsilonGreedy, epsilonGreedy, linUcb, squareCb, fastCb, thompson, uniform: best
          models[0].agent={linUcb: {}, uniform: {}} | models[0].agent: must be one of neuFastCb, neuSquareCb, neuralEpsilonGreedy, epsilonGreedy, linUcb, squareCb, fastCb, thompson, uniform: linUcb and uniform
          models[0].agent.linUcb.network.hidden=[4] | models[0].agent.linUcb.network: no option of linUcb, but of neuFastCb, neuSquareCb, neuralEpsilonGreedy
          models[0].agent.linUcb.gamma.scale=1    | models[0].agent.linUcb.gamma: no option of linUcb, but of neuFastCb, neuSquareCb, squareCb, fastCb
          models[0].agent.neuFastCb.widths=1      | models[0].agent.neuFastCb.widths: no option of neuFastCb, but of linUcb
          models[0].agent.neuFastCb.penalty=1     | models[0].agent.neuFastCb.penalty: no option of neuFastCb, but of epsilonGreedy, linUcb, squareCb, thompson
          models[0].agent.neuFastCb.epsilon=0.1   | models[0].agent.neuFastCb.epsilon: no option of neuFastCb, but of neuralEpsilonGreedy, epsilonGreedy
          models[0].agent.epsilonGreedy.floor=none | models[0].agent.epsilonGreedy.floor: no option of epsilonGreedy, but of neuFastCb, neuSquareCb, linUcb, squareCb, fastCb, thompson
          models[0].agent.uniform.floor.mix=0.1   | models[0].agent.uniform.floor: no option of uniform, but of neuFastCb, neuSquareCb, linUcb, squareCb, fastCb, thompson
          models[0].agent.fastCb.network.learningRate=0.1 | models[0].agent.fastCb.network: no option of fastCb, but of neuFastCb, neuSquareCb, neuralEpsilonGreedy
          models[0].agent.neuFastCb.sead=4        | models[0].agent.neuFastCb.sead: unknown key; the nearest known one is models[0].agent.neuFastCb.seed
          models[0].agent.neuFastCb.seed=0        | models[0].agent.neuFastCb.seed: must be a whole number from 1: 0
          models[0].agent.epsilonGreedy.epsilon=0 | models[0].agent.epsilonGreedy.epsilon: must be a number in (0, 1]: 0
          models[0].agent.epsilonGreedy.epsilon=1.1 | models[0].agent.epsilonGreedy.epsilon: must be a number in (0, 1]: 1.1
          models[0].agent.neuFastCb.floor.mix=0   | models[0].agent.neuFastCb.floor.mix: must be a number in (0, 1]: 0
          models[0].agent.neuFastCb.floor={mix: 0.1, projection: 0.1} | models[0].agent.neuFastCb.floor: must be one of mix, projection, none: mix and projection
          models[0].agent.neuFastCb.draw=first    | models[0].agent.neuFastCb.draw: must be one of cumulative, race: first
          models[0].agent.neuFastCb.gamma.scale=1e7 | models[0].agent.neuFastCb.gamma: scale must be in (0, 1e6]: scale=1.0E7
          models[0].agent.neuFastCb.gamma.exponent=2 | models[0].agent.neuFastCb.gamma.exponent: must be a number in [0, 1]: 2
          models[0].agent.neuFastCb.gamma.armScale=all | models[0].agent.neuFastCb.gamma.armScale: must be one of one, root: all
          models[0].agent.neuFastCb.gamma.cap=0   | models[0].agent.neuFastCb.gamma.cap: must be a whole number from 1: 0
          models[0].agent.neuFastCb.thinning={best: 3} | models[0].agent.neuFastCb.thinning.others: must be given: a whole number in 1..1000000
          models[0].agent.linUcb.widths=-1        | models[0].agent.linUcb.widths: must be a number from 0: -1
          models[0].agent.linUcb.widths=1e7       | models[0].agent.linUcb: widths must be in [0, 1e6]: widths=1.0E7
          models[0].agent.squareCb.regression=neural | models[0].agent.squareCb.regression: must be one of ridge, mirror: neural
          models[0].agent.linUcb.regression=mirror | models[0].agent.linUcb.regression: no option of linUcb, but of epsilonGreedy, squareCb
          models[0].agent.fastCb.regression=ridge | models[0].agent.fastCb.regression: no option of fastCb, but of epsilonGreedy, squareCb
          models[0].agent.squareCb={regression: mirror, penalty: 1} | models[0].agent.squareCb.penalty: must not go with regression mirror, which has none
          models[0].agent.linUcb.penalty=1e10     | models[0].agent.linUcb: penalty must be in (0, 1e9]: penalty=1.0E10
          models[0].agent.thompson.scale=1e7      | models[0].agent.thompson: scale must be in (0, 1e6]: scale=1.0E7
          models[0].agent.thompson.samples=0      | models[0].agent.thompson.samples: must be a whole number in 1..10000: 0
          models[0]={name: m, blocks: 32, agent: linUcb} | models[0].agent.linUcb: ridge regression has at most 2048 inputs, mirror regression any number: inputs=2080
          models[0].agent.neuFastCb.network.hidden=[4, 4, 4] | models[0].agent.neuFastCb: hidden layers must be at most 2: layers=3
          models[0].agent.neuFastCb.network.hidden=[0] | models[0].agent.neuFastCb.network.hidden[0]: must be a whole number in 1..4096: 0
          models[0]={name: m, blocks: 2048, agent: neuFastCb} | models[0].agent.neuFastCb: a network must have at most 8388608 parameters, about inputs times hidden units: parameters=13312201, inputs=133120, hidden=[100]
          models[0].agent.neuFastCb.network.activation=sign | models[0].agent.neuFastCb.network.activation: must be one of relu, tanh: sign
          models[0].agent.neuFastCb.network.parametrization=wide | models[0].agent.neuFastCb.network.parametrization: must be one of standard, paper: wide
          models[0].agent.neuFastCb.network.learningRate=0 | models[0].agent.neuFastCb.network.learningRate: must be a number above 0: 0
          models[0].agent.neuFastCb.network.learningRate=200 | models[0].agent.neuFastCb.network.learningRate: a learning rate must be in (0, 100]: rate=200.0
          models[0].agent.neuFastCb.network.learningRate.harmonic=0.01 | models[0].agent.neuFastCb.network.learningRate: growth must be in [0.04, 1e9]: growth=0.01
          models[0].agent.neuFastCb.network.learningRate={harmonic: 1, inverseRoot: 1} | models[0].agent.neuFastCb.network.learningRate: must be a number, or one of inverseRoot and harmonic
          models[0].agent.neuFastCb.network.perturbation.decay=2 | models[0].agent.neuFastCb.network.perturbation.decay: must be a number in (0, 1]: 2
          models[0].agent.neuFastCb.network.perturbation=signs | models[0].agent.neuFastCb.network.perturbation.signs.count: must be given: a whole number in 1..64
          models[0].agent.neuFastCb.network.perturbation.signs={count: 5, size: 11} | models[0].agent.neuFastCb.network.perturbation.signs: size must be in (0, 10]: size=11.0
          models[0].agent.neuFastCb.network.radii.hidden=1e7 | models[0].agent.neuFastCb.network.radii: radii must be in (0, 1e6]: hidden=1.0E7, output=30.0
          models[0].agent.neuFastCb.network.gradientLimit=1e7 | models[0].agent.neuFastCb.network: gradientLimit must be in (0, 1e6]: gradientLimit=1.0E7
          models[0].agent.neuFastCb.network.replay=all | models[0].agent.neuFastCb.network.replay: must be one of none: all
          models[0].agent.neuFastCb.network.replay.keep=first | models[0].agent.neuFastCb.network.replay.keep: must be one of last, reservoir: first
          models[0].agent.neuFastCb.network.replay.steps=65 | models[0].agent.neuFastCb.network.replay.steps: must be a whole number in 1..64: 65
          models[0].outcomes.wait=367 d           | models[0].outcomes.wait: must be a duration with its unit, such as `10 s`, from 1 ms to 366 d: 367 d
          models[0].outcomes.hold=-1 s            | models[0].outcomes.hold: must be a duration with its unit, such as `10 s`, from 0 ms to 366 d: -1 s
          models[0].outcomes.combine=all          | models[0].outcomes.combine: must be one of earliest, latest, mean, sum, min, max, median: all
          models[0].outcomes.reward={least: 0}    | models[0].outcomes.reward.most: must be given: a number
          models[0].outcomes.reward={least: 1, most: 1} | models[0].outcomes.reward: least must be below most, by a finite difference: least=1.0, most=1.0
          models[0].outcomes.default=1.5          | models[0].outcomes.default: must be a number in [0, 1]: 1.5
          models[1]={name: m, actions: [a]}       | models[1].name: never reached, since the entry before it matches first: *
          """)
  void eachIsToldByItsKeyRuleAndValue(String set, String line) {
    assertThat(line(DecideSettingsTest.SMALLEST, set)).isEqualTo(line);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          input.requests={path: r.jsonl}          | input.requests: only with answer: true, since otherwise none are read
          output.decisions.delivery=atLeastOnce   | output.decisions: only with answer: true, since otherwise none are written
          ledger={}                               | kafka.bootstrapServers: must be given, since ledger is a topic: host:port
          ledger.from=latest                      | ledger.from: only a topic has it, a path is read whole
          """)
  void whatNeedsAnswersIsRefusedWithoutThem(String set, String line) {
    assertThat(line(REBUILD, set)).isEqualTo(line);
  }

  @Test
  void signsThatWouldMakeTheStepsDivergeAreRefused() {
    assertThat(
            line(
                DecideSettingsTest.SMALLEST,
                "models[0].agent.neuFastCb.network.perturbation.signs={count: 5, size: 1}"))
        .startsWith(
            "models[0].agent.neuFastCb: learning rate times curvature of the signs must be below 2:"
                + " product=");
  }

  @Test
  void aMemoryThatWouldBeTooLargeIsRefused() {
    assertThat(
            line(
                DecideSettingsTest.SMALLEST,
                "models[0].features.shared.hashBits=12",
                "models[0].agent.neuFastCb.network.replay.capacity=1048576"))
        .isEqualTo(
            "models[0].agent.neuFastCb: a replay memory must hold at most 67108864 numbers:"
                + " capacity=1048576, dimension=4097");
  }
}
