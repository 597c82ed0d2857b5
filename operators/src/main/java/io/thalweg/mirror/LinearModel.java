package io.thalweg.mirror;

import io.thalweg.math.FeatureVector;
import io.thalweg.math.PagedVector;

/**
 * The state of a linear learner: the secondary iterate x̂ = scale · {@link #iterate}, and what the
 * next round needs of the rounds before. {@link MirrorDescent} alone writes to it; the codec
 * restores it from {@link Scalars}, the last example and the iterate.
 */
public final class LinearModel {
  private static final long FIXED_BYTES = 256;

  /**
   * Everything of a model that is a number.
   *
   * @param rounds events learned
   * @param scale c of x̂ = c·v; 1 where the domain is not a ball
   * @param squaredNorm |v|²; 0 where the domain is not a ball
   * @param variation V = Σ|g − M|²
   * @param gradientSquares Σ|g|²
   * @param lastSlope weight times slope of the last gradient; 0: the hint is 0
   * @param lastSquaredNorm |z|² of the last example's features z
   * @param lastProduct ⟨x̂, z⟩; 0 where the domain is not a ball
   */
  public record Scalars(
      long rounds,
      double scale,
      double squaredNorm,
      double variation,
      double gradientSquares,
      double lastSlope,
      double lastSquaredNorm,
      double lastProduct) {}

  final PagedVector iterate;
  final FeatureVector last;
  long rounds;
  double scale;
  double squaredNorm;
  double variation;
  double gradientSquares;
  double lastSlope;
  double lastSquaredNorm;
  double lastProduct;

  private LinearModel(PagedVector iterate, FeatureVector last, Scalars scalars) {
    this.iterate = iterate;
    this.last = last;
    this.rounds = scalars.rounds;
    this.scale = scalars.scale;
    this.squaredNorm = scalars.squaredNorm;
    this.variation = scalars.variation;
    this.gradientSquares = scalars.gradientSquares;
    this.lastSlope = scalars.lastSlope;
    this.lastSquaredNorm = scalars.lastSquaredNorm;
    this.lastProduct = scalars.lastProduct;
  }

  /** A model that has learned nothing: all weights 0. */
  static LinearModel create(int dimension) {
    return new LinearModel(
        new PagedVector(dimension), new FeatureVector(), new Scalars(0, 1, 0, 0, 0, 0, 0, 0));
  }

  /** A model out of its parts, which it takes over. */
  public static LinearModel restored(PagedVector iterate, FeatureVector last, Scalars scalars) {
    return new LinearModel(iterate, last, scalars);
  }

  /** Its numbers, as they stand. */
  public Scalars scalars() {
    return new Scalars(
        rounds,
        scale,
        squaredNorm,
        variation,
        gradientSquares,
        lastSlope,
        lastSquaredNorm,
        lastProduct);
  }

  /** v of x̂ = scale · v. */
  public PagedVector iterate() {
    return iterate;
  }

  /** Features of the last learned example, where the hint needs them; read only. */
  public FeatureVector lastExample() {
    return last;
  }

  /** Events learned. */
  public long rounds() {
    return rounds;
  }

  /** V = Σ|g − M|² over the rounds so far. */
  public double variation() {
    return variation;
  }

  /** Σ|g|² over the rounds so far; a variation below it says that the hint helps. */
  public double gradientSquares() {
    return gradientSquares;
  }

  /** x̂ at {@code index}. */
  public double weight(int index) {
    return scale * iterate.get(index);
  }

  /** |x̂|; reads every present page. */
  public double norm() {
    return scale * Math.sqrt(iterate.squaredNorm());
  }

  /** Heap that this model takes, in bytes, up to object headers; O(1). */
  public long heapBytes() {
    return FIXED_BYTES
        + iterate.loadedBytes()
        + 4L * last.values().length
        + 4L * last.indices().length;
  }
}
