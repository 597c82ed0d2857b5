package io.thalweg.convex;

/**
 * {@link FtrlProximal}, by its parts.
 *
 * @param rate α, the scale of every step, in [1e-60, 1e60]
 * @param damping β, above 0: larger makes a coordinate's first steps smaller; 1 is usual
 * @param l1 weight of |x|₁ in all, not per round
 * @param l2 weight of |x|²/2 in all
 * @param hint {@link Hint#ZERO} is the classic form
 */
public record FtrlProximalSpec(double rate, double damping, double l1, double l2, Hint hint)
    implements OptimizerSpec {
  /** Checks all. */
  public FtrlProximalSpec {
    Check.divisor("rate", rate);
    Check.divisor("damping", damping);
    Check.constant("l1", l1);
    Check.constant("l2", l2);
    Check.ownHint(hint);
  }

  @Override
  public FtrlProximal optimizer(int dimension) {
    return new FtrlProximal(this, dimension);
  }

  @Override
  public String canonical() {
    return Word.of("ftrl-proximal", rate, damping, l1, l2, hint.canonical());
  }
}
