package io.thalweg.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An agent is told by its canonical line, and by that line alone. */
class AgentSpecTest {
  private static final String NEURAL =
      Agents.neuFastCb(new ArmBlocks(3, 4), 5)
          .withExploration(
              new Exploration.Gap(
                  GapWeighting.REWEIGHTED,
                  GammaSchedule.PowerOfCount.root(1.5),
                  new Thinning(2, 3)))
          .withFloor(Floor.mix(0.5))
          .canonical();

  private static final String MIRROR = Agents.fastCb(new ArmBlocks(3, 4), 5).canonical();

  private static final String RIDGE = Agents.linUcb(new ArmFeatures(3), 1, 5).canonical();

  static List<AgentSpec> specs() {
    return Compositions.all();
  }

  @ParameterizedTest
  @MethodSource("specs")
  void aCanonicalLineTellsItsSpec(AgentSpec spec) {
    assertThat(AgentSpec.parse(spec.canonical())).isEqualTo(spec);
  }

  @Test
  void thereIsASpecOfEveryPart() {
    String lines = String.join("\n", specs().stream().map(AgentSpec::canonical).toList());
    Stream.of(
            Features.class,
            RegressionSpec.class,
            Exploration.class,
            GammaSchedule.class,
            LearningRate.class,
            Perturbation.class)
        .flatMap(part -> Arrays.stream(part.getPermittedSubclasses()))
        .forEach(
            part ->
                assertThat(specs().stream().anyMatch(spec -> spec.toString().contains(name(part))))
                    .as(part.getName())
                    .isTrue());
    Stream.<Enum<?>[]>of(
            Activation.values(),
            Parametrization.values(),
            RegressionLoss.values(),
            Standardization.values(),
            Draw.values(),
            GapWeighting.values(),
            GammaSchedule.ArmScale.values(),
            Replay.Keep.values(),
            Floor.Kind.values())
        .flatMap(Arrays::stream)
        .forEach(constant -> assertThat(lines).contains(Constants.word(constant)));
  }

  private static String name(Class<?> part) {
    return part.getSimpleName() + "[";
  }

  @Test
  void partsThatDoNotFitEachOtherAreToldToo() {
    AgentSpec spec =
        Agents.neuSquareCb(new ArmFeatures(2), 1)
            .withExploration(new Exploration.LowerConfidence(1));
    assertThat(AgentSpec.parse(spec.canonical())).isEqualTo(spec);
  }

  @Test
  void aFloorOfNegativeZeroIsNone() {
    assertThat(new Floor(Floor.Kind.NONE, -0.0)).isEqualTo(Floor.NONE);
  }

  @ParameterizedTest
  @MethodSource("lines")
  void aLineWithAnyCharacterChangedTellsAnotherSpecOrNone(String line) {
    AgentSpec spec = AgentSpec.parse(line);
    for (int at = 0; at < line.length(); at++) {
      for (String other : List.of("", "0", "9", " ", "(", ")", ",", "x", "٣", "-", "\n")) {
        String changed = line.substring(0, at) + other + line.substring(at + 1);
        if (!changed.equals(line)) {
          assertTellsItselfOrNothing(changed, spec);
          assertTellsItselfOrNothing(line.substring(0, at) + other + line.substring(at), spec);
        }
      }
      assertTellsItselfOrNothing(line.substring(0, at), spec);
    }
  }

  static List<String> lines() {
    return List.of(NEURAL, RIDGE, MIRROR, Agents.uniform(new ArmFeatures(3), -1).canonical());
  }

  private static void assertTellsItselfOrNothing(String changed, AgentSpec spec) {
    AgentSpec told;
    try {
      told = AgentSpec.parse(changed);
    } catch (IllegalArgumentException e) {
      return;
    }
    assertThat(told.canonical()).isEqualTo(changed);
    assertThat(told.equals(spec)).isEqualTo(changed.equals(spec.canonical()));
  }

  /** What stands in a line, and what is not to the letter what stands there. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "contextual-bandit features->bandit features",
        "contextual-bandit -> contextual-bandit ",
        "features=blocks(3,4)->features=blocks(3, 4)",
        "features=blocks(3,4)->features=blocks(03,4)",
        "features=blocks(3,4)->features=blocks(+3,4)",
        "features=blocks(3,4)->features=blocks(3)",
        "features=blocks(3,4)->features=rows(3,4)",
        "features=blocks(3,4)->features=arms(0)",
        "gap(reweighted->gap(REWEIGHTED",
        "gap(reweighted->gap(unweighted",
        "0x1.8p0->1.5",
        "0x1.8p0->0x1.80p0",
        "0x1.8p0->NaN",
        "root,->two,",
        "thin(2,3)->thin(2147483647,1)",
        "thin(2,3)->thin(2,0)",
        "thin(2,3)->thick(2,3)",
        "floor=mix(0x1.0p-1)->floor=mix(0x1.0p1)",
        "floor=mix(0x1.0p-1)->floor=max(0x1.0p-1)",
        "floor=mix(0x1.0p-1) draw=cumulative->draw=cumulative floor=mix(0x1.0p-1)",
        "draw=cumulative->draw=cumulative draw=cumulative",
        "seed=5->seed=-0",
        "seed=5->seed=99999999999999999999",
        "seed=5->seed=9999999999999999999",
        "hidden=[100]->hidden=[100,]",
        "hidden=[100]->hidden=100",
        "hidden=[100]->hidden=[99999999999]",
        "activation=relu->activation=gelu",
        "loss=kullback-leibler->loss=kullback_leibler",
        "rate=constant->rate=instant",
        "perturbation=none->perturbation=none()",
        "perturbation=none->perturbation=some",
        "radii=radii->radii=diameters",
        "memory=replay(last,->memory=replay(first,",
        "memory=replay->memory=recall",
        "regression=neural->regression=spiking",
        "standardization=online->standardization=online ",
      })
  void whatIsNotToTheLetterTheLineOfAnySpecIsRefused(String change) {
    int arrow = change.indexOf("->");
    String from = change.substring(0, arrow);
    assertThat(NEURAL).contains(from);
    String changed = NEURAL.replace(from, change.substring(arrow + 2));
    assertThatThrownBy(() -> AgentSpec.parse(changed)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ridge penalty=->ridge penalty=1",
        "ridge penalty=0x1.0p0->ridge penalty=0x0.0p0",
        "ridge penalty=0x1.0p0->ridge ",
        "ridge penalty=0x1.0p0->ridge penalty= 0x1.0p0",
        "ridge penalty=0x1.0p0->none ",
        "lower-confidence->upper-confidence",
        "floor=none->floor=none(0x0.0p0)",
      })
  void ofARidgeRegressionToo(String change) {
    int arrow = change.indexOf("->");
    String from = change.substring(0, arrow);
    assertThat(RIDGE).contains(from);
    String changed = RIDGE.replace(from, change.substring(arrow + 2));
    assertThatThrownBy(() -> AgentSpec.parse(changed)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mirror loss=->mirror ",
        "mirror loss=->mirror  loss=",
        "loss=kullback-leibler->loss=",
        "loss=kullback-leibler->loss=logistic",
        "loss=kullback-leibler->loss=Squared",
        " algorithm=adaptive-> algorithm=unadaptive",
        " algorithm=-> algorithms=",
        "expert(0x1.0p-2,->expert(0x0.0p0,",
        "expert(0x1.0p-2,->expert(0x1.00p-2,",
        "expert(0x1.0p-2,->expert(",
        "mirror->mirrors",
      })
  void ofAMirrorRegressionToo(String change) {
    int arrow = change.indexOf("->");
    String from = change.substring(0, arrow);
    assertThat(MIRROR).contains(from);
    String changed = MIRROR.replace(from, change.substring(arrow + 2));
    assertThatThrownBy(() -> AgentSpec.parse(changed)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aLineThatIsNotCanonicalIsToldTheOneThatWouldBe() {
    String line = RIDGE.replace("seed=5", "seed=05");
    assertThatThrownBy(() -> AgentSpec.parse(line))
        .hasMessage(
            "an agent must be told by its canonical line: agent=" + line + ", canonical=" + RIDGE);
  }

  @Test
  void networksOfManyFeaturesTakeSmallerSteps() {
    for (int d : List.of(1, 80, 160, 785)) {
      Features features = new ArmFeatures(d);
      double rate = d <= 80 ? 0.1 : 8.0 / d;
      List<AgentSpec> agents =
          List.of(
              Agents.neuFastCb(features, 1),
              Agents.neuSquareCb(features, 1),
              Agents.neuralEpsilonGreedy(features, 0.1, 1));
      for (AgentSpec agent : agents) {
        assertThat(agent.regression())
            .isInstanceOfSatisfying(
                NeuralSpec.class,
                network ->
                    assertThat(network.learningRate()).isEqualTo(new LearningRate.Constant(rate)));
      }
    }
  }
}
