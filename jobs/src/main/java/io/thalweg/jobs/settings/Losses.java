package io.thalweg.jobs.settings;

import io.thalweg.mirror.AbsoluteLoss;
import io.thalweg.mirror.HingeLoss;
import io.thalweg.mirror.HuberLoss;
import io.thalweg.mirror.LogisticLoss;
import io.thalweg.mirror.Loss;
import io.thalweg.mirror.PinballLoss;
import io.thalweg.mirror.PoissonLoss;
import io.thalweg.mirror.SmoothedHingeLoss;
import io.thalweg.mirror.SmoothedPinballLoss;
import io.thalweg.mirror.SoftmaxLoss;
import io.thalweg.mirror.SquaredLoss;
import java.util.List;

/** The losses by their words. */
final class Losses {
  private static final Declared DECLARED = new Declared();
  private static final String KEY = "models[].learner.loss";

  static final Setting<String> LOSS =
      DECLARED.add(
          Setting.required(
              KEY,
              ValueType.oneOf(
                  "squared",
                  "logistic",
                  "hinge",
                  "smoothed-hinge",
                  "absolute",
                  "huber",
                  "pinball",
                  "smoothed-pinball",
                  "poisson",
                  "softmax"),
              "",
              "What a prediction that differs from its label costs: the word alone, or a section of"
                  + " that name. Labels of `logistic`, `hinge` and `smoothed-hinge` are 0 or 1,"
                  + " those of `softmax` the classes' numbers from 0, those of `poisson` 0 or"
                  + " more."));
  static final Setting<Double> HINGE_WIDTH =
      DECLARED.add(
          Setting.defaulted(
              KEY + ".smoothed-hinge.width",
              ValueType.numberAboveZero(),
              "1",
              "",
              "Over how much of the margin the kink is rounded."));
  static final Setting<Double> THRESHOLD =
      DECLARED.add(
          Setting.required(
              KEY + ".huber.threshold",
              ValueType.numberAboveZero(),
              "of the label",
              "Difference up to which the loss is squared; beyond, it is linear."));
  static final Setting<Double> LEVEL =
      DECLARED.add(
          Setting.required(
              KEY + ".pinball.level",
              ValueType.probability(),
              "",
              "Level of the quantile that is predicted; 0.5 is the median."));
  static final Setting<Double> SMOOTHED_LEVEL =
      DECLARED.add(
          Setting.required(
              KEY + ".smoothed-pinball.level", ValueType.probability(), "", "As of `pinball`."));
  static final Setting<Double> PINBALL_WIDTH =
      DECLARED.add(
          Setting.required(
              KEY + ".smoothed-pinball.width",
              ValueType.numberAboveZero(),
              "of the label",
              "Over how large a difference the kink is rounded."));
  static final Setting<Integer> CLASSES =
      DECLARED.add(
          Setting.required(
              KEY + ".softmax.classes",
              ValueType.wholeNumber(2, 1024),
              "",
              "Number of the classes."));

  private Losses() {}

  static List<Setting<?>> all() {
    return DECLARED.all();
  }

  /** The loss of a learner. */
  static Loss read(Section learner) throws SettingsException {
    Section s = learner.choice(LOSS);
    return switch (s.name()) {
      case "squared" -> new SquaredLoss();
      case "logistic" -> new LogisticLoss();
      case "hinge" -> new HingeLoss();
      case "smoothed-hinge" -> {
        double width = s.get(HINGE_WIDTH);
        yield s.built(() -> new SmoothedHingeLoss(width));
      }
      case "absolute" -> new AbsoluteLoss();
      case "huber" -> {
        double threshold = s.get(THRESHOLD);
        yield s.built(() -> new HuberLoss(threshold));
      }
      case "pinball" -> new PinballLoss(s.get(LEVEL));
      case "smoothed-pinball" -> {
        double level = s.get(SMOOTHED_LEVEL);
        double width = s.get(PINBALL_WIDTH);
        yield s.built(() -> new SmoothedPinballLoss(level, width));
      }
      case "poisson" -> new PoissonLoss();
      case "softmax" -> new SoftmaxLoss(s.get(CLASSES));
      default -> throw new IllegalStateException("a loss of no class: " + s.name());
    };
  }
}
