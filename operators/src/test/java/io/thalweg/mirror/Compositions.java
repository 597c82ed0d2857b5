package io.thalweg.mirror;

import io.thalweg.convex.Ball;
import io.thalweg.convex.Box;
import io.thalweg.convex.Convex;
import io.thalweg.convex.Domain;
import io.thalweg.convex.Hint;
import io.thalweg.convex.ScaleFree;
import io.thalweg.convex.StepSize;
import java.util.ArrayList;
import java.util.List;

/** Every composition of the parts there are. */
public final class Compositions {
  private Compositions() {}

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
}
