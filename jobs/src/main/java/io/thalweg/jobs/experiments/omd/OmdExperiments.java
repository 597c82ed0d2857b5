package io.thalweg.jobs.experiments.omd;

import io.thalweg.jobs.experiments.Experiment;
import java.util.List;

/** All experiments on online mirror descent. */
public final class OmdExperiments {
  private OmdExperiments() {}

  /** In the order of their names; each takes seconds at most. */
  public static List<Experiment> all() {
    return List.of(
        new PerfectHints(),
        new PureNoise(),
        new AveragedRisk(),
        new AdaptiveAdversary(),
        new NoiseScale(),
        new SquaredLossRegret(),
        new MovingTarget(),
        new KinkedLoss(),
        new SparseHints(),
        new DelayedLabels(),
        new SparseSolutions(),
        new EntropicPitfall(),
        new MixedHints(),
        new SlowDrift());
  }
}
