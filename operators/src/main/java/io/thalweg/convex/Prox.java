package io.thalweg.convex;

/**
 * The proximal step of a regularizer, y ← argmin r(x) + |x − y|²/(2·step), in place. Followed by
 * the projection it is the minimum over the domain, exactly: {@link #of} refuses what is not.
 */
sealed interface Prox {
  /** y ← argmin r(x) + |x − y|²/(2·step). */
  void apply(double[] y, double step);

  /**
   * The step of a regularizer.
   *
   * @throws IllegalArgumentException if projecting behind it would not give the minimum over the
   *     domain, or groups do not make up the dimension
   */
  static Prox of(Regularizer regularizer, Domain domain, int dimension) {
    boolean exact =
        regularizer instanceof NoRegularizer
            || regularizer instanceof L2
            || (regularizer instanceof GroupLasso
                ? domain instanceof Ball || domain instanceof WholeSpace
                : !(domain instanceof Simplex));
    if (!exact) {
      throw new IllegalArgumentException(
          "a regularizer must be one that can be minimised exactly over the domain: regularizer="
              + regularizer.canonical()
              + ", domain="
              + domain.canonical());
    }
    if (regularizer instanceof L1 l1) {
      return new Soft(l1.weight(), 0);
    }
    if (regularizer instanceof L2 l2) {
      return new Soft(0, l2.weight());
    }
    if (regularizer instanceof ElasticNet net) {
      return new Soft(net.l1(), net.l2());
    }
    if (regularizer instanceof GroupLasso lasso) {
      return new Groups(lasso.weight(), lasso.ends(dimension));
    }
    return new Identity();
  }

  /** y moved towards 0 by {@code threshold}, 0 where it would go beyond. */
  static double soft(double y, double threshold) {
    return y > threshold ? y - threshold : y < -threshold ? y + threshold : 0;
  }

  /** Nothing is paid. */
  record Identity() implements Prox {
    @Override
    public void apply(double[] y, double step) {}
  }

  /** soft(y, step·l1) / (1 + step·l2). */
  record Soft(double l1, double l2) implements Prox {
    @Override
    public void apply(double[] y, double step) {
      double threshold = step * l1;
      double divisor = 1 + step * l2;
      for (int i = 0; i < y.length; i++) {
        y[i] = soft(y[i], threshold) / divisor;
      }
    }
  }

  /** Each group shortened by step·weight, 0 where it is not longer. */
  record Groups(double weight, int[] ends) implements Prox {
    @Override
    public void apply(double[] y, double step) {
      int from = 0;
      for (int end : ends) {
        double norm = Math.sqrt(Vectors.square(y, from, end - from));
        double threshold = step * weight;
        double kept = norm > threshold ? 1 - threshold / norm : 0;
        Vectors.scale(y, from, kept, end - from);
        from = end;
      }
    }
  }
}
