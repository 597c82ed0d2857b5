package io.thalweg.jobs.experiments.bandit;

import io.thalweg.bandit.AgentSpec;
import io.thalweg.bandit.ArmBlocks;
import io.thalweg.bandit.Features;
import java.util.function.BiFunction;

/**
 * An agent that takes part, with what another implementation, in another language and in double
 * precision, has measured of it: the mean regret over the same problems; NaN where it has not.
 *
 * @param delay rounds from a decision to its loss
 * @param agent the agent on features of a form, by the number of its problem
 */
record Contestant(
    String name,
    Contexts contexts,
    int delay,
    double quadratic,
    double clean,
    BiFunction<Features, Integer, AgentSpec> agent) {
  /** What the agent sees of a context. */
  enum Contexts {
    /** Its values. */
    PLAIN {
      @Override
      int dimension(int values) {
        return values;
      }

      @Override
      void show(float[] context, float[] into) {
        System.arraycopy(context, 0, into, 0, context.length);
      }
    },

    /** All products of two of its values, in which the quadratic problem is nearly linear. */
    PRODUCTS {
      @Override
      int dimension(int values) {
        return values * (values + 1) / 2;
      }

      @Override
      void show(float[] context, float[] into) {
        int k = 0;
        for (int i = 0; i < context.length; i++) {
          for (int j = i; j < context.length; j++) {
            into[k++] = context[i] * context[j];
          }
        }
      }
    };

    abstract int dimension(int values);

    abstract void show(float[] context, float[] into);
  }

  /** One that sees plain contexts and learns each loss at once. */
  static Contestant of(
      String name, double quadratic, double clean, BiFunction<Features, Integer, AgentSpec> agent) {
    return new Contestant(name, Contexts.PLAIN, 0, quadratic, clean, agent);
  }

  /** The same, but its losses come later. */
  Contestant delayed(int rounds, double quadratic, double clean) {
    return new Contestant(
        name + ", losses " + rounds + " rounds late", contexts, rounds, quadratic, clean, agent);
  }

  /** The same, but it sees products. */
  Contestant onProducts(String name, double quadratic, double clean) {
    return new Contestant(name, Contexts.PRODUCTS, delay, quadratic, clean, agent);
  }

  /** What the other implementation has measured. */
  double reference(Environment.Kind kind) {
    return kind == Environment.Kind.QUADRATIC ? quadratic : clean;
  }

  /** The agent's settings for a problem. */
  AgentSpec spec(Environment environment, int problem) {
    int dimension = contexts.dimension(environment.dimension());
    return agent.apply(new ArmBlocks(dimension, environment.arms()), problem);
  }
}
