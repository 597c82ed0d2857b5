package io.thalweg.mirror;

import io.thalweg.math.Probe;

/**
 * The implicit hint: instead of stepping along the last loss's gradient, the next iterate minimises
 * that loss itself, h·φ(⟨x, z⟩) + |x − x̂|²/(2η) over the domain, with z, h and φ the last
 * example's features, weight and loss. The minimum is x = P[x̂ − η·h·s·z] for one slope s, which is
 * found here, exactly, whatever the domain: with m(s) = ⟨P[x̂ − η·h·s·z], z⟩, s is a slope of φ at
 * m(s).
 *
 * <p>Projections being monotone and not expansive, m falls, and no faster than without a domain;
 * hence s lies between the slope of the step without a domain and φ'(⟨x̂, z⟩). In between, m is
 * replaced by its tangent, on which {@link MarginLoss#proximalSlope} is exact, kinks included:
 * Newton's method, whose steps that leave the bracket are halvings of it. A step that stays in the
 * domain costs one proximal slope; one that does not, some 4 to 8 of them, and on a box as many
 * passes over the example.
 */
final class ImplicitHint {
  private static final int MOST_ITERATIONS = 200;

  /** After so many, every other step is a halving, whatever Newton's method says. */
  private static final int PATIENCE = 20;

  private static final double ACCURACY = 0x1p-51;

  /** m(s) and −m'(s) / (η·h), as {@link Geometry#slide} tells them. */
  double product;

  double fall;

  /**
   * The slope of the next round's hint, after {@link Geometry#step} along the last example.
   *
   * @param scale η·h, above 0, η the next round's step size and h the last example's weight
   */
  double slope(
      Geometry geometry,
      LinearModel model,
      Probe probe,
      MarginLoss loss,
      double label,
      double scale) {
    geometry.slide(model, probe, 0, this);
    double start = product;
    double s = loss.proximalSlope(start, label, scale * probe.squaredNorm());
    geometry.slide(model, probe, scale * s, this);
    if (fall == probe.squaredNorm()) {
      return s;
    }
    double steepest = loss.slope(start, label);
    double low = Math.min(s, steepest);
    double high = Math.max(s, steepest);
    for (int i = 0; i < MOST_ITERATIONS; i++) {
      double c = scale * fall;
      double next = loss.proximalSlope(product + c * s, label, c);
      if (c * Math.abs(next - s) <= ACCURACY * (Math.abs(product) + c * Math.abs(next))) {
        return next;
      }
      if (next > s) {
        low = s;
      } else {
        high = s;
      }
      boolean halving = i > PATIENCE && (i & 1) == 0;
      s = next >= low && next <= high && !halving ? next : 0.5 * (low + high);
      geometry.slide(model, probe, scale * s, this);
    }
    return s;
  }
}
