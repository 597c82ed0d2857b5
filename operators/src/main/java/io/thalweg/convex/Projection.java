package io.thalweg.convex;

/**
 * The Euclidean projection on a domain, P[y] = argmin |x − y|, in place. It owns scratch: one
 * instance per thread.
 */
public sealed interface Projection {
  /**
   * y ← P[y] for finite y, double[dimension] with |y| below 1e150.
   *
   * @return whether y lay outside, and was moved
   */
  boolean project(double[] y);

  /** The projection of a domain in {@code dimension} coordinates. */
  static Projection onto(Domain domain, int dimension) {
    if (domain instanceof Ball ball) {
      return new OntoBall(ball.radius());
    }
    if (domain instanceof Box box) {
      return new OntoBox(box.lower(), box.upper());
    }
    if (domain instanceof Simplex simplex) {
      return new OntoSimplex(simplex.sum());
    }
    if (domain instanceof L1Ball ball) {
      return new OntoL1Ball(ball.radius(), dimension);
    }
    return new OntoWholeSpace();
  }

  /** y · min(1, radius/|y|). */
  record OntoBall(double radius) implements Projection {
    @Override
    public boolean project(double[] y) {
      double norm = Math.sqrt(Vectors.square(y, 0, y.length));
      if (norm <= radius) {
        return false;
      }
      Vectors.scale(y, 0, radius / norm, y.length);
      return true;
    }
  }

  /** Each coordinate by itself. */
  record OntoBox(double lower, double upper) implements Projection {
    @Override
    public boolean project(double[] y) {
      boolean moved = false;
      for (int i = 0; i < y.length; i++) {
        double clipped = Math.min(upper, Math.max(lower, y[i]));
        moved |= clipped != y[i];
        y[i] = clipped;
      }
      return moved;
    }
  }

  /**
   * max(y − τ, 0) for the τ that makes the sum right: the root of a convex, piecewise linear
   * function, found by Newton's method from the left, which needs no sorting. Each pass is O(d) and
   * drops at least one coordinate, in practice most that there are to drop; no input needs more
   * than d passes.
   *
   * <p>Everything is measured from the largest coordinate, so that no rounding of large coordinates
   * can lose the sum.
   */
  record OntoSimplex(double sum) implements Projection {
    @Override
    public boolean project(double[] y) {
      double top = Vectors.max(y, 0, y.length);
      double threshold = Double.NEGATIVE_INFINITY;
      int kept = Integer.MAX_VALUE;
      while (true) {
        double above = 0;
        int count = 0;
        for (int i = 0; i < y.length; i++) {
          double under = y[i] - top;
          if (under > threshold) {
            above += under;
            count++;
          }
        }
        if (count >= kept) {
          break;
        }
        kept = count;
        threshold = (above - sum) / count;
      }
      boolean moved = false;
      for (int i = 0; i < y.length; i++) {
        double x = Math.max(y[i] - top - threshold, 0);
        moved |= x != y[i];
        y[i] = x;
      }
      return moved;
    }
  }

  /** y where |y|₁ ≤ radius; else |y| is projected on the simplex, and its signs stay. */
  final class OntoL1Ball implements Projection {
    private final double radius;
    private final Projection face;
    private final double[] sizes;

    private OntoL1Ball(double radius, int dimension) {
      this.radius = radius;
      this.face = new OntoSimplex(radius);
      this.sizes = new double[dimension];
    }

    @Override
    public boolean project(double[] y) {
      for (int i = 0; i < y.length; i++) {
        sizes[i] = Math.abs(y[i]);
      }
      if (Vectors.sum(sizes, 0, y.length) <= radius) {
        return false;
      }
      face.project(sizes);
      for (int i = 0; i < y.length; i++) {
        y[i] = sizes[i] == 0 ? 0 : Math.copySign(sizes[i], y[i]);
      }
      return true;
    }
  }

  /** Nothing to do. */
  record OntoWholeSpace() implements Projection {
    @Override
    public boolean project(double[] y) {
      return false;
    }
  }
}
