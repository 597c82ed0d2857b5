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
    double moved = margin - hintStep * probe.hintProduct();
    double square = playedSquare(numbers, hintStep);
    return square > radiusSquared ? radius / Math.sqrt(square) * moved : moved;
  }

  /** |x̂ − hintStep·z|². */
  private static double playedSquare(double[] numbers, double hintStep) {
    double c = numbers[SCALE];
    return c * c * numbers[SQUARED_NORM]
        - 2 * hintStep * numbers[LAST_PRODUCT]
        + hintStep * hintStep * numbers[LAST_SQUARED_NORM];
  }

  /** What the projection multiplies x̂ − hintStep·z by. */
  double shrink(double[] numbers, double hintStep) {
    return hintStep == 0 ? 1 : shrink(playedSquare(numbers, hintStep));
  }

  private double shrink(double square) {
    return square > radiusSquared ? radius / Math.sqrt(square) : 1;
  }

  @Override
  public void step(LinearModel model, Probe probe, double step, double hintStep) {
    if (step != 0) {
      probe.add(-step / model.numbers[SCALE]);
    }
    step(model, probe.product(), probe.squaredNorm(), step, hintStep);
  }

  /**
   * Keeps the books of v ← v − step/c·x, which the caller does where step is not 0, and projects.
   *
   * @param product ⟨v, x⟩ before
   * @param squaredNorm |x|²
   */
  void step(LinearModel model, double product, double squaredNorm, double step, double hintStep) {
    double[] numbers = model.numbers;
    double c = numbers[SCALE];
    double b = step / c;
    double before = numbers[SQUARED_NORM];
    double played = shrink(numbers, hintStep);
    squareV = before;
    squareZ = numbers[LAST_SQUARED_NORM];
    productVz = numbers[LAST_PRODUCT] / c;
    double next = c;
    if (step != 0) {
      double square = before + b * (b * squaredNorm - 2 * product);
      numbers[SQUARED_NORM] = square;
      if (c * c * square > radiusSquared) {
        next = radius / Math.sqrt(square);
        numbers[SCALE] = next;
      }
    }
    if (next != c) {
      numbers[PROJECTED]++;
    }
    numbers[LAST_PRODUCT] = next * (product - b * squaredNorm);
    onV = -played * c;
    onZ = played * hintStep;
    onX = -b;
  }

  @Override
  public void arrive(LinearModel model, Probe probe, double hintStep) {
    arrive(model, probe.product(), probe.hintProduct(), probe.squaredNorm(), hintStep);
  }

  /**
   * Keeps the books as {@link #arrive(LinearModel, Probe, double)} does.
   *
   * @param product ⟨v, x⟩ before the step
   * @param hintProduct ⟨z, x⟩
   * @param squaredNorm |x|²
   */
  void arrive(
      LinearModel model, double product, double hintProduct, double squaredNorm, double hintStep) {
    double[] numbers = model.numbers;
    double c = numbers[SCALE];
    double played = 1;
    if (hintStep != 0) {
      played =
          shrink(
              c * c * numbers[SQUARED_NORM]
                  - 2 * hintStep * numbers[LAST_PRODUCT]
                  + hintStep * hintStep * squaredNorm);
    }
    onX = played * (c * onX - hintStep);
    onV += played * c;
    numbers[MOVEMENT] =
        Math.max(
            0,
            onV * onV * squareV
                + onZ * onZ * squareZ
                + onX * onX * squaredNorm
                + 2 * (onV * (onZ * productVz + onX * product))
                + 2 * onZ * onX * hintProduct);
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
