package io.thalweg.jobs.settings;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The learner that serves the models of a name.
 *
 * @param name a model's exact name, or a pattern in which {@code *} stands for any text
 * @param idleTtl event time after which a model without events starts anew; empty: never
 */
public record ModelSettings(
    String name, FeatureSettings features, LearnerSettings learner, Optional<Duration> idleTtl) {
  public ModelSettings {
    OptimizeOptions.MODEL_NAME.check(name);
    requireNonNull(features, "features");
    requireNonNull(learner, "learner");
    idleTtl.ifPresent(OptimizeOptions.IDLE_TTL::check);
  }

  /** Whether this entry serves the model; O(length) per call, for set-up and not for each event. */
  public boolean matches(String model) {
    return name.indexOf('*') < 0 ? name.equals(model) : pattern().matcher(model).matches();
  }

  private Pattern pattern() {
    return Pattern.compile(
        Arrays.stream(name.split("\\*+", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
        Pattern.DOTALL);
  }
}
