package io.thalweg.jobs.settings;

import io.thalweg.convex.Hint;
import io.thalweg.convex.LaggedGradient;
import io.thalweg.convex.MixedHint;
import io.thalweg.convex.MovingAverage;
import java.util.ArrayList;
import java.util.List;

/** The hints by their words. */
final class Hints {
  private static final Declared DECLARED = new Declared();
  private static final String KEY = "models[].learner.hint";
  private static final String MEMBERS = KEY + ".mixer[]";

  static final Setting<String> HINT =
      DECLARED.add(
          Setting.defaulted(
              KEY,
              ValueType.oneOf("zero", "last-gradient", "ema", "lag", "mixer"),
              "last-gradient",
              "",
              "The guess at the next gradient, which is stepped along in advance: the word alone,"
                  + " or a section of that name."));
  static final Setting<Double> SHARE = share(KEY);
  static final Setting<Integer> ROUNDS = rounds(KEY);
  static final Setting<String> MEMBER =
      DECLARED.add(
          Setting.required(
              MEMBERS,
              ValueType.oneOf("zero", "last-gradient", "ema", "lag"),
              "",
              "The hints that are mixed, each as in `hint`; never worse than the best of them by"
                  + " more than a constant."));
  static final Setting<Double> MEMBER_SHARE = share(MEMBERS);
  static final Setting<Integer> MEMBER_ROUNDS = rounds(MEMBERS);

  private Hints() {}

  private static Setting<Double> share(String key) {
    return DECLARED.add(
        Setting.required(
            key + ".ema.share",
            ValueType.numberAboveZero(),
            "",
            "Share, at most 1, that the newest gradient has in the moving average."));
  }

  private static Setting<Integer> rounds(String key) {
    return DECLARED.add(
        Setting.required(
            key + ".lag.rounds",
            ValueType.wholeNumber(1, LaggedGradient.LONGEST),
            "learned events",
            "How far back the gradient lies that is the guess: one season."));
  }

  static List<Setting<?>> all() {
    return DECLARED.all();
  }

  /** The hint of a learner. */
  static Hint read(Section learner) throws SettingsException {
    Section s = learner.choice(HINT);
    if (!s.name().equals("mixer")) {
      return plain(s, SHARE, ROUNDS);
    }
    List<Hint> members = new ArrayList<>();
    for (Section member : learner.section(HINT.name()).choices(MEMBER)) {
      members.add(plain(member, MEMBER_SHARE, MEMBER_ROUNDS));
    }
    return s.built(() -> new MixedHint(members, MixedHint.UNKNOWN));
  }

  private static Hint plain(Section s, Setting<Double> share, Setting<Integer> rounds)
      throws SettingsException {
    return switch (s.name()) {
      case "zero" -> Hint.ZERO;
      case "last-gradient" -> Hint.LAST_GRADIENT;
      case "ema" -> {
        double newest = s.get(share);
        yield s.built(() -> new MovingAverage(newest));
      }
      case "lag" -> new LaggedGradient(s.get(rounds));
      default -> throw new IllegalStateException("a hint of no class: " + s.name());
    };
  }
}
