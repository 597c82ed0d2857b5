package io.thalweg.bandit;

import java.util.Arrays;

/** The regression of agents that learn nothing: it predicts 0. */
public final class NoRegression implements Regression {
  /** Describes it. */
  public record Spec() implements RegressionSpec {
    @Override
    public Regression regression(Features features) {
      return new NoRegression();
    }

    @Override
    public String canonical() {
      return "none";
    }
  }

  @Override
  public RegressionModel create() {
    return new NoModel();
  }

  @Override
  public void predict(RegressionModel model, Arms arms, double[] losses) {
    Arrays.fill(losses, 0, arms.count(), 0);
  }

  @Override
  public void learn(RegressionModel model, long n, Arms arms, int arm, double loss, double weight) {
    // There is nothing to fold it into.
  }
}
