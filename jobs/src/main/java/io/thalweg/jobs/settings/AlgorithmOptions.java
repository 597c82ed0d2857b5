package io.thalweg.jobs.settings;

import java.util.List;

/** The options of the algorithms. */
final class AlgorithmOptions {
  private static final Declared DECLARED = new Declared();
  private static final String KEY = "models[].learner.algorithm";

  static final Setting<Method> ALGORITHM =
      DECLARED.add(
          Setting.optional(
              KEY,
              ValueType.oneOf(Method.class),
              "adaptive; scale-free for softmax, or where a domain, hint or regularizer is given",
              "",
              "How gradients become weights: the word alone, or a section of that name. Which to"
                  + " take is in [learners.md](learners.md); `adaptive` has nothing to tune."));
  static final Setting<Double> MEMORY =
      memory(
          "memory",
          "100000",
          "occurrences",
          "Occurrences of a feature over which its past gradients are forgotten by 1/e: less follows"
              + " drift faster.");
  static final Setting<Double> MIXER_MEMORY =
      memory(
          "mixerMemory",
          "10000",
          "events",
          "Events over which the experts' past losses are forgotten by 1/e.");
  static final Setting<Double> MULTIPLIER = multiplier("scale-free");
  static final Setting<Double> GRADIENT_BOUND =
      bound("convex.gradientBound", "Largest norm that a gradient has.");
  static final Setting<Double> DELTA = delta("convex");
  static final Setting<Double> CURVATURE =
      bound(
          "strongly-convex.curvature",
          "How strongly convex the losses are: known of losses that add the L2 term themselves.");
  static final Setting<Double> REGULARIZER_CURVATURE =
      DECLARED.add(
          Setting.optional(
              KEY + ".strongly-regularized.curvature",
              ValueType.numberAboveZero(),
              "the `l2` of the regularizer",
              "",
              "How strongly convex the regularizer, `l2` or `elastic-net`, counts as; at most what"
                  + " it is."));
  static final Setting<Double> LEADER_CURVATURE =
      bound("follow-the-leader.curvature", "As of `strongly-convex`.");
  static final Setting<Double> NEWTON_BOUND =
      bound("newton.gradientBound", "Largest norm that a gradient has.");
  static final Setting<Double> CONCAVITY =
      bound(
          "newton.concavity",
          "α of the losses' exp-concavity: 1 over the largest squared error for `squared`, e to the"
              + " power of minus the largest margin for `logistic`.");
  static final Setting<Double> FEATURE_BOUND =
      bound("curvature-newton.featureBound", "Largest norm of an event's features.");
  static final Setting<Double> REGULARITY =
      DECLARED.add(
          Setting.defaulted(
              KEY + ".curvature-newton.regularity",
              ValueType.numberAboveZero(),
              "1",
              "",
              "Where the metric begins: larger makes the first steps smaller."));
  static final Setting<Double> ENSEMBLE_BOUND =
      bound("ensemble.gradientBound", "Largest norm that a gradient has.");
  static final Setting<Double> SMOOTHNESS =
      bound(
          "ensemble.smoothness",
          "Largest rate at which gradients change: the loss's largest second derivative times the"
              + " largest squared norm of an event's features.");
  static final Setting<Double> HORIZON =
      DECLARED.add(
          Setting.optional(
              KEY + ".ensemble.horizon",
              ValueType.numberAboveZero(),
              "unknown: 2^40",
              "learned events",
              "For how many the theory is to hold; fewer save members, half of log2 of it in all."));
  static final Setting<Double> LARGEST_STEP =
      DECLARED.add(
          Setting.optional(
              KEY + ".ensemble.largestStep",
              ValueType.numberAboveZero(),
              "1 / (8 smoothness)",
              "",
              "Step size of the boldest member; larger than the theory's follows faster where there"
                  + " is little noise."));
  static final Setting<Double> IMPLICIT_MULTIPLIER = multiplier("implicit");
  static final Setting<Double> IMPLICIT_BOUND = optionalBound("implicit");
  static final Setting<Double> WEIGHTS_BOUND =
      bound("exponential-weights.gradientBound", "Largest size of a coordinate of a gradient.");
  static final Setting<Double> WEIGHTS_DELTA = delta("exponential-weights");
  static final Setting<Double> RATE =
      bound("ftrl-proximal.rate", "Scale of every step, often called α.");
  static final Setting<Double> DAMPING =
      DECLARED.add(
          Setting.defaulted(
              KEY + ".ftrl-proximal.damping",
              ValueType.numberAboveZero(),
              "1",
              "",
              "Larger makes a weight's first steps smaller; often called β."));
  static final Setting<Double> FTRL_L1 =
      penalty("l1", "How much evidence a weight needs to be other than 0: in all, not per event.");
  static final Setting<Double> FTRL_L2 =
      penalty("l2", "Times half the sum of the weights' squares: in all, not per event.");
  static final Setting<Double> COORDINATE_MULTIPLIER = multiplier("per-coordinate");
  static final Setting<Double> COORDINATE_BOUND = optionalBound("per-coordinate");

  private AlgorithmOptions() {}

  static List<Setting<?>> all() {
    return DECLARED.all();
  }

  private static Setting<Double> bound(String key, String description) {
    return DECLARED.add(
        Setting.required(KEY + "." + key, ValueType.numberAboveZero(), "", description));
  }

  private static Setting<Double> memory(
      String name, String fallback, String unit, String description) {
    return DECLARED.add(
        Setting.defaulted(
            KEY + ".adaptive." + name, ValueType.numberAboveZero(), fallback, unit, description));
  }

  private static Setting<Double> multiplier(String algorithm) {
    return DECLARED.add(
        Setting.defaulted(
            KEY + "." + algorithm + ".multiplier",
            ValueType.numberAboveZero(),
            "1",
            "",
            "Factor on every step size."));
  }

  private static Setting<Double> delta(String algorithm) {
    return DECLARED.add(
        Setting.optional(
            KEY + "." + algorithm + ".delta",
            ValueType.numberFromZero(),
            "gradientBound squared",
            "",
            "Added under the root of the step size: larger makes the first steps smaller."));
  }

  private static Setting<Double> optionalBound(String algorithm) {
    return DECLARED.add(
        Setting.optional(
            KEY + "." + algorithm + ".gradientBound",
            ValueType.numberAboveZero(),
            "unknown: steps are scale-free",
            "",
            "Largest size that a gradient has; steps are then those of `convex`."));
  }

  private static Setting<Double> penalty(String name, String description) {
    return DECLARED.add(
        Setting.defaulted(
            KEY + ".ftrl-proximal." + name, ValueType.numberFromZero(), "0", "", description));
  }
}
