package io.thalweg.mirror;

import io.thalweg.math.Probe;

/**
 * The ball, lazily: x̂ = c·v, so that a projection is one multiplication, and |v|² is kept beside.
 * A round costs O(non-zeros); once in a great while ({@link #SMALLEST_SCALE}, {@link #refresh}) the
 * whole iterate is read.
 */
final class BallGeometry implements Geometry {
  /** Below this, c is multiplied into v. */
  static final double SMALLEST_SCALE = 1e-6;

  private final double radius;
  private final double radiusSquared;

  BallGeometry(double radius) {
    this.radius = radius;
    this.radiusSquared = radius * radius;
  }

  @Override
  public double margin(LinearModel model, Probe probe, double hintStep) {
    double c = model.scale;
    double margin = c * probe.product();
    if (hintStep == 0) {
      return margin;
    }
    double square =
        c * c * model.squaredNorm
            - 2 * hintStep * model.lastProduct
            + hintStep * hintStep * model.lastSquaredNorm;
    double moved = margin - hintStep * probe.hintProduct();
    return square > radiusSquared ? radius / Math.sqrt(square) * moved : moved;
  }

  @Override
  public void step(LinearModel model, Probe probe, double step) {
    double c = model.scale;
    double b = step / c;
    probe.add(-b);
    double square = model.squaredNorm + b * (b * probe.squaredNorm() - 2 * probe.product());
    model.squaredNorm = square;
    if (c * c * square > radiusSquared) {
      c = radius / Math.sqrt(square);
      model.scale = c;
    }
    model.lastProduct = c * (probe.product() - b * probe.squaredNorm());
    if (c < SMALLEST_SCALE) {
      fold(model);
    }
  }

  private static void fold(LinearModel model) {
    model.iterate.scale(model.scale);
    model.scale = 1;
    model.squaredNorm = model.iterate.squaredNorm();
  }

  @Override
  public void refresh(LinearModel model) {
    model.squaredNorm = model.iterate.squaredNorm();
  }
}
