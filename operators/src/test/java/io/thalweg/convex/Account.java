package io.thalweg.convex;

/**
 * What a run has cost, and what theory allows it to cost: the regret against the best comparator in
 * hindsight and the path-wise bound, both over the rounds so far.
 */
abstract class Account {
  final int d;
  final double[] sum;
  final double[] points;
  double linear;
  double pointSquares;
  int rounds;

  Account(int d) {
    this.d = d;
    this.sum = new double[d];
    this.points = new double[d];
  }

  /** Takes in a round: the point, the gradient, the state before and after learning it. */
  final void enter(double[] x, double[] g, double[] before, double[] after) {
    rounds++;
    linear += Streams.dot(g, x);
    pointSquares += Streams.dot(x, x);
    Vectors.add(sum, 0, 1, g, 0, d);
    Vectors.add(points, 0, 1, x, 0, d);
    note(x, g, before, after);
  }

  abstract void note(double[] x, double[] g, double[] before, double[] after);

  abstract double regret();

  abstract double bound();

  /** min ⟨sum, u⟩ over a domain. */
  double least(Domain domain) {
    if (domain instanceof Ball ball) {
      return -ball.radius() * Streams.norm(sum);
    }
    if (domain instanceof Simplex simplex) {
      return -simplex.sum() * Vectors.max(Streams.times(-1, sum), 0, d);
    }
    double least = 0;
    for (double s : sum) {
      if (domain instanceof Box box) {
        least += s * (s > 0 ? box.lower() : box.upper());
      } else {
        least = Math.min(least, -((L1Ball) domain).radius() * Math.abs(s));
      }
    }
    return least;
  }

  /** Σ⟨g, x − u⟩ − (λ/2)|x − u|² of the u of the domain for which it is largest. */
  double stronglyConvexRegret(Domain domain, double lambda) {
    double[] u = Streams.times(1.0 / rounds, points);
    Vectors.add(u, 0, -1 / (lambda * rounds), sum, 0, d);
    Projection.onto(domain, d).project(u);
    double distances = pointSquares - 2 * Streams.dot(points, u) + rounds * Streams.dot(u, u);
    return linear - Streams.dot(sum, u) - 0.5 * lambda * distances;
  }

  /** Mirror descent with self-tuned steps, for losses alone. */
  static class Descent extends Account {
    private final OptimisticMirrorDescent optimizer;
    private double stability;
    double variation;
    private double stepBefore = Double.NaN;

    Descent(OptimisticMirrorDescent optimizer) {
      super(optimizer.dimension());
      this.optimizer = optimizer;
    }

    @Override
    void note(double[] x, double[] g, double[] before, double[] after) {
      double moved = optimizer.movement(before);
      if (!Double.isNaN(stepBefore)) {
        stability += moved * moved / (4 * stepBefore);
      }
      double step = optimizer.stepSize(before);
      stepBefore = Double.isNaN(step) ? optimizer.stepSize(after) : step;
      variation = optimizer.variation(after);
    }

    @Override
    double regret() {
      return linear - least(optimizer.spec().domain());
    }

    @Override
    double bound() {
      double diameter = optimizer.spec().domain().diameter(d);
      if (optimizer.spec().step() instanceof Convex convex) {
        return convexBound(diameter, convex, variation) - stability;
      }
      return scaleFreeBound(diameter, variation) - stability;
    }
  }

  static double convexBound(double diameter, Convex step, double variation) {
    double g = step.gradientBound();
    double delta = step.delta();
    return diameter / 2 * Math.sqrt(delta + 4 * g * g + variation)
        + 2 * diameter * (Math.sqrt(delta + variation) - Math.sqrt(delta));
  }

  static double scaleFreeBound(double diameter, double variation) {
    return (0.5 + 1 / (1 - Math.sqrt(0.5))) * diameter * Math.sqrt(variation);
  }

  /** The same with weight·Σ|x_group| on the unit ball, groups of one size; 1 is L1. */
  static final class Composite extends Descent {
    private final double weight;
    private final int size;
    private double paid;

    Composite(OptimisticMirrorDescent optimizer, double weight, int size) {
      super(optimizer);
      this.weight = weight;
      this.size = size;
    }

    @Override
    void note(double[] x, double[] g, double[] before, double[] after) {
      super.note(x, g, before, after);
      for (int from = 0; from < d; from += size) {
        paid += weight * Math.sqrt(Vectors.square(x, from, size));
      }
    }

    @Override
    double regret() {
      double best = 0;
      for (int from = 0; from < d; from += size) {
        double norm = Math.sqrt(Vectors.square(sum, from, size));
        best += Math.pow(Math.max(0, norm - rounds * weight), 2);
      }
      return linear + paid + Math.sqrt(best);
    }
  }

  /** Steps 2/(λt) for λ-strongly convex losses. */
  static final class Strong extends Account {
    private final OptimisticMirrorDescent optimizer;
    private final double lambda;
    private double bound;
    private double stepBefore;

    Strong(OptimisticMirrorDescent optimizer, double lambda) {
      super(optimizer.dimension());
      this.optimizer = optimizer;
      this.lambda = lambda;
      double diameter = optimizer.spec().domain().diameter(d);
      this.bound = 0.25 * lambda * diameter * diameter;
    }

    @Override
    void note(double[] x, double[] g, double[] before, double[] after) {
      double surprise = optimizer.variation(after) - optimizer.variation(before);
      bound += 2 * surprise / (lambda * rounds) * (1 + 1.0 / rounds);
      double moved = optimizer.movement(before);
      if (rounds > 1) {
        bound -= moved * moved / (4 * stepBefore);
      }
      stepBefore = optimizer.stepSize(before);
    }

    @Override
    double regret() {
      return stronglyConvexRegret(optimizer.spec().domain(), lambda);
    }

    @Override
    double bound() {
      return bound;
    }
  }

  /** Steps 1/(λt) with (λ/2)|x|² beside the losses, on the unit ball. */
  static final class Ridge extends Account {
    private final OptimisticMirrorDescent optimizer;
    private final double lambda;
    private double bound;

    Ridge(OptimisticMirrorDescent optimizer, double lambda) {
      super(optimizer.dimension());
      this.optimizer = optimizer;
      this.lambda = lambda;
      double diameter = optimizer.spec().domain().diameter(d);
      this.bound = 0.5 * lambda * diameter * diameter;
    }

    @Override
    void note(double[] x, double[] g, double[] before, double[] after) {
      double surprise = optimizer.variation(after) - optimizer.variation(before);
      bound += surprise / (lambda * (rounds + 1));
    }

    @Override
    double regret() {
      double[] u = Streams.times(-1 / (lambda * rounds), sum);
      Projection.onto(optimizer.spec().domain(), d).project(u);
      return linear
          - Streams.dot(sum, u)
          + 0.5 * lambda * (pointSquares - rounds * Streams.dot(u, u));
    }

    @Override
    double bound() {
      return bound;
    }
  }

  /** Follow-the-leader. */
  static final class Leader extends Account {
    private final OptimisticFollowTheLeader optimizer;
    private double bound;

    Leader(OptimisticFollowTheLeader optimizer) {
      super(optimizer.dimension());
      this.optimizer = optimizer;
    }

    @Override
    void note(double[] x, double[] g, double[] before, double[] after) {
      double surprise = optimizer.variation(after) - optimizer.variation(before);
      bound += surprise / (2 * optimizer.spec().curvature() * rounds);
    }

    @Override
    double regret() {
      return stronglyConvexRegret(optimizer.spec().domain(), optimizer.spec().curvature());
    }

    @Override
    double bound() {
      return bound;
    }
  }

  /** A step for each coordinate. */
  static final class PerCoordinate extends Account {
    private final PerCoordinateDescent optimizer;
    private double bound;

    PerCoordinate(PerCoordinateDescent optimizer) {
      super(optimizer.dimension());
      this.optimizer = optimizer;
    }

    @Override
    void note(double[] x, double[] g, double[] before, double[] after) {
      bound = 0;
      Box box = optimizer.spec().domain();
      double width = box.upper() - box.lower();
      for (int i = 0; i < d; i++) {
        double v = optimizer.variation(after, i);
        bound +=
            optimizer.spec().steps().get(0) instanceof Convex convex
                ? convexBound(width, convex, v)
                : scaleFreeBound(width, v);
      }
    }

    @Override
    double regret() {
      return linear - least(optimizer.spec().domain());
    }

    @Override
    double bound() {
      return bound;
    }
  }

  /** Exponential weights on the unit simplex or L1 ball; the stability only on the simplex. */
  static final class Weights extends Account {
    private final ExponentialWeights optimizer;
    private final double entropy;
    private double variation;
    private double stability;
    private double rateBefore;
    private final double[] last;

    Weights(ExponentialWeights optimizer) {
      super(optimizer.dimension());
      this.optimizer = optimizer;
      boolean simplex = optimizer.spec().domain() instanceof Simplex;
      this.entropy = Math.sqrt(Math.log(simplex ? d : 2 * d));
      this.last = new double[d];
    }

    @Override
    void note(double[] x, double[] g, double[] before, double[] after) {
      if (rounds > 1 && optimizer.spec().domain() instanceof Simplex) {
        double moved = 0;
        for (int i = 0; i < d; i++) {
          moved += Math.abs(x[i] - last[i]);
        }
        stability += moved * moved / (4 * rateBefore);
      }
      System.arraycopy(x, 0, last, 0, d);
      rateBefore = optimizer.stepSize(before);
      variation = optimizer.variation(after);
    }

    @Override
    double regret() {
      return linear - least(optimizer.spec().domain());
    }

    @Override
    double bound() {
      double g = optimizer.spec().step().gradientBound();
      double delta = optimizer.spec().step().delta();
      double roots =
          Math.sqrt(delta + 4 * g * g + variation)
              + 2 * Math.sqrt(delta + variation)
              - 2 * Math.sqrt(delta);
      return entropy * roots - stability;
    }
  }

  /**
   * Newton's step on the ball: Σ⟨g, x − u⟩ − (c/2)⟨direction, x − u⟩² against 2Σ|g − M|² in the
   * inverse metric, and that against its logarithmic bound.
   */
  static final class Newton extends Account {
    private final OptimisticNewton optimizer;
    private final Cholesky cholesky;
    private final double[] h;
    private final double[] factor;
    private final double[] directions;
    private final double[] direction;
    private final double[] products;
    private double productSquares;
    private double movements;
    private double variation;
    double inverseNorms;

    Newton(OptimisticNewton optimizer) {
      super(optimizer.dimension());
      this.optimizer = optimizer;
      this.cholesky = new Cholesky(d);
      this.h = new double[cholesky.length()];
      this.factor = new double[cholesky.length()];
      this.directions = new double[cholesky.length()];
      this.direction = new double[d];
      this.products = new double[d];
      NewtonSpec spec = optimizer.spec();
      double bound = spec.directionBound();
      addIdentity(h, spec.regularity() + 0.5 * spec.curvature() * bound * bound);
    }

    /** Tells the direction of the round that is entered next. */
    void along(double[] direction) {
      System.arraycopy(direction, 0, this.direction, 0, d);
    }

    @Override
    void note(double[] x, double[] g, double[] before, double[] after) {
      double[] error = new double[d];
      optimizer.hint(before, error);
      Vectors.scale(error, 0, -1, d);
      Vectors.add(error, 0, 1, g, 0, d);
      Textbook.factor(d, h, factor);
      cholesky.solveLower(factor, 0, error);
      inverseNorms += 2 * Streams.dot(error, error);
      addSquare(h, 0.5 * optimizer.spec().curvature(), direction);
      addSquare(directions, 1, direction);
      double product = Streams.dot(direction, x);
      Vectors.add(products, 0, product, direction, 0, d);
      productSquares += product * product;
      movements += rounds > 1 ? Math.pow(optimizer.movement(before), 2) : 0;
      variation = optimizer.variation(after);
    }

    @Override
    double regret() {
      double c = optimizer.spec().curvature();
      double[] q = new double[cholesky.length()];
      Vectors.add(q, 0, c, directions, 0, q.length);
      addIdentity(q, 1e-9);
      double[] state = new double[q.length + d];
      Textbook.factor(d, q, state);
      double[] v = sum.clone();
      Vectors.add(v, 0, -c, products, 0, d);
      double[] u = new double[d];
      new MetricStep(cholesky, optimizer.spec().domain().radius(), d)
          .minimize(state, 0, q.length, v, 0, u);
      return linear - Streams.dot(sum, u) - 0.5 * c * quadratic(u);
    }

    /** Σ⟨direction, x − u⟩². */
    private double quadratic(double[] u) {
      double square = productSquares - 2 * Streams.dot(products, u);
      int at = 0;
      for (int j = 0; j < d; j++) {
        for (int i = j; i < d; i++, at++) {
          square += (i == j ? 1 : 2) * directions[at] * u[i] * u[j];
        }
      }
      return square;
    }

    private double start() {
      double diameter = optimizer.spec().domain().diameter(d);
      double bound = optimizer.spec().directionBound();
      double c = optimizer.spec().curvature();
      return 0.5 * diameter * diameter * (optimizer.spec().regularity() + 0.5 * c * bound * bound)
          - 0.25 * optimizer.spec().regularity() * movements;
    }

    @Override
    double bound() {
      return start() + logarithm();
    }

    /** The bound that holds for any direction and hint. */
    double boundByNorms() {
      return start() + inverseNorms;
    }

    /** What the inverse norms are at most, where directions are gradients. */
    double logarithm() {
      double beta = optimizer.spec().curvature();
      double c0 = optimizer.spec().regularity();
      return 16 * d / beta * Math.log(1 + beta * variation / (8 * d * c0));
    }

    private void addSquare(double[] packed, double factor, double[] w) {
      int at = 0;
      for (int j = 0; j < d; j++) {
        for (int i = j; i < d; i++, at++) {
          packed[at] += factor * w[i] * w[j];
        }
      }
    }

    private void addIdentity(double[] packed, double factor) {
      for (int j = 0; j < d; j++) {
        addSquare(packed, factor, Streams.unit(d, j, 1));
      }
    }
  }
}
