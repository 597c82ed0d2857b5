package io.thalweg.mirror;

/**
 * The ball, lazily: x̂ = c·v, so that a projection is one multiplication, and |v|² is kept beside.
 * A round costs O(non-zeros); once in a great while ({@link #SMALLEST_SCALE}, {@link #refresh}) the
 * whole iterate is read.
 */
final class BallGeometry implements Geometry {
  /** Below this, c is multiplied into v. */
  static final double SMALLEST_SCALE = 1e-6;

  private final double radius;

  BallGeometry(double radius) {
    this.radius = radius;
  }

  @Override
  public double margin(LinearModel model, Round round, double hintStep) {
    round.product = model.iterate.dot(round.x);
    double c = model.scale;
    if (!round.hinted) {
      return c * round.product;
    }
    double square =
        c * c * model.squaredNorm
            - 2 * hintStep * model.lastProduct
            + hintStep * hintStep * model.lastSquaredNorm;
    double margin = c * round.product - hintStep * round.hintProduct;
    return square > radius * radius ? radius / Math.sqrt(square) * margin : margin;
  }

  @Override
  public void step(LinearModel model, Round round, double step) {
    double b = step / model.scale;
    model.iterate.add(-b, round.x);
    model.squaredNorm += b * (b * round.squaredNorm - 2 * round.product);
    double norm = model.scale * Math.sqrt(Math.max(model.squaredNorm, 0));
    if (norm > radius) {
      model.scale *= radius / norm;
    }
    model.lastProduct = model.scale * (round.product - b * round.squaredNorm);
    if (model.scale < SMALLEST_SCALE) {
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
