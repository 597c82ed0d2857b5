package io.thalweg.bandit;

/**
 * Ridge regression: exact, for linear models of at most {@value #MOST_INPUTS} inputs.
 *
 * @param penalty λ of λ|θ|², in (0, 1e9]
 */
public record RidgeSpec(double penalty) implements RegressionSpec {
  /** The state is quadratic in the inputs: 16 MB at this number. */
  public static final int MOST_INPUTS = 2048;

  private static final String START = "ridge penalty=";

  /** Checks the penalty. */
  public RidgeSpec {
    if (!(penalty > 0 && penalty <= 1e9)) {
      throw new IllegalArgumentException("penalty must be in (0, 1e9]: penalty=" + penalty);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if there are too many inputs
   */
  @Override
  public RidgeRegression regression(Features features) {
    if (features.inputs() > MOST_INPUTS) {
      throw new IllegalArgumentException(
          "ridge regression has at most "
              + MOST_INPUTS
              + " inputs, mirror regression any number: inputs="
              + features.inputs());
    }
    return new RidgeRegression(this, features);
  }

  @Override
  public String canonical() {
    return START + Double.toHexString(penalty);
  }

  /** What a {@link #canonical} line tells. */
  static RidgeSpec parse(String canonical) {
    if (!canonical.startsWith(START)) {
      throw new IllegalArgumentException(
          "a ridge regression must tell its penalty: regression=" + canonical);
    }
    return new RidgeSpec(Double.parseDouble(canonical.substring(START.length())));
  }
}
