package io.thalweg.jobs.settings;

import static java.util.Objects.requireNonNull;

/** The composition of a learner: what it loses, where its weights live, its steps, its hint. */
public record LearnerSettings(Loss loss, Domain domain, Algorithm algorithm, Hint hint) {
  public LearnerSettings {
    requireNonNull(loss, "loss");
    requireNonNull(domain, "domain");
    requireNonNull(algorithm, "algorithm");
    requireNonNull(hint, "hint");
  }
}
