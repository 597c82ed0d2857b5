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
    double[] numbers = model.numbers;
    double margin = numbers[SCALE] * probe.product();
    if (hintStep == 0) {
      return margin;
    }
    double square = playedSquare(numbers, hintStep);
    double moved = margin - hintStep * probe.hintProduct();
    return square > radiusSquared ? radius / Math.sqrt(square) * moved : moved;
  }

  /** |x̂ − hintStep·z|². */
  private static double playedSquare(double[] numbers, double hintStep) {
    double c = numbers[SCALE];
    return c * c * numbers[SQUARED_NORM]
        - 2 * hintStep * numbers[LAST_PRODUCT]
        + hintStep * hintStep * numbers[LAST_SQUARED_NORM];
  }

  @Override
  public void step(
      LinearModel model, Probe probe, double step, double hintStep, double nextHintStep) {
    double[] numbers = model.numbers;
    double c = numbers[SCALE];
    double b = step / c;
    double before = numbers[SQUARED_NORM];
    double hintProduct = numbers[LAST_PRODUCT] / c;
    double played = hintStep == 0 ? 1 : shrink(playedSquare(numbers, hintStep));
    if (b != 0) {
      probe.add(-b);
    }
    double square = before + b * (b * probe.squaredNorm() - 2 * probe.product());
    numbers[SQUARED_NORM] = square;
    double next = c;
    if (c * c * square > radiusSquared) {
      next = radius / Math.sqrt(square);
      numbers[SCALE] = next;
    }
    if (next != c || played != 1) {
      numbers[PROJECTED]++;
    }
    double product = next * (probe.product() - b * probe.squaredNorm());
    numbers[LAST_PRODUCT] = product;
    double nextSquare =
        next * next * square
            - 2 * nextHintStep * product
            + nextHintStep * nextHintStep * probe.squaredNorm();
    double nextPlayed = nextHintStep == 0 ? 1 : shrink(nextSquare);
    // Both iterates are combinations of v, z and x, whose products are known.
    double onV = nextPlayed * next - played * c;
    double onZ = played * hintStep;
    double onX = -nextPlayed * (next * b + nextHintStep);
    numbers[MOVEMENT] =
        Math.max(
            0,
            onV * onV * before
                + onZ * onZ * numbers[LAST_SQUARED_NORM]
                + onX * onX * probe.squaredNorm()
                + 2 * (onV * (onZ * hintProduct + onX * probe.product()))
                + 2 * onZ * onX * probe.hintProduct());
    if (next < SMALLEST_SCALE) {
      fold(model);
    }
  }

  private double shrink(double square) {
    return square > radiusSquared ? radius / Math.sqrt(square) : 1;
  }

  private static void fold(LinearModel model) {
    double[] numbers = model.numbers;
    model.cells.scale(numbers[SCALE]);
    numbers[SCALE] = 1;
    numbers[SQUARED_NORM] = model.cells.squaredNorm();
  }

  @Override
  public void refresh(LinearModel model) {
    model.numbers[SQUARED_NORM] = model.cells.squaredNorm();
  }
}
