package io.thalweg.jobs.settings;

import static java.util.Objects.requireNonNull;

import io.thalweg.mirror.Domain;
import io.thalweg.mirror.Hint;
import io.thalweg.mirror.LearnerSpec;
import io.thalweg.mirror.Loss;
import io.thalweg.mirror.StepSize;

/** The composition of a learner: what it loses, where its weights live, its steps, its hint. */
public record LearnerSettings(Loss loss, Domain domain, StepSize algorithm, Hint hint) {
  public LearnerSettings {
    requireNonNull(loss, "loss");
    requireNonNull(domain, "domain");
    requireNonNull(algorithm, "algorithm");
    requireNonNull(hint, "hint");
  }

  /** The learner of that composition for models of {@code dimension} weights. */
  public LearnerSpec spec(int dimension) {
    return new LearnerSpec(loss, domain, algorithm, hint, dimension);
  }
}
