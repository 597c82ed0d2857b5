package io.thalweg.jobs.settings;

import io.thalweg.bandit.AgentSpec;
import io.thalweg.bandit.Agents;
import io.thalweg.bandit.Features;

/** The agents by their words, each as it is where the settings say nothing more. */
enum AgentKind {
  NEU_FAST_CB {
    @Override
    AgentSpec of(Features features, long seed) {
      return Agents.neuFastCb(features, seed);
    }
  },
  NEU_SQUARE_CB {
    @Override
    AgentSpec of(Features features, long seed) {
      return Agents.neuSquareCb(features, seed);
    }
  },
  NEURAL_EPSILON_GREEDY {
    @Override
    AgentSpec of(Features features, long seed) {
      return Agents.neuralEpsilonGreedy(features, AgentOptions.EPSILON.defaultValue(), seed);
    }
  },
  EPSILON_GREEDY {
    @Override
    AgentSpec of(Features features, long seed) {
      return Agents.epsilonGreedy(features, AgentOptions.EPSILON.defaultValue(), seed);
    }
  },
  LIN_UCB {
    @Override
    AgentSpec of(Features features, long seed) {
      return Agents.linUcb(features, AgentOptions.WIDTHS.defaultValue(), seed);
    }
  },
  SQUARE_CB {
    @Override
    AgentSpec of(Features features, long seed) {
      return Agents.squareCb(features, seed);
    }
  },
  FAST_CB {
    @Override
    AgentSpec of(Features features, long seed) {
      return Agents.fastCb(features, seed);
    }
  },
  THOMPSON {
    @Override
    AgentSpec of(Features features, long seed) {
      return Agents.linearThompson(features, AgentOptions.SCALE.defaultValue(), seed);
    }
  },
  UNIFORM {
    @Override
    AgentSpec of(Features features, long seed) {
      return Agents.uniform(features, seed);
    }
  };

  /** The agent on features of this form, with the defaults that were best where measured. */
  abstract AgentSpec of(Features features, long seed);

  /** Whether it explores by a floor alone, whose share is its own option. */
  boolean isGreedy() {
    return this == NEURAL_EPSILON_GREEDY || this == EPSILON_GREEDY;
  }

  String word() {
    return ValueType.camelWord(this);
  }
}
