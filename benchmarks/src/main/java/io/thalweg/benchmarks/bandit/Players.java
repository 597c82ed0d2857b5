package io.thalweg.benchmarks.bandit;

import io.thalweg.bandit.Agents;
import io.thalweg.bandit.LearningRate;
import io.thalweg.bandit.MirrorSpec;
import io.thalweg.bandit.NeuralSpec;
import io.thalweg.bandit.RegressionLoss;
import io.thalweg.bandit.RidgeSpec;
import java.util.List;
import java.util.function.Predicate;

/** Vowpal Wabbit and our agents, each with the settings that it comes with. */
final class Players {
  /** Values of a context above which products of two of them are too many for Vowpal Wabbit. */
  private static final int FEW = 100;

  /** Inputs above which 64 draws of all weights for each decision take too long. */
  private static final int DRAWN = 256;

  /** Step size of networks where there are few values. */
  private static final double LARGE_STEP = 0.1;

  /** What ratios are to: linear in each arm's own block, as our agents' inputs are. */
  static final Player VOWPAL_WABBIT =
      Player.vowpalWabbit("VW squarecb, `-q ua`", problem -> true, "-q ua");

  /** As it comes: nothing in it lets an arm depend on the context. */
  static final Player PLAIN = Player.vowpalWabbit("VW squarecb, plain", problem -> true, "");

  /** With all products of two values for each arm, which are the synthetic problems' own form. */
  static final Player PRODUCTS =
      Player.vowpalWabbit(
          "VW squarecb, `-q ua --cubic uua`",
          problem -> problem.dimension() <= FEW,
          "-q ua --cubic uua");

  /** The first of the two that the goal names. */
  static final Player NEU_SQUARE_CB =
      Player.ours("NeuSquareCB", problem -> true, Agents::neuSquareCb);

  /** The second. */
  static final Player NEU_FAST_CB = Player.ours("NeuFastCB", problem -> true, Agents::neuFastCb);

  private Players() {}

  /** All of them, in the order of the table. */
  static List<Player> all() {
    Predicate<Problem> exact = problem -> inputs(problem) <= RidgeSpec.MOST_INPUTS;
    Predicate<Problem> many = problem -> problem.dimension() > FEW;
    LearningRate large = new LearningRate.Constant(LARGE_STEP);
    return List.of(
        PLAIN,
        VOWPAL_WABBIT,
        PRODUCTS,
        Player.ours("uniform", problem -> true, Agents::uniform),
        Player.ours(
            "ε-greedy, ridge, 0.05", exact, (f, seed) -> Agents.epsilonGreedy(f, 0.05, seed)),
        Player.ours("LinUCB, 0.3", exact, (f, seed) -> Agents.linUcb(f, 0.3, seed)),
        Player.ours(
            "linear Thompson, 0.3",
            problem -> inputs(problem) <= DRAWN,
            (f, seed) -> Agents.linearThompson(f, 0.3, seed)),
        Player.ours("SquareCB, ridge", exact, Agents::squareCb),
        Player.ours(
            "SquareCB, mirror",
            problem -> true,
            (f, seed) ->
                Agents.squareCb(f, seed).withRegression(MirrorSpec.of(RegressionLoss.SQUARED))),
        Player.ours("FastCB, mirror", problem -> true, Agents::fastCb),
        Player.ours(
            "ε-greedy, network, 0.05",
            problem -> true,
            (f, seed) -> Agents.neuralEpsilonGreedy(f, 0.05, seed)),
        NEU_SQUARE_CB,
        NEU_FAST_CB,
        Player.ours(
            "NeuSquareCB, step size 0.1",
            many,
            (f, seed) ->
                Agents.neuSquareCb(
                    f, NeuralSpec.of(RegressionLoss.SQUARED, seed).withLearningRate(large), seed)),
        Player.ours(
            "NeuFastCB, step size 0.1",
            many,
            (f, seed) ->
                Agents.neuFastCb(
                    f,
                    NeuralSpec.of(RegressionLoss.KULLBACK_LEIBLER, seed).withLearningRate(large),
                    seed)));
  }

  private static int inputs(Problem problem) {
    return problem.dimension() * problem.arms();
  }
}
