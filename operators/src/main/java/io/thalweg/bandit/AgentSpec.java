package io.thalweg.bandit;

import java.io.Serializable;
import java.util.Locale;
import java.util.Objects;

/**
 * What a {@link ContextualBandit} is composed of; two of equal specs fold equal examples into equal
 * bits, and decide alike.
 *
 * @param seed of the draws of arms; a policy that is judged on a log must not have the seed of the
 *     policy that wrote it
 */
public record AgentSpec(
    Features features,
    RegressionSpec regression,
    Exploration exploration,
    Floor floor,
    Draw draw,
    long seed)
    implements Serializable {
  /** Checks that nothing is missing. */
  public AgentSpec {
    Objects.requireNonNull(features, "features");
    Objects.requireNonNull(regression, "regression");
    Objects.requireNonNull(exploration, "exploration");
    Objects.requireNonNull(floor, "floor");
    Objects.requireNonNull(draw, "draw");
  }

  /** The same with another floor. */
  public AgentSpec withFloor(Floor other) {
    return new AgentSpec(features, regression, exploration, other, draw, seed);
  }

  /** The same with another way to draw. */
  public AgentSpec withDraw(Draw other) {
    return new AgentSpec(features, regression, exploration, floor, other, seed);
  }

  /** The same with another exploration. */
  public AgentSpec withExploration(Exploration other) {
    return new AgentSpec(features, regression, other, floor, draw, seed);
  }

  /**
   * One line of ASCII that tells this spec from every other, the same for ever and on every Java:
   * models carry its digest.
   */
  public String canonical() {
    return "contextual-bandit features="
        + features.canonical()
        + " exploration="
        + exploration.canonical()
        + " floor="
        + floor.canonical()
        + " draw="
        + draw.name().toLowerCase(Locale.ROOT)
        + " seed="
        + seed
        + " regression="
        + regression.canonical();
  }
}
