package io.thalweg.jobs.experiments.bandit;

import io.thalweg.bandit.Arms;
import io.thalweg.bandit.BanditModel;
import io.thalweg.bandit.ContextualBandit;
import io.thalweg.bandit.Decision;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Agents on synthetic problems: five values with the constant, four arms in blocks, problems by
 * number. What is measured is the regret: the sum over rounds of the chosen arm's expected loss
 * less the least one.
 */
final class Contest {
  private static final int DIMENSION = 5;
  private static final int ARMS = 4;
  private static final int FIRST_SEED = 1000;

  /**
   * A mean over problems, with its standard deviation between them.
   *
   * @param deviation of one problem's regret
   */
  record Regret(double mean, double deviation, int problems) {}

  private final int problems;
  private final int rounds;

  /** Contests over the problems 1 to {@code problems}. */
  Contest(int problems, int rounds) {
    this.problems = problems;
    this.rounds = rounds;
  }

  /** The regret of one agent on problems of one kind. */
  Regret run(Contestant contestant, Environment.Kind kind) {
    double[] regrets =
        IntStream.rangeClosed(1, problems)
            .mapToDouble(problem -> regret(contestant, kind, problem))
            .toArray();
    double mean = DoubleStream.of(regrets).average().orElseThrow();
    double squares = DoubleStream.of(regrets).map(r -> (r - mean) * (r - mean)).sum();
    return new Regret(mean, Math.sqrt(squares / problems), problems);
  }

  private double regret(Contestant contestant, Environment.Kind kind, int problem) {
    Environment environment = new Environment(kind, FIRST_SEED + problem, DIMENSION, ARMS);
    ContextualBandit agent = new ContextualBandit(contestant.spec(environment, problem));
    BanditModel model = agent.create();
    int dimension = contestant.contexts().dimension(DIMENSION);
    int kept = contestant.delay() + 1;
    float[][] contexts = new float[kept][dimension];
    int[] chosen = new int[kept];
    double[] losses = new double[kept];
    float[] context = new float[DIMENSION];
    double[] means = new double[ARMS];
    int[] blocks = IntStream.range(0, ARMS).toArray();
    Arms arms = new Arms();
    Decision decision = new Decision();
    double regret = 0;
    for (int t = 0; t < rounds; t++) {
      int now = t % kept;
      environment.context(t, context);
      environment.means(t, means);
      contestant.contexts().show(context, contexts[now]);
      agent.decide(model, arms.blocks(contexts[now], dimension, blocks, ARMS), t, decision);
      chosen[now] = decision.chosen();
      losses[now] = environment.loss(t, chosen[now], means[chosen[now]]);
      regret += means[chosen[now]] - DoubleStream.of(means).min().orElseThrow();
      if (t >= contestant.delay()) {
        int then = (t + 1) % kept;
        arms.blocks(contexts[then], dimension, blocks, ARMS);
        agent.learn(model, arms, chosen[then], losses[then], 1);
      }
    }
    return regret;
  }
}
