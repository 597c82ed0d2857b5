package io.thalweg.benchmarks.bandit;

import io.thalweg.bandit.AgentSpec;
import io.thalweg.bandit.Agents;
import io.thalweg.bandit.ArmFeatures;
import io.thalweg.bandit.Arms;
import io.thalweg.bandit.BanditModel;
import io.thalweg.bandit.ContextualBandit;
import io.thalweg.bandit.Decision;
import io.thalweg.bandit.Features;
import io.thalweg.bandit.MirrorSpec;
import io.thalweg.bandit.NeuralSpec;
import io.thalweg.bandit.RegressionLoss;
import io.thalweg.bandit.Replay;

/** One of our agents over requests that come round again. */
final class OurTurn {
  private static final int LEARNED = 1000;

  private final Requests requests;
  private final int dimension;
  private final int count;
  private final ContextualBandit agent;
  private final BanditModel model;
  private final Arms arms = new Arms();
  private final Decision decision = new Decision();
  private int next;

  /** An agent that has learned a thousand outcomes. */
  OurTurn(String agent, Shape shape) {
    dimension = shape.dimension();
    count = shape.arms();
    requests = new Requests(dimension, count);
    this.agent = new ContextualBandit(spec(agent, new ArmFeatures(dimension), shape.units()));
    model = this.agent.create();
    for (int t = 0; t < LEARNED; t++) {
      learn();
    }
  }

  private static AgentSpec spec(String agent, Features features, int units) {
    NeuralSpec network = NeuralSpec.of(RegressionLoss.SQUARED, 1).withHidden(units);
    return switch (agent) {
      case "squarecb-ridge" -> Agents.squareCb(features, 1);
      case "squarecb-mirror" ->
          Agents.squareCb(features, 1).withRegression(MirrorSpec.of(RegressionLoss.SQUARED));
      case "fastcb-mirror" -> Agents.fastCb(features, 1);
      case "neusquarecb" -> Agents.neuSquareCb(features, network, 1);
      case "neusquarecb-no-replay" ->
          Agents.neuSquareCb(features, network.withReplay(Replay.NONE), 1);
      default -> throw new IllegalArgumentException("no such agent: " + agent);
    };
  }

  private int request() {
    int request = next;
    next = (next + 1) % Requests.COUNT;
    arms.rows(requests.rows[request], dimension, count);
    return request;
  }

  /** Decides about the next request. */
  int decide() {
    int request = request();
    agent.decide(model, arms, request, decision);
    return decision.chosen();
  }

  /** Learns the loss of an arm of the next request. */
  long learn() {
    int request = request();
    agent.learn(model, arms, request % count, requests.losses[request], 1);
    return model.learned();
  }
}
