package io.thalweg.mirror;

import io.thalweg.convex.Ball;
import io.thalweg.convex.Box;
import io.thalweg.convex.Domain;
import io.thalweg.math.Probe;

/**
 * How a domain plays a point and takes a step, Euclidean projections both, touching only what the
 * features of the current and the last example touch.
 */
sealed interface Geometry permits BallGeometry, BoxGeometry {
  static Geometry of(Domain domain) {
    if (domain instanceof Ball ball) {
      return new BallGeometry(ball.radius());
    }
    if (domain instanceof Box box) {
      return new BoxGeometry(box.lower(), box.upper());
    }
    throw new IllegalArgumentException(
        "a linear learner's domain must be ball or box: domain=" + domain.canonical());
  }

  /**
   * ⟨P[x̂ − hintStep·z], x⟩ with z the last example's features, for a step that may be 0; changes
   * nothing.
   */
  double margin(LinearModel model, Probe probe, double hintStep);

  /** x̂ ← P[x̂ − step·x], for a step that is not 0; then ⟨x̂, x⟩ is kept where margins need it. */
  void step(LinearModel model, Probe probe, double step);

  /** Takes the rounding errors out of what is kept beside the iterate; called every 2^16 rounds. */
  void refresh(LinearModel model);
}
