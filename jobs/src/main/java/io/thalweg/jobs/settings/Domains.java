package io.thalweg.jobs.settings;

import io.thalweg.convex.Ball;
import io.thalweg.convex.Box;
import io.thalweg.convex.Domain;
import io.thalweg.convex.L1Ball;
import io.thalweg.convex.Simplex;
import java.util.List;

/** The domains by their words. */
final class Domains {
  private static final Declared DECLARED = new Declared();
  private static final String KEY = "models[].learner.domain";

  /** All of them. */
  static final List<String> WORDS = List.of("ball", "box", "simplex", "l1-ball");

  static final Setting<String> DOMAIN =
      DECLARED.add(
          Setting.defaulted(
              KEY,
              ValueType.oneOf(WORDS, word -> word),
              "ball",
              "",
              "Where the weights live: the word alone, or a section of that name. Which one an"
                  + " algorithm takes is in [learners.md](learners.md)."));
  static final Setting<Double> RADIUS =
      DECLARED.add(
          Setting.defaulted(
              KEY + ".ball.radius",
              ValueType.numberAboveZero(),
              "4",
              "",
              "Largest Euclidean norm of the weights; the regret grows with it."));
  static final Setting<Double> LOWER =
      DECLARED.add(
          Setting.required(
              KEY + ".box.lower",
              ValueType.number(),
              "",
              "Least value of each weight, at most 0."));
  static final Setting<Double> UPPER =
      DECLARED.add(
          Setting.required(
              KEY + ".box.upper",
              ValueType.number(),
              "",
              "Greatest value of each weight, at least 0 and above `lower`."));
  static final Setting<Double> SUM =
      DECLARED.add(
          Setting.defaulted(
              KEY + ".simplex.sum",
              ValueType.numberAboveZero(),
              "1",
              "",
              "What the weights, none below 0, add up to."));
  static final Setting<Double> L1_RADIUS =
      DECLARED.add(
          Setting.defaulted(
              KEY + ".l1-ball.radius",
              ValueType.numberAboveZero(),
              "4",
              "",
              "Largest sum of the weights' sizes; the regret grows with it."));

  private Domains() {}

  static List<Setting<?>> all() {
    return DECLARED.all();
  }

  /** The domain of a learner. */
  static Domain read(Section learner) throws SettingsException {
    Section s = learner.choice(DOMAIN);
    return switch (s.name()) {
      case "ball" -> {
        double radius = s.get(RADIUS);
        yield s.built(() -> new Ball(radius));
      }
      case "box" -> {
        double lower = s.get(LOWER);
        double upper = s.get(UPPER);
        yield s.built(() -> new Box(lower, upper));
      }
      case "simplex" -> {
        double sum = s.get(SUM);
        yield s.built(() -> new Simplex(sum));
      }
      case "l1-ball" -> {
        double radius = s.get(L1_RADIUS);
        yield s.built(() -> new L1Ball(radius));
      }
      default -> throw new IllegalStateException("a domain of no class: " + s.name());
    };
  }
}
