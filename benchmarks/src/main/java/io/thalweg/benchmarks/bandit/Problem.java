package io.thalweg.benchmarks.bandit;

import io.thalweg.jobs.experiments.bandit.Environment;
import java.util.function.IntFunction;
import java.util.stream.DoubleStream;

/**
 * A contextual bandit problem: in each round all arms share a context, which each sees in a block
 * of its own.
 *
 * @param dimension values of the context, with the constant that stands last
 * @param rounds the problem's rounds, by the number of the repetition, from 1 on
 */
record Problem(String name, int dimension, int arms, IntFunction<Rounds> rounds) {
  private static final int SYNTHETIC_DIMENSION = 5;
  private static final int SYNTHETIC_ARMS = 4;
  private static final long FIRST_SEED = 1000;

  /** The synthetic problem of a kind, repetition 1 of the seed 1001. */
  static Problem of(Environment.Kind kind, int rounds) {
    String name = kind == Environment.Kind.QUADRATIC ? "quad" : "clean";
    return new Problem(
        name,
        SYNTHETIC_DIMENSION,
        SYNTHETIC_ARMS,
        repetition -> new Synthetic(kind, FIRST_SEED + repetition, rounds));
  }

  /** Choosing the class of each example: loss 0 for the right one, else 1. */
  static Problem of(String name, Classes classes, int rounds) {
    return new Problem(
        name,
        classes.dimension() + 1,
        classes.count(),
        repetition -> new Shuffled(classes, repetition, rounds));
  }

  /** Rounds of an {@link Environment}. */
  private static final class Synthetic implements Rounds {
    private final Environment environment;
    private final int count;
    private final double[] means = new double[SYNTHETIC_ARMS];

    Synthetic(Environment.Kind kind, long seed, int count) {
      environment = new Environment(kind, seed, SYNTHETIC_DIMENSION, SYNTHETIC_ARMS);
      this.count = count;
    }

    @Override
    public int count() {
      return count;
    }

    @Override
    public void context(int round, float[] into) {
      environment.context(round, into);
    }

    @Override
    public double loss(int round, int arm) {
      environment.means(round, means);
      return environment.loss(round, arm, means[arm]);
    }

    @Override
    public double regret(int round, int arm) {
      environment.means(round, means);
      return means[arm] - DoubleStream.of(means).min().orElseThrow();
    }
  }

  /** Examples in an order by chance, each at most once. */
  private record Shuffled(Classes classes, int[] order, int count) implements Rounds {
    Shuffled(Classes classes, int repetition, int most) {
      this(classes, classes.order(FIRST_SEED + repetition), Math.min(most, classes.size()));
    }

    @Override
    public void context(int round, float[] into) {
      classes.features(order[round], into);
      into[classes.dimension()] = 1;
    }

    @Override
    public double loss(int round, int arm) {
      return classes.label(order[round]) == arm ? 0 : 1;
    }

    @Override
    public double regret(int round, int arm) {
      return loss(round, arm);
    }
  }
}
