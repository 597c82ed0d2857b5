package io.thalweg.bandit;

import java.io.Serializable;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
  private static final Pattern CANONICAL =
      Pattern.compile(
          "contextual-bandit features=(\\S+) exploration=(\\S+) floor=(\\S+) draw=(\\S+)"
              + " seed=(-?\\d{1,19}) regression=(.+)");

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

  /** The same on another regression. */
  public AgentSpec withRegression(RegressionSpec other) {
    return new AgentSpec(features, other, exploration, floor, draw, seed);
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
        + Constants.word(draw)
        + " seed="
        + seed
        + " regression="
        + regression.canonical();
  }

  /**
   * The spec that a {@link #canonical} line tells.
   *
   * @throws IllegalArgumentException if it is not, to the letter, the canonical line of any
   */
  public static AgentSpec parse(String canonical) {
    Matcher parts = CANONICAL.matcher(canonical);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "an agent must be told by its canonical line: agent=" + canonical);
    }
    AgentSpec spec =
        new AgentSpec(
            Features.parse(parts.group(1)),
            RegressionSpec.parse(parts.group(6)),
            Exploration.parse(parts.group(2)),
            Floor.parse(parts.group(3)),
            Constants.parse(Draw.class, parts.group(4)),
            Long.parseLong(parts.group(5)));
    if (!spec.canonical().equals(canonical)) {
      throw new IllegalArgumentException(
          "an agent must be told by its canonical line: agent="
              + canonical
              + ", canonical="
              + spec.canonical());
    }
    return spec;
  }
}
