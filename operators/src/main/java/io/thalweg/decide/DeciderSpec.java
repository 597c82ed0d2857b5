package io.thalweg.decide;

import static java.util.Objects.requireNonNull;

import io.thalweg.bandit.AgentSpec;
import io.thalweg.stream.ModelEntry;

/**
 * The models that one entry of a decide job's settings serves: how they see a request, decide, and
 * learn.
 *
 * @param name an exact name, or a pattern in which {@code *} stands for any text
 * @param layout what inputs the features become
 * @param agent of the layout's features
 * @param mode who chooses; may change from one start to the next
 * @param outcomes when they count
 * @param idleMillis event time without a learned event after which a model is forgotten; {@link
 *     Long#MAX_VALUE} for never
 */
public record DeciderSpec(
    String name,
    ArmLayout layout,
    AgentSpec agent,
    Mode mode,
    OutcomeRule outcomes,
    long idleMillis)
    implements ModelEntry {
  /** Checks that the agent sees what the layout makes. */
  public DeciderSpec {
    requireNonNull(name, "name");
    requireNonNull(mode, "mode");
    requireNonNull(outcomes, "outcomes");
    if (!agent.features().equals(layout.features())) {
      throw new IllegalArgumentException(
          "the agent must have the layout's inputs: agent=%s, layout=%s"
              .formatted(agent.features().canonical(), layout.features().canonical()));
    }
    if (idleMillis <= 0) {
      throw new IllegalArgumentException("idle time must be positive: idleMillis=" + idleMillis);
    }
  }

  @Override
  public String canonical() {
    return layout.canonical() + "; " + outcomes.canonical() + "; " + agent.canonical();
  }
}
