package io.thalweg.bandit;

import io.thalweg.math.Lcg;

/** Small requests for tests: arms with features of their own, or in blocks. */
public final class Worlds {
  public static final int DIMENSION = 3;
  public static final int BLOCKS = 6;

  private Worlds() {}

  /** Arms that fit the features, their values in ±1. */
  public static Arms arms(Features features, Lcg random, int count) {
    int d = features.dimension();
    if (features instanceof ArmFeatures) {
      return new Arms().rows(random.dense(d * count).values(), d, count);
    }
    int[] blocks = new int[count];
    for (int a = 0; a < count; a++) {
      blocks[a] = a % (features.inputs() / d);
    }
    return new Arms().blocks(random.dense(d).values(), d, blocks, count);
  }

  /** The loss of an arm: 1 where its first value is positive, but for some noise. */
  public static double loss(Arms arms, int arm, Lcg random) {
    boolean positive = arms.values()[arms.at(arm)] > 0;
    return positive == random.uniform() < 0.9 ? 1 : 0;
  }

  /** Decides and learns so many rounds of six arms, and returns the sum of losses. */
  public static double run(
      ContextualBandit agent, BanditModel model, Lcg random, long first, int rounds) {
    Decision decision = new Decision();
    double sum = 0;
    for (int t = 0; t < rounds; t++) {
      Arms arms = arms(agent.spec().features(), random, BLOCKS);
      agent.decide(model, arms, first + t, decision);
      double loss = loss(arms, decision.chosen(), random);
      sum += loss;
      agent.learn(model, arms, decision.chosen(), loss, 1);
    }
    return sum;
  }
}
