package io.thalweg.benchmarks.bandit;

import io.thalweg.bandit.AgentSpec;
import io.thalweg.bandit.ArmBlocks;
import io.thalweg.bandit.Arms;
import io.thalweg.bandit.BanditModel;
import io.thalweg.bandit.ContextualBandit;
import io.thalweg.bandit.Decision;
import io.thalweg.bandit.Features;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * Who plays problems.
 *
 * @param plays whether it can play a problem in bearable time
 * @param start sits down to a problem, for a repetition
 */
record Player(String name, Predicate<Problem> plays, BiFunction<Problem, Integer, Game> start) {
  /** One player at one problem. */
  interface Game extends AutoCloseable {
    /** The arm for the context of a round. */
    int choose(int round, float[] context);

    /** Is told the loss of the last arm chosen. */
    void learn(double loss);

    @Override
    default void close() {}
  }

  /** One of ours, by its features and the seed of a repetition. */
  static Player ours(
      String name, Predicate<Problem> plays, BiFunction<Features, Long, AgentSpec> agent) {
    return new Player(
        name,
        plays,
        (problem, repetition) ->
            new Ours(
                problem,
                agent.apply(
                    new ArmBlocks(problem.dimension(), problem.arms()), 500L + repetition)));
  }

  /** Vowpal Wabbit's SquareCB with options besides. */
  static Player vowpalWabbit(String name, Predicate<Problem> plays, String options) {
    return new Player(
        name, plays, (problem, repetition) -> new VowpalWabbit(problem, options, repetition));
  }

  /** The regret over the rounds of one repetition. */
  double regret(Problem problem, int repetition) {
    Rounds rounds = problem.rounds().apply(repetition);
    float[] context = new float[problem.dimension()];
    double regret = 0;
    try (Game game = start.apply(problem, repetition)) {
      for (int t = 0; t < rounds.count(); t++) {
        rounds.context(t, context);
        int arm = game.choose(t, context);
        regret += rounds.regret(t, arm);
        game.learn(rounds.loss(t, arm));
      }
    }
    return regret;
  }

  private static final class Ours implements Game {
    private final ContextualBandit agent;
    private final BanditModel model;
    private final Arms arms = new Arms();
    private final Decision decision = new Decision();
    private final int[] blocks;

    Ours(Problem problem, AgentSpec spec) {
      agent = new ContextualBandit(spec);
      model = agent.create();
      blocks = new int[problem.arms()];
      Arrays.setAll(blocks, i -> i);
    }

    @Override
    public int choose(int round, float[] context) {
      arms.blocks(context, context.length, blocks, blocks.length);
      agent.decide(model, arms, round, decision);
      return decision.chosen();
    }

    @Override
    public void learn(double loss) {
      agent.learn(model, arms, decision.chosen(), loss, 1);
    }
  }
}
