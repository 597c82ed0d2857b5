package io.thalweg.convex;

import java.util.ArrayList;
import java.util.List;

/** Specs of every kind, with every part there is. */
final class Specs {
  private static final Hint MIXER =
      new MixedHint(
          List.of(Hint.ZERO, Hint.LAST_GRADIENT, new MovingAverage(0.1), new LaggedGradient(24)),
          2);

  private Specs() {}

  /** For six coordinates. */
  static List<OptimizerSpec> all() {
    List<OptimizerSpec> all = new ArrayList<>();
    Hint last = Hint.LAST_GRADIENT;
    List<Domain> domains =
        List.of(new Ball(0.7), new Box(-0.2, 0.3), new Simplex(2), new L1Ball(0.5));
    List<Hint> hints =
        List.of(
            Hint.ZERO,
            last,
            new MovingAverage(0.25),
            new LaggedGradient(3),
            MIXER,
            MixedHint.of(last, new MovingAverage(1)));
    for (Domain domain : domains) {
      for (Hint hint : hints) {
        all.add(new MirrorDescentSpec(domain, new Convex(2, 1), hint));
        all.add(new MirrorDescentSpec(domain, new ScaleFree(0.5), hint));
      }
      all.add(new MirrorDescentSpec(domain, new StronglyConvex(0.5), last));
      all.add(new MirrorDescentSpec(domain, new StronglyRegularized(0.25), new L2(0.25), MIXER));
      all.add(new FollowTheLeaderSpec(domain, 0.5, last));
      all.add(new EnsembleSpec(domain, 2, 1, 1000));
    }
    Ball ball = new Ball(0.7);
    all.add(new MirrorDescentSpec(ball, new ScaleFree(1), new L1(0.125), last));
    all.add(new MirrorDescentSpec(ball, new ScaleFree(1), new ElasticNet(0.125, 1), last));
    all.add(new MirrorDescentSpec(ball, new ScaleFree(1), new GroupLasso(1, List.of(2)), last));
    all.add(new MirrorDescentSpec(ball, new Convex(1, 0), new GroupLasso(1, List.of(1, 5)), last));
    all.add(new FollowTheLeaderSpec(new WholeSpace(), 0.5, MIXER));
    Box box = new Box(-0.25, 0.5);
    for (Hint hint : hints) {
      all.add(new PerCoordinateSpec(box, hint, new Convex(2, 0)));
      all.add(new PerCoordinateSpec(box, hint, new ScaleFree(1)));
      all.add(new FtrlProximalSpec(0.5, 1, 0.1, 0.2, hint));
      all.add(new NewtonSpec(ball, 2, 0.0625, 1, hint));
      all.add(new ExponentialWeightsSpec(new Simplex(0.5), new Convex(1, 0), hint));
      all.add(new ExponentialWeightsSpec(new L1Ball(3), new Convex(1, 0.5), hint));
      all.add(new EnsembleSpec(box, 2, 1, 1000, 0.5, hint));
    }
    StepSize free = new ScaleFree(1);
    StepSize known = new Convex(2, 1);
    all.add(new PerCoordinateSpec(box, last, List.of(free, known, free, known, known, known)));
    all.add(new EnsembleSpec(ball, 2, 1));
    all.add(NewtonSpec.ofExpConcave(ball, 2, 0.5, last));
    return all;
  }
}
