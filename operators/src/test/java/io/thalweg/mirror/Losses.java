package io.thalweg.mirror;

import java.util.List;

/** Every loss there is, parameters where they are of interest. */
public final class Losses {
  private Losses() {}

  public static List<MarginLoss> ofOneMargin() {
    return List.of(
        new SquaredLoss(),
        new LogisticLoss(),
        new HingeLoss(),
        new SmoothedHingeLoss(0.5),
        new AbsoluteLoss(),
        new HuberLoss(0.75),
        new PinballLoss(0.9),
        new SmoothedPinballLoss(0.2, 0.3),
        new PoissonLoss(),
        new KullbackLeiblerLoss());
  }
}
