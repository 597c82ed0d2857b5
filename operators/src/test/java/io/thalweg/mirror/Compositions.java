package io.thalweg.mirror;

import io.thalweg.convex.Ball;
import io.thalweg.convex.Box;
import io.thalweg.convex.Convex;
import io.thalweg.convex.Domain;
import io.thalweg.convex.ElasticNet;
import io.thalweg.convex.EnsembleSpec;
import io.thalweg.convex.ExponentialWeightsSpec;
import io.thalweg.convex.FollowTheLeaderSpec;
import io.thalweg.convex.FtrlProximalSpec;
import io.thalweg.convex.Hint;
import io.thalweg.convex.L1;
import io.thalweg.convex.LaggedGradient;
import io.thalweg.convex.MirrorDescentSpec;
import io.thalweg.convex.MixedHint;
import io.thalweg.convex.NewtonSpec;
import io.thalweg.convex.OptimisticNewton;
import io.thalweg.convex.OptimizerSpec;
import io.thalweg.convex.PerCoordinateSpec;
import io.thalweg.convex.ScaleFree;
import io.thalweg.convex.Simplex;
import io.thalweg.convex.StepSize;
import io.thalweg.convex.WholeSpace;
import java.util.ArrayList;
import java.util.List;

/** Compositions of the parts there are. */
public final class Compositions {
  private Compositions() {}

  /** Every one of lazy mirror descent's. */
  public static List<LearnerSpec> of(int dimension) {
    List<LearnerSpec> specs = new ArrayList<>();
    for (Loss loss : List.of(new SquaredLoss(), new LogisticLoss())) {
      for (Domain domain : List.of(new Ball(0.7), new Ball(50), new Box(-0.2, 0.3))) {
        for (StepSize step : List.of(new Convex(2, 1), new ScaleFree(1), new ScaleFree(0.25))) {
          for (Hint hint : List.of(Hint.ZERO, Hint.LAST_GRADIENT)) {
            specs.add(new LearnerSpec(loss, domain, step, hint, dimension));
          }
        }
      }
    }
    return specs;
  }

  /** One or more of every algorithm, with every shape that its state can have. */
  public static List<LearnerSpec> ofEveryAlgorithm(int dimension) {
    List<LearnerSpec> specs = new ArrayList<>();
    for (Algorithm algorithm : sparse()) {
      specs.add(new LearnerSpec(new LogisticLoss(), algorithm, dimension));
      specs.add(
          new LearnerSpec(new LogisticLoss(), new Algorithm.Normalized(algorithm), dimension));
      specs.add(new LearnerSpec(new SquaredLoss(), algorithm, dimension, List.of(0.25, 0.75)));
    }
    for (Hint hint : List.of(Hint.ZERO, Hint.LAST_GRADIENT)) {
      specs.add(
          new LearnerSpec(new SoftmaxLoss(2), new Ball(0.7), new ScaleFree(1), hint, dimension));
      specs.add(
          new LearnerSpec(
              new SoftmaxLoss(2),
              new Algorithm.Normalized(new Algorithm.Sparse(ftrlProximal(hint))),
              dimension));
    }
    specs.add(
        new LearnerSpec(
            new SquaredLoss(),
            new Algorithm.Normalized(new Algorithm.Implicit(new Ball(2), new ScaleFree(1))),
            dimension,
            List.of(0.1, 0.5, 0.9)));
    if (dimension <= OptimisticNewton.LARGEST_DIMENSION) {
      for (OptimizerSpec optimizer : dense()) {
        specs.add(new LearnerSpec(new LogisticLoss(), new Algorithm.Dense(optimizer), dimension));
      }
      specs.add(
          new LearnerSpec(
              new SoftmaxLoss(2), new Algorithm.Dense(ftrlProximal(Hint.ZERO)), dimension));
      specs.add(
          new LearnerSpec(
              new SquaredLoss(),
              new Algorithm.Newton(new Ball(1), 2, 1, Hint.LAST_GRADIENT),
              dimension));
    }
    return specs;
  }

  /** Those whose events cost what their own features do. */
  private static List<Algorithm> sparse() {
    List<Algorithm> algorithms = new ArrayList<>();
    for (Domain domain : List.of(new Ball(0.7), new Box(-0.2, 0.3))) {
      for (StepSize step : List.of(new Convex(2, 1), new ScaleFree(1))) {
        algorithms.add(new Algorithm.Lazy(domain, step, Hint.LAST_GRADIENT));
        algorithms.add(new Algorithm.Implicit(domain, step));
      }
    }
    for (Hint hint : List.of(Hint.ZERO, Hint.LAST_GRADIENT)) {
      algorithms.add(new Algorithm.Sparse(ftrlProximal(hint)));
      algorithms.add(
          new Algorithm.Lazy(
              new Box(-1, 1), new ScaleFree(0.1), new ElasticNet(0.001, 0.01), hint));
      for (StepSize step : List.of(new Convex(2, 1), new ScaleFree(1))) {
        algorithms.add(new Algorithm.PerCoordinate(new Box(-0.4, 0.6), step, hint));
      }
    }
    algorithms.add(new Adaptive());
    return algorithms;
  }

  private static FtrlProximalSpec ftrlProximal(Hint hint) {
    return new FtrlProximalSpec(0.5, 1, 0.1, 0.2, hint);
  }

  private static List<OptimizerSpec> dense() {
    Ball ball = new Ball(1);
    return List.of(
        new MirrorDescentSpec(ball, new ScaleFree(1), new L1(0.01), Hint.LAST_GRADIENT),
        new MirrorDescentSpec(
            new Simplex(1),
            new Convex(1, 1),
            MixedHint.of(Hint.ZERO, Hint.LAST_GRADIENT, new LaggedGradient(3))),
        new PerCoordinateSpec(new Box(-1, 1), Hint.LAST_GRADIENT, new ScaleFree(1)),
        new FollowTheLeaderSpec(new WholeSpace(), 0.5, Hint.LAST_GRADIENT),
        ftrlProximal(Hint.LAST_GRADIENT),
        new ExponentialWeightsSpec(new Simplex(1), new Convex(1, 1), Hint.LAST_GRADIENT),
        NewtonSpec.ofExpConcave(ball, 1, 0.1, Hint.LAST_GRADIENT),
        new EnsembleSpec(ball, 2, 1));
  }
}
