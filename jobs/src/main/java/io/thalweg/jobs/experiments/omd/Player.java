package io.thalweg.jobs.experiments.omd;

import io.thalweg.convex.Optimizer;
import io.thalweg.convex.OptimizerSpec;

/** An optimizer with one state, and what it has paid in linear losses. */
final class Player {
  final Optimizer optimizer;
  final double[] state;
  final double[] x;
  final double[] sum;
  double linear;

  Player(OptimizerSpec spec, int d) {
    this.optimizer = spec.optimizer(d);
    this.state = new double[optimizer.stateLength()];
    this.x = new double[d];
    this.sum = new double[d];
    optimizer.start(state);
  }

  /** The point of the round. */
  double[] play() {
    optimizer.play(state, x);
    return x;
  }

  /** Pays ⟨g, x⟩ and learns g. */
  void learn(double... g) {
    linear += Numbers.dot(g, x);
    for (int i = 0; i < g.length; i++) {
      sum[i] += g[i];
    }
    optimizer.learn(state, g);
  }

  double variation() {
    return optimizer.variation(state);
  }

  /** Σ⟨g, x⟩ less that of the best fixed point of the unit ball. */
  double regretOnUnitBall() {
    return linear + Numbers.norm(sum);
  }
}
