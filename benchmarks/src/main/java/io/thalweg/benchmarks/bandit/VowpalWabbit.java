package io.thalweg.benchmarks.bandit;

import io.thalweg.math.KeyedRandom;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import vowpalWabbit.learner.VWActionProbsLearner;
import vowpalWabbit.learner.VWLearners;
import vowpalWabbit.responses.ActionProb;

/**
 * Vowpal Wabbit's SquareCB: the context is its namespace {@code u}, an arm's name its namespace
 * {@code a}. It says how probable each arm is; one is drawn here, by the key of the round.
 */
final class VowpalWabbit implements Player.Game {
  /** What it is started with; all else is its default. */
  static final String OPTIONS = "--cb_explore_adf --squarecb --quiet";

  private final VWActionProbsLearner learner;
  private final KeyedRandom draws;
  private final String[] lines;
  private final double[] probabilities;
  private int chosen;

  /** One that has learned nothing. */
  VowpalWabbit(Problem problem, String options, long seed) {
    learner = VWLearners.create((OPTIONS + " " + options).strip());
    draws = new KeyedRandom(seed, 1);
    lines = new String[problem.arms() + 1];
    probabilities = new double[problem.arms()];
    Arrays.setAll(lines, i -> arm(i - 1));
  }

  private static String arm(int arm) {
    return "|a arm" + arm;
  }

  /** The line of a context; zeros have no part in a line. */
  static String shared(float[] context) {
    StringBuilder line = new StringBuilder("shared |u");
    for (int i = 0; i < context.length; i++) {
      if (context[i] != 0) {
        line.append(" x").append(i).append(':').append(context[i]);
      }
    }
    return line.toString();
  }

  @Override
  public int choose(int round, float[] context) {
    lines[0] = shared(context);
    for (ActionProb each : learner.predict(lines).getActionProbs()) {
      probabilities[each.getAction()] = each.getProbability();
    }
    double rest = draws.uniform(round) * Arrays.stream(probabilities).sum();
    chosen = 0;
    while (chosen < probabilities.length - 1 && rest >= probabilities[chosen]) {
      rest -= probabilities[chosen++];
    }
    return chosen;
  }

  @Override
  public void learn(double loss) {
    lines[chosen + 1] = chosen + ":" + loss + ":" + probabilities[chosen] + " " + arm(chosen);
    learner.learn(lines);
    lines[chosen + 1] = arm(chosen);
  }

  @Override
  public void close() {
    try {
      learner.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
