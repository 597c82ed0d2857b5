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

  // What a step leaves for its arrival: the iterates are combinations of v, z and x, whose products
  // are known.
  private double onV;
  private double onZ;
  private double onX;
  private double squareV;
  private double squareZ;
  private double productVz;

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
  public void step(LinearModel model, Probe probe, double step, double hintStep) {
    double[] numbers = model.numbers;
    double c = numbers[SCALE];
    double b = step / c;
    double before = numbers[SQUARED_NORM];
    double played = hintStep == 0 ? 1 : shrink(playedSquare(numbers, hintStep));
    squareV = before;
    squareZ = numbers[LAST_SQUARED_NORM];
    productVz = numbers[LAST_PRODUCT] / c;
    double next = c;
    if (step != 0) {
      probe.add(-b);
      double square = before + b * (b * probe.squaredNorm() - 2 * probe.product());
      numbers[SQUARED_NORM] = square;
      if (c * c * square > radiusSquared) {
        next = radius / Math.sqrt(square);
        numbers[SCALE] = next;
      }
    }
    if (next != c || played != 1) {
      numbers[PROJECTED]++;
    }
    numbers[LAST_PRODUCT] = next * (probe.product() - b * probe.squaredNorm());
    onV = -played * c;
    onZ = played * hintStep;
    onX = -b;
  }

  @Override
  public void arrive(LinearModel model, Probe probe, double hintStep) {
    double[] numbers = model.numbers;
    double c = numbers[SCALE];
    double played = 1;
    if (hintStep != 0) {
      played =
          shrink(
              c * c * numbers[SQUARED_NORM]
                  - 2 * hintStep * numbers[LAST_PRODUCT]
                  + hintStep * hintStep * probe.squaredNorm());
    }
    onX = played * (c * onX - hintStep);
    onV += played * c;
    numbers[MOVEMENT] =
        Math.max(
            0,
            onV * onV * squareV
                + onZ * onZ * squareZ
                + onX * onX * probe.squaredNorm()
                + 2 * (onV * (onZ * productVz + onX * probe.product()))
                + 2 * onZ * onX * probe.hintProduct());
    if (c < SMALLEST_SCALE) {
      fold(model);
    }
  }

  @Override
  public void slide(LinearModel model, Probe probe, double hintStep, ImplicitHint into) {
    double[] numbers = model.numbers;
    double c = numbers[SCALE];
    double squaredNorm = probe.squaredNorm();
    double product = numbers[LAST_PRODUCT];
    double moved = product - hintStep * squaredNorm;
    double square =
        c * c * numbers[SQUARED_NORM] - 2 * hintStep * product + hintStep * hintStep * squaredNorm;
    if (square <= radiusSquared) {
      into.product = moved;
      into.fall = squaredNorm;
      return;
    }
    double shrunk = radius / Math.sqrt(square);
    into.product = shrunk * moved;
    // What is left of x once its part along the iterate is taken away.
    into.fall = shrunk * Math.max(0, squaredNorm - moved * (moved / square));
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
