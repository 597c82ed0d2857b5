package io.thalweg.bandit;

import io.thalweg.mirror.Adaptive;
import io.thalweg.mirror.Algorithm;
import io.thalweg.mirror.KullbackLeiblerLoss;
import io.thalweg.mirror.LearnerSpec;
import io.thalweg.mirror.Loss;
import io.thalweg.mirror.SquaredLoss;
import java.util.Objects;

/**
 * Linear regression by one of the learners of {@link io.thalweg.mirror}: of any number of inputs,
 * in time linear in those that are not 0 where the algorithm's is.
 *
 * @param loss what its steps descend
 * @param algorithm how gradients become weights
 */
public record MirrorSpec(RegressionLoss loss, Algorithm algorithm) implements RegressionSpec {
  private static final String LOSS = "mirror loss=";
  private static final String ALGORITHM = " algorithm=";

  /** Checks that nothing is missing. */
  public MirrorSpec {
    Objects.requireNonNull(loss, "loss");
    Objects.requireNonNull(algorithm, "algorithm");
  }

  /** By the learner that has nothing to tune, which was best where it was measured. */
  public static MirrorSpec of(RegressionLoss loss) {
    return new MirrorSpec(loss, new Adaptive());
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if loss, algorithm and inputs do not go together
   */
  @Override
  public MirrorRegression regression(Features features) {
    return new MirrorRegression(this, features);
  }

  /** The learner on features of this form. */
  public LearnerSpec learner(Features features) {
    Loss descended =
        switch (loss) {
          case SQUARED -> new SquaredLoss();
          case KULLBACK_LEIBLER -> new KullbackLeiblerLoss();
        };
    return new LearnerSpec(descended, algorithm, features.inputs());
  }

  @Override
  public String canonical() {
    return LOSS + Constants.word(loss) + ALGORITHM + algorithm.canonical();
  }

  /** What a {@link #canonical} line tells. */
  static MirrorSpec parse(String canonical) {
    int end = canonical.indexOf(ALGORITHM);
    if (!canonical.startsWith(LOSS) || end < LOSS.length()) {
      throw new IllegalArgumentException(
          "a mirror regression must tell its loss and its algorithm: regression=" + canonical);
    }
    return new MirrorSpec(
        Constants.parse(RegressionLoss.class, canonical.substring(LOSS.length(), end)),
        Algorithm.parse(canonical.substring(end + ALGORITHM.length())));
  }
}
