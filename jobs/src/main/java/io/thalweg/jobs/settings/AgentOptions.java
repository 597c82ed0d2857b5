package io.thalweg.jobs.settings;

import io.thalweg.bandit.Activation;
import io.thalweg.bandit.Draw;
import io.thalweg.bandit.GammaSchedule;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The options of the agents. {@code {a, b}} in a key stands for either of the agents. */
final class AgentOptions {
  private static final Declared DECLARED = new Declared();
  private static final String KEY = "models[].agent";

  private static final String ALL = of(AgentKind.values());
  private static final String FLOORED =
      of(
          AgentKind.NEU_FAST_CB,
          AgentKind.NEU_SQUARE_CB,
          AgentKind.LIN_UCB,
          AgentKind.SQUARE_CB,
          AgentKind.FAST_CB,
          AgentKind.THOMPSON);
  private static final String GREEDY =
      of(AgentKind.NEURAL_EPSILON_GREEDY, AgentKind.EPSILON_GREEDY);
  private static final String GAP =
      of(AgentKind.NEU_FAST_CB, AgentKind.NEU_SQUARE_CB, AgentKind.SQUARE_CB, AgentKind.FAST_CB);
  private static final String RIDGE =
      of(AgentKind.EPSILON_GREEDY, AgentKind.LIN_UCB, AgentKind.SQUARE_CB, AgentKind.THOMPSON);
  private static final String LINEAR = of(AgentKind.EPSILON_GREEDY, AgentKind.SQUARE_CB);
  private static final String NETWORK =
      of(AgentKind.NEU_FAST_CB, AgentKind.NEU_SQUARE_CB, AgentKind.NEURAL_EPSILON_GREEDY)
          + ".network";

  static final Setting<AgentKind> AGENT =
      DECLARED.add(
          Setting.defaulted(
              KEY,
              ValueType.oneOf(List.of(AgentKind.values()), AgentKind::word),
              AgentKind.NEU_FAST_CB.word(),
              "",
              "Who chooses: the word alone, or a section of that name. Which to take is in"
                  + " [decisions.md](decisions.md)."));
  static final Setting<Long> SEED =
      DECLARED.add(
          Setting.defaulted(
              ALL + ".seed",
              ValueType.count(),
              "1",
              "",
              "Of all random numbers: chosen actions are drawn by it and the request's id. A policy"
                  + " that is judged on a log must have another seed than the one that wrote it."));
  static final Setting<Draw> DRAW =
      DECLARED.add(
          Setting.defaulted(
              ALL + ".draw",
              ValueType.oneOf(Draw.class),
              "cumulative",
              "",
              "How an action is drawn: `cumulative`, or `race`, where the order of the actions does"
                  + " not matter and a small change of the probabilities seldom changes the action."));
  static final Setting<String> FLOOR =
      DECLARED.add(
          Setting.defaulted(
              FLOORED + ".floor",
              ValueType.oneOf("mix", "projection", "none"),
              "mix",
              "",
              "What gives each of K actions a least probability of ε/K, so that importance weights"
                  + " stay below K/ε: the word alone, or `mix` or `projection` with ε."));
  static final Setting<Double> FLOOR_MIX =
      DECLARED.add(
          Setting.defaulted(
              FLOORED + ".floor.mix",
              ValueType.shareAboveZero(),
              "0.01",
              "",
              "ε of a mixture with the uniform choice. The default cost 0 to 5 % of regret where it"
                  + " was measured."));
  static final Setting<Double> FLOOR_PROJECTION =
      DECLARED.add(
          Setting.defaulted(
              FLOORED + ".floor.projection",
              ValueType.shareAboveZero(),
              "0.01",
              "",
              "ε of the nearest probabilities none of which lies below ε/K."));
  static final Setting<Double> EPSILON =
      DECLARED.add(
          Setting.defaulted(
              GREEDY + ".epsilon",
              ValueType.shareAboveZero(),
              "0.05",
              "",
              "Share of the requests at which any action is chosen, all alike."));
  static final Setting<Double> WIDTHS =
      DECLARED.add(
          Setting.defaulted(
              of(AgentKind.LIN_UCB) + ".widths",
              ValueType.numberFromZero(),
              "0.3",
              "",
              "How many widths of its confidence interval an action's loss is thought better than"
                  + " predicted; often called α."));
  static final Setting<Double> SCALE =
      DECLARED.add(
          Setting.defaulted(
              of(AgentKind.THOMPSON) + ".scale",
              ValueType.numberAboveZero(),
              "0.3",
              "",
              "Deviation of the posterior that weights are drawn from."));
  static final Setting<Integer> SAMPLES =
      DECLARED.add(
          Setting.defaulted(
              of(AgentKind.THOMPSON) + ".samples",
              ValueType.wholeNumber(1, 10_000),
              "64",
              "draws per request",
              "Of how many draws an action's probability is the share that it wins."));
  static final Setting<String> REGRESSION =
      DECLARED.add(
          Setting.defaulted(
              LINEAR + ".regression",
              ValueType.oneOf("ridge", "mirror"),
              "ridge",
              "",
              "How the linear model learns: `ridge`, exactly, with at most 2048 inputs and at a cost"
                  + " that is their square; `mirror`, by the steps of the `adaptive` learner, a"
                  + " little slower, with any number of inputs and at the cost of those that are"
                  + " not 0."));
  static final Setting<Double> PENALTY =
      DECLARED.add(
          Setting.defaulted(
              RIDGE + ".penalty",
              ValueType.numberAboveZero(),
              "1",
              "",
              "Times the sum of the weights' squares in the ridge regression; `regression: mirror` has none."));
  static final Setting<Double> GAMMA_SCALE =
      DECLARED.add(
          Setting.optional(
              GAP + ".gamma.scale",
              ValueType.numberAboveZero(),
              "neuFastCb 1.5, neuSquareCb 5, squareCb and fastCb 10",
              "",
              "γ₀ of γ = γ₀·s·n^exponent, by which gaps between predicted losses weigh: larger is"
                  + " greedier. n counts what the deciding model has learned. Without `replay` a"
                  + " third of the default is better for neuSquareCb."));
  static final Setting<Double> GAMMA_EXPONENT =
      DECLARED.add(
          Setting.defaulted(
              GAP + ".gamma.exponent",
              ValueType.unit(),
              "0.5",
              "",
              "How γ grows with n: 0 for not at all."));
  static final Setting<GammaSchedule.ArmScale> GAMMA_ARMS =
      DECLARED.add(
          Setting.optional(
              GAP + ".gamma.armScale",
              ValueType.oneOf(GammaSchedule.ArmScale.class),
              "squareCb and fastCb one, the others root",
              "",
              "s: 1, or the root of the number of eligible actions."));
  static final Setting<Long> GAMMA_CAP =
      DECLARED.add(
          Setting.optional(
              GAP + ".gamma.cap",
              ValueType.count(),
              "γ grows for ever",
              "learned events",
              "The n from which γ grows no more, for streams that drift."));
  static final Setting<Integer> THINNING_BEST =
      DECLARED.add(
          Setting.required(
              GAP + ".thinning.best",
              ValueType.wholeNumber(1, 1_000_000),
              "actions",
              "With very many actions: how many of the best predicted ones share the exploration."
                  + " Without the section `thinning` all actions do."));
  static final Setting<Integer> THINNING_OTHERS =
      DECLARED.add(
          Setting.required(
              GAP + ".thinning.others",
              ValueType.wholeNumber(1, 1_000_000),
              "actions",
              "How many of the rest, drawn by chance, do so too; at least 1, so that each keeps a"
                  + " probability."));

  static final Setting<Integer> HIDDEN =
      DECLARED.add(
          Setting.optional(
              NETWORK + ".hidden[]",
              ValueType.wholeNumber(1, 4096),
              "`[100]`",
              "units",
              "Units of each hidden layer, at most two; `[]` is a linear model."));
  static final Setting<Activation> ACTIVATION =
      DECLARED.add(
          Setting.defaulted(
              NETWORK + ".activation",
              ValueType.oneOf(Activation.class),
              "relu",
              "",
              "What a hidden unit makes of its sum."));
  static final Setting<String> PARAMETRIZATION =
      DECLARED.add(
          Setting.defaulted(
              NETWORK + ".parametrization",
              ValueType.oneOf("standard", "paper"),
              "standard",
              "",
              "How layers are scaled and where they start: as networks in practice, or as in the"
                  + " theory of wide ones, which learn almost only their last layer."));
  static final Setting<String> PERTURBATION =
      DECLARED.add(
          Setting.defaulted(
              NETWORK + ".perturbation",
              ValueType.oneOf("none", "decay", "signs"),
              "none",
              "",
              "What draws the parameters to where they began: nothing, or a section of one of the"
                  + " other names. It explores nothing."));
  static final Setting<Double> DECAY =
      DECLARED.add(
          Setting.required(
              NETWORK + ".perturbation.decay",
              ValueType.shareAboveZero(),
              "",
              "Times half the squared distance from there, added to the loss."));
  static final Setting<Integer> SIGNS_COUNT =
      DECLARED.add(
          Setting.required(
              NETWORK + ".perturbation.signs.count",
              ValueType.wholeNumber(1, 64),
              "",
              "How many random sign vectors, those of the paper, the output is averaged over."));
  static final Setting<Double> SIGNS_SIZE =
      DECLARED.add(
          Setting.required(
              NETWORK + ".perturbation.signs.size",
              ValueType.numberAboveZero(),
              "",
              "Their size, at most 10; refused where steps would diverge."));
  static final Setting<Double> RADIUS_HIDDEN =
      DECLARED.add(
          Setting.defaulted(
              NETWORK + ".radii.hidden",
              ValueType.numberAboveZero(),
              "100",
              "",
              "Radius of the ball around its beginning that each hidden layer stays in."));
  static final Setting<Double> RADIUS_OUTPUT =
      DECLARED.add(
          Setting.defaulted(
              NETWORK + ".radii.output",
              ValueType.numberAboveZero(),
              "30",
              "",
              "The same of the output layer."));
  static final Setting<Double> LEARNING_RATE =
      DECLARED.add(
          Setting.optional(
              NETWORK + ".learningRate",
              ValueType.numberAboveZero(),
              "`0.1`, or 8 over the values of an action where that is less",
              "",
              "Size of a gradient step, the same for every event, at most 100; or a section of one"
                  + " of the two below."));
  static final Setting<Double> RATE_INVERSE_ROOT =
      DECLARED.add(
          Setting.optional(
              NETWORK + ".learningRate.inverseRoot",
              ValueType.numberAboveZero(),
              "the size is constant",
              "",
              "Size of the first step; that of the n-th is it over the root of n."));
  static final Setting<Double> RATE_HARMONIC =
      DECLARED.add(
          Setting.optional(
              NETWORK + ".learningRate.harmonic",
              ValueType.numberAboveZero(),
              "the size is constant",
              "",
              "Growth µ of the loss, at least 0.04; the n-th step has size 4/(µ·n)."));
  static final Setting<Double> GRADIENT_LIMIT =
      DECLARED.add(
          Setting.defaulted(
              NETWORK + ".gradientLimit",
              ValueType.numberAboveZero(),
              "10",
              "",
              "Longer gradients of an event are shortened to it."));
  static final Setting<Boolean> STANDARDIZE =
      DECLARED.add(
          Setting.defaulted(
              NETWORK + ".standardize",
              ValueType.flag(),
              "true",
              "",
              "Takes each input less its mean and over its deviation, both learned online."));
  static final Setting<String> REPLAY =
      DECLARED.add(
          Setting.optional(
              NETWORK + ".replay",
              ValueType.oneOf("none"),
              "a section of these defaults",
              "",
              "What is remembered for more steps: the word `none`, or a section."));
  static final Setting<String> REPLAY_KEEP =
      DECLARED.add(
          Setting.defaulted(
              NETWORK + ".replay.keep",
              ValueType.oneOf("last", "reservoir"),
              "last",
              "",
              "The last events, which follows drift, or a uniform sample of all."));
  static final Setting<Integer> REPLAY_CAPACITY =
      DECLARED.add(
          Setting.defaulted(
              NETWORK + ".replay.capacity",
              ValueType.wholeNumber(1, 1 << 20),
              "4096",
              "events",
              "How many are remembered; they are part of the model."));
  static final Setting<Integer> REPLAY_STEPS =
      DECLARED.add(
          Setting.defaulted(
              NETWORK + ".replay.steps",
              ValueType.wholeNumber(1, 64),
              "4",
              "steps",
              "More steps per learned event, each on one that is remembered."));

  private AgentOptions() {}

  static List<Setting<?>> all() {
    return DECLARED.all();
  }

  private static String of(AgentKind... kinds) {
    String words = Arrays.stream(kinds).map(AgentKind::word).collect(Collectors.joining(", "));
    return KEY + "." + (kinds.length == 1 ? words : "{" + words + "}");
  }
}
